import CZeroMQ
import Glibc

/// A ZeroMQ socket. Belongs to the thread that made it, or that it was wholly handed to.
public final class ZMQSocket {
    public enum Kind: Sendable {
        case pair, pub, sub, req, rep, dealer, router, pull, push, xpub, xsub
    }

    /// What a receive found.
    public enum Receipt: Sendable, Equatable {
        case message
        /// Nothing is pending.
        case none
        /// A message of more than the multipart's `limit`, drained; the first ones are in the multipart.
        case tooManyParts
    }

    public let kind: Kind
    public let options: SocketOptions
    /// The endpoint bound or connected to last, for errors; empty before.
    public internal(set) var endpoint = ""
    let pointer: UnsafeMutableRawPointer
    private let context: ZMQContext

    /// - Throws: `TransportError.failed` when libzmq has no sockets left or refuses an option.
    public init(_ context: ZMQContext, _ kind: Kind, options: SocketOptions = SocketOptions()) throws(TransportError) {
        guard let pointer = zmq_socket(context.pointer, kind.number) else { throw .last("zmq_socket") }
        self.pointer = pointer
        self.context = context
        self.kind = kind
        self.options = options
        try apply(options)
    }

    deinit {
        zmq_close(pointer)
    }

    /// Listens. `tcp://host:*` takes a free port; the returned endpoint names it.
    ///
    /// - Throws: `TransportError.failed`, also for an ipc path where somebody listens: libzmq would take it over, and
    ///   the other process would go on without ever hearing of anyone again.
    @discardableResult
    public func bind(_ endpoint: String) throws(TransportError) -> String {
        guard IPCPath(endpoint)?.isInUse != true else {
            throw .failed(
                operation: "bind", endpoint: endpoint, reason: "another process listens there", code: EADDRINUSE)
        }
        guard zmq_bind(pointer, endpoint) == 0 else { throw .last("bind", endpoint: endpoint) }
        self.endpoint = lastEndpoint ?? endpoint
        return self.endpoint
    }

    /// Connects, now or as soon as the peer is there.
    public func connect(_ endpoint: String) throws(TransportError) {
        guard zmq_connect(pointer, endpoint) == 0 else { throw .last("connect", endpoint: endpoint) }
        self.endpoint = endpoint
    }

    /// Lets through messages whose first part begins with `prefix`.
    public func subscribe(prefix: String) throws(TransportError) {
        guard zmq_setsockopt(pointer, ZMQ_SUBSCRIBE, prefix, prefix.utf8.count) == 0 else {
            throw .last("subscribe", endpoint: endpoint)
        }
    }

    private var lastEndpoint: String? {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 1024) { buffer in
            var size = buffer.count
            guard let start = buffer.baseAddress, zmq_getsockopt(pointer, ZMQ_LAST_ENDPOINT, start, &size) == 0 else {
                return nil
            }
            return String(cString: start)
        }
    }
}

extension ZMQSocket.Kind {
    fileprivate var number: Int32 {
        switch self {
        case .pair: ZMQ_PAIR
        case .pub: ZMQ_PUB
        case .sub: ZMQ_SUB
        case .req: ZMQ_REQ
        case .rep: ZMQ_REP
        case .dealer: ZMQ_DEALER
        case .router: ZMQ_ROUTER
        case .pull: ZMQ_PULL
        case .push: ZMQ_PUSH
        case .xpub: ZMQ_XPUB
        case .xsub: ZMQ_XSUB
        }
    }
}
