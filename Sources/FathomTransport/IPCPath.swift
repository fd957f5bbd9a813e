import Glibc

/// The file that an `ipc://` endpoint stands for.
struct IPCPath {
    let path: String

    /// `nil` for other transports, for names that libzmq makes up (`ipc://*`) and for abstract ones (`ipc://@name`).
    init?(_ endpoint: String) {
        let prefix = "ipc://"
        guard endpoint.hasPrefix(prefix) else { return nil }
        path = String(endpoint.dropFirst(prefix.count))
        guard !path.isEmpty, path != "*", !path.hasPrefix("@") else { return nil }
    }

    /// Whether a process listens there. What one that has died left behind does not answer.
    var isInUse: Bool {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        // A path that is too long is for libzmq to refuse.
        guard path.utf8.count < MemoryLayout.size(ofValue: address.sun_path) else { return false }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        // A full backlog says EAGAIN: somebody listens, and is busy.
        return result == 0 || errno == EAGAIN
    }
}
