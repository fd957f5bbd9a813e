internal import Foundation
internal import Synchronization

/// Whether the user pressed Ctrl-C or the process was asked to end.
enum StopFlag {
    private static let isRaised = Atomic(false)

    /// Turns SIGINT and SIGTERM into the flag, so that a loop can end in order.
    static func install() {
        for number in [SIGINT, SIGTERM] {
            // A lock-free store is all that a handler may do; the wait that it interrupts ends by itself.
            signal(number) { _ in StopFlag.isRaised.store(true, ordering: .relaxed) }
        }
    }

    static var isSet: Bool { isRaised.load(ordering: .relaxed) }
}
