import Foundation

/// The receiver's clocks, injected so that tests set them.
struct Clocks: Sendable {
    /// Nanoseconds since the Unix epoch.
    var wall: @Sendable () -> Int64
    /// Nanoseconds since an arbitrary start; never goes back.
    var monotonic: @Sendable () -> Int64

    static let system = Clocks(
        wall: { nanoseconds(of: CLOCK_REALTIME) }, monotonic: { nanoseconds(of: CLOCK_MONOTONIC) })

    private static func nanoseconds(of clock: clockid_t) -> Int64 {
        var time = timespec()
        clock_gettime(clock, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
