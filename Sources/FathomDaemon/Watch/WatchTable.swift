public import Fathom

/// The sessions that a watcher follows: rewards and times in, lines out.
///
/// Bounded: beyond `maxSessions`, a new session takes the place of one that has been silent for half a minute, or is
/// only counted.
public struct WatchTable: Sendable {
    public let maxSessions: Int
    private(set) var sessions: [SessionWatch] = []
    /// Rewards of sessions for which there was no place.
    private(set) var unshown = 0

    private static let silentNanoseconds: Int64 = 30_000_000_000

    public init(maxSessions: Int = 64) {
        self.maxSessions = maxSessions
    }

    /// Takes in a reward that came at `now`, nanoseconds of the watcher's monotonic clock.
    public mutating func note(_ reward: Reward, at now: Int64) {
        if let index = sessions.firstIndex(where: { $0.isOf(reward) }) {
            sessions[index].note(reward, at: now)
        } else if sessions.count < maxSessions {
            sessions.append(SessionWatch(reward, at: now))
        } else if let index = sessions.indices.min(by: { sessions[$0].seenNanoseconds < sessions[$1].seenNanoseconds }),
            now - sessions[index].seenNanoseconds > Self.silentNanoseconds
        {
            sessions[index] = SessionWatch(reward, at: now)
        } else {
            unshown += 1
        }
    }
}

extension SessionWatch {
    fileprivate func isOf(_ other: Reward) -> Bool {
        reward.task == other.task && reward.session == other.session
    }
}
