import Fathom

/// Recorded frames as one endless stream: forth and back, numbered on.
struct FrameSequence {
    private var frames: [Frame]
    private let order: [Int]
    private(set) var count = 0

    init(_ frames: [Frame], stream: String = "front") {
        self.frames = frames.map { frame in
            var frame = frame
            frame.stream = stream
            return frame
        }
        order = Array(frames.indices) + frames.indices.dropFirst().dropLast().reversed()
    }

    mutating func next() -> Frame {
        var frame = frames[order[count % order.count]]
        frame.sequence = UInt64(count)
        frame.step = UInt64(count)
        frame.captureTimeNanoseconds = Int64(count) * 40_000_000
        count += 1
        return frame
    }
}
