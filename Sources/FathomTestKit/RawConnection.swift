public import FathomTransport
import Glibc

/// A plain TCP connection to a `tcp://127.0.0.1:<port>` endpoint, for bytes that no ZeroMQ peer would send. Closed with the
/// object.
public final class RawConnection {
    private let descriptor: Int32

    public struct Failure: Error {}

    /// A `tcp://` endpoint that nobody listens at.
    /// - Throws: `TransportError` when the system has no port left.
    public static func freeEndpoint() throws(TransportError) -> String {
        try ZMQSocket(try ZMQContext(), .pull).bind("tcp://127.0.0.1:*")
    }

    /// - Throws: `Failure` when nobody listens there.
    public init(_ endpoint: String) throws(Failure) {
        guard let port = endpoint.split(separator: ":").last.flatMap({ UInt16($0) }) else { throw Failure() }
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else { throw Failure() }
    }

    public func send(_ bytes: [UInt8]) {
        _ = Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    }

    deinit {
        close(descriptor)
    }
}
