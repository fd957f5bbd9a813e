import Glibc

/// A connection that speaks ZeroMQ's protocol (ZMTP 3.0, NULL mechanism) as far as the middle of a message.
///
/// libzmq itself sends no message before its last part is there; this does. Closed with the object.
final class HalfMessage {
    private let descriptor: Int32

    /// - Parameter endpoint: `ipc://PATH`.
    /// - Throws: `Failure` when nobody listens there.
    init(_ endpoint: String) throws {
        descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw Failure("no socket") }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let path = Array(endpoint.dropFirst("ipc://".count).utf8)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path) }
        let isConnected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
            }
        }
        guard isConnected else { throw Failure("\(endpoint): no connection") }
        let bytes = Self.greeting + Self.ready + Self.half
        guard send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count else {
            throw Failure("\(endpoint): cut short")
        }
    }

    deinit {
        close(descriptor)
    }

    private static let greeting: [UInt8] =
        [0xff] + zeros(8) + [0x7f, 3, 0] + Array("NULL".utf8) + zeros(16) + zeros(32)
    private static let ready: [UInt8] = {
        let body = [5] + Array("READY".utf8) + [11] + Array("Socket-Type".utf8) + [0, 0, 0, 6] + Array("DEALER".utf8)
        return [4, UInt8(body.count)] + body
    }()
    /// A long part with more to come, which says 100,000 bytes and has half of them.
    private static let half: [UInt8] = [3, 0, 0, 0, 0, 0, 1, 0x86, 0xa0] + zeros(50_000)

    private static func zeros(_ count: Int) -> [UInt8] { [UInt8](repeating: 0, count: count) }
}
