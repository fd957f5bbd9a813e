/// What came of an import.
public struct ImportReport: Sendable, Equatable {
    public var frames = 0
    /// Images without a partner in time.
    public var unpairedColor = 0
    public var unpairedDepth = 0
    /// Messages that could not be read, and why the first of them could not.
    public var unreadable = 0
    public var firstProblem: String?
    /// Messages on topics that the map does not name.
    public var passedOver: UInt64 = 0
    /// Frames without a pose that the map asks for.
    public var withoutPose = 0
    /// Where the recording is cut or damaged.
    public var damage: EpisodeError?

    /// Whether something is missing that was there to be read.
    public var hasLoss: Bool { unreadable > 0 || damage != nil }

    mutating func note(_ problem: String) {
        unreadable += 1
        firstProblem = firstProblem ?? problem
    }

    /// One line for each thing to tell.
    public var words: [String] {
        var lines = ["\(frames) frames"]
        func add(_ count: some BinaryInteger, _ text: String) {
            if count > 0 { lines.append("\(count) \(text)") }
        }
        add(unpairedColor, "colour images without a depth image near enough in time")
        add(unpairedDepth, "depth images without a colour image near enough in time")
        add(withoutPose, "frames without a pose that the map asks for")
        add(passedOver, "messages on topics that the map does not name")
        add(unreadable, "messages that could not be read; the first: \(firstProblem ?? "")")
        if let damage { lines.append("\(damage)") }
        return lines
    }
}
