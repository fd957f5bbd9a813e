import CZeroMQ

extension TransportError {
    /// The calling thread's last error in libzmq.
    static func last(_ operation: String, endpoint: String = "") -> TransportError {
        let code = zmq_errno()
        return .failed(operation: operation, endpoint: endpoint, reason: text(of: code), code: code)
    }

    /// libzmq's words for an errno.
    static func text(of code: Int32) -> String {
        zmq_strerror(code).map { String(cString: $0) } ?? "error \(code)"
    }
}
