internal import Fathom

/// What a watcher knows of one session: its newest reward, its pace, and what never came.
struct SessionWatch {
    private(set) var reward: Reward
    /// When the newest came, on the watcher's monotonic clock.
    private(set) var seenNanoseconds: Int64
    /// Frames that the daemon passed over.
    private(set) var skipped: Int
    /// Rewards that did not reach this watcher, by gaps in their numbers.
    private(set) var missed: UInt64 = 0
    private(set) var sparkline = Sparkline()
    private var arrivals: [Int64]

    private static let paceNanoseconds: Int64 = 3_000_000_000
    private static let maxArrivals = 256

    init(_ reward: Reward, at now: Int64) {
        self.reward = reward
        seenNanoseconds = now
        skipped = reward.skippedFrames
        arrivals = [now]
        sparkline.append(reward.terms.potential)
    }

    mutating func note(_ reward: Reward, at now: Int64) {
        // A daemon that was started anew counts from 0 again.
        if reward.daemonEpoch == self.reward.daemonEpoch, reward.rewardSequence > self.reward.rewardSequence {
            missed &+= reward.rewardSequence - self.reward.rewardSequence - 1
        }
        skipped = skipped.addingReportingOverflow(reward.skippedFrames).partialValue
        self.reward = reward
        seenNanoseconds = now
        sparkline.append(reward.terms.potential)
        if arrivals.count == Self.maxArrivals { arrivals.removeFirst() }
        arrivals.append(now)
    }

    /// Rewards a second over the last three seconds; 0 where none came in them, `nil` while one alone has come.
    func rate(at now: Int64) -> Double? {
        guard now - seenNanoseconds <= Self.paceNanoseconds else { return 0 }
        let recent = arrivals.drop { now - $0 > Self.paceNanoseconds }
        guard let first = recent.first, let last = recent.last, last > first else { return nil }
        return Double(recent.count - 1) * 1e9 / Double(last - first)
    }

    /// Time that the daemon took, nanoseconds.
    var daemonNanoseconds: Int64? {
        Self.difference(reward.publishTimeNanoseconds, reward.receiveTimeNanoseconds)
    }

    /// Time on the way to the daemon, where the camera's clock is the daemon's, nanoseconds.
    var transportNanoseconds: Int64? {
        guard reward.clock == .realtime else { return nil }
        return Self.difference(reward.receiveTimeNanoseconds, reward.captureTimeNanoseconds)
    }

    private static func difference(_ later: Int64?, _ earlier: Int64?) -> Int64? {
        guard let later, let earlier else { return nil }
        let (difference, isOverflow) = later.subtractingReportingOverflow(earlier)
        return isOverflow ? nil : difference
    }
}
