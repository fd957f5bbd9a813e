import Foundation
import ServiceLifecycle

/// Ends when standard input does: a parent that holds the other end of the pipe takes the daemon with it, however it dies.
///
/// What comes on standard input is thrown away.
struct StandardInputEnd: Service {
    func run() async throws {
        let (end, continuation) = AsyncStream.makeStream(of: Never.self)
        // Reading blocks, so it has a thread of its own; nothing waits for that when the daemon stops for another reason.
        let thread = Thread {
            Self.readToEnd()
            continuation.finish()
        }
        thread.name = "fathom-stdin"
        thread.start()
        for await _ in end.cancelOnGracefulShutdown() {}
    }

    /// Returns at the end of input, and when standard input cannot be read at all.
    private static func readToEnd() {
        var bytes = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = read(STDIN_FILENO, &bytes, bytes.count)
            if count > 0 || (count < 0 && errno == EINTR) { continue }
            guard count < 0, errno == EAGAIN else { return }
            // Somebody made the pipe non-blocking: wait for it.
            var descriptor = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
            _ = poll(&descriptor, 1, -1)
        }
    }
}
