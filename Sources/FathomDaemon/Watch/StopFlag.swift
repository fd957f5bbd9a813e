internal import Foundation
internal import Synchronization

/// Whether the user pressed Ctrl-C or the process was asked to end.
enum StopFlag {
    private static let isRaised = Atomic(false)

    /// Turns SIGINT and SIGTERM into the flag, so that a loop can end in order.
    static func install() {
        var signals = sigset_t()
        sigemptyset(&signals)
        for number in [SIGINT, SIGTERM] {
            sigaddset(&signals, number)
            // A lock-free store is all that a handler may do; the wait that it interrupts ends by itself.
            signal(number) { _ in StopFlag.isRaised.store(true, ordering: .relaxed) }
        }
        // Whoever started the process may have left them blocked.
        pthread_sigmask(Int32(SIG_UNBLOCK), &signals, nil)
    }

    static var isSet: Bool { isRaised.load(ordering: .relaxed) }
}
