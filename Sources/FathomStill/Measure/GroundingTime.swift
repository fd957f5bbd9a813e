internal import Fathom

/// How long it takes to segment a picture whole and choose a described thing in it, over many times.
struct GroundingTime {
    /// Times that were counted.
    var frames: Int
    /// Milliseconds.
    var median: Double
    var slowest1Percent: Double

    static let allowed = 1...100_000
    /// Times before, until caches and branch predictors know the work.
    private static let warmUp = 10

    init(_ argument: EntityArgument, frames: Int, in snapshot: Snapshot) throws(StillError) {
        guard Self.allowed.contains(frames) else {
            throw .argument(name: "--timing", expected: "1 … 100000 frames", found: "\(frames)")
        }
        guard case .description(let description) = argument.entity else {
            throw .argument(
                name: "--timing", expected: "a description to look for", found: "'\(argument.text.shortened)'")
        }
        let chooser = Chooser(description)
        let clock = ContinuousClock()
        var times: [Double] = []
        for round in 0..<Self.warmUp + frames {
            let start = clock.now
            do throws(Rejection) {
                _ = try snapshot.ground(chooser)
            } catch {
                throw StillError(error, argument: "'\(argument.text.shortened)'")
            }
            if round >= Self.warmUp { times.append(start.duration(to: clock.now) / .milliseconds(1)) }
        }
        times.sort()
        self.frames = frames
        median = times[frames / 2]
        slowest1Percent = times[min(frames * 99 / 100, frames - 1)]
    }

    var json: JSON {
        .object([
            ("p50_ms", .share(median)), ("p99_ms", .share(slowest1Percent)), ("frames", .integer(frames)),
        ])
    }
}
