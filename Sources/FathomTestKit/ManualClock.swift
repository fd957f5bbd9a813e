import Synchronization

/// A clock that stands still until a test moves it; may be read from any thread.
public final class ManualClock: Sendable {
    private let elapsed = Mutex<Int64>(0)
    private let wallStart: Int64

    /// - Parameter wallStartNanoseconds: what the wall clock shows at first, since the Unix epoch.
    public init(wallStartNanoseconds: Int64 = 1_700_000_000_000_000_000) {
        wallStart = wallStartNanoseconds
    }

    /// Nanoseconds since the clock was made.
    public var monotonicNanoseconds: Int64 { elapsed.withLock { $0 } }

    /// Nanoseconds since the Unix epoch.
    public var wallNanoseconds: Int64 { wallStart + monotonicNanoseconds }

    /// Moves both clocks on; time never goes back.
    public func advance(nanoseconds: Int64) {
        elapsed.withLock { $0 += max(nanoseconds, 0) }
    }
}
