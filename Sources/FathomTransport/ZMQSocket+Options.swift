import CZeroMQ

extension ZMQSocket {
    func apply(_ options: SocketOptions) throws(TransportError) {
        try set(ZMQ_LINGER, "LINGER", options.lingerMilliseconds)
        try set(ZMQ_SNDHWM, "SNDHWM", options.sendHighWaterMark)
        try set(ZMQ_RCVHWM, "RCVHWM", options.receiveHighWaterMark)
        try set(ZMQ_MAXMSGSIZE, "MAXMSGSIZE", options.maxMessageBytes)
        try set(ZMQ_TCP_KEEPALIVE, "TCP_KEEPALIVE", 1 as Int32)
        try set(ZMQ_TCP_KEEPALIVE_IDLE, "TCP_KEEPALIVE_IDLE", options.keepaliveIdleSeconds)
        try set(ZMQ_TCP_KEEPALIVE_INTVL, "TCP_KEEPALIVE_INTVL", 1 as Int32)
        try set(ZMQ_TCP_KEEPALIVE_CNT, "TCP_KEEPALIVE_CNT", options.keepaliveProbes)
        try set(ZMQ_HANDSHAKE_IVL, "HANDSHAKE_IVL", options.handshakeMilliseconds)
        try set(ZMQ_RECONNECT_IVL, "RECONNECT_IVL", options.reconnectMilliseconds)
        try set(ZMQ_RECONNECT_IVL_MAX, "RECONNECT_IVL_MAX", options.maxReconnectMilliseconds)
        try set(ZMQ_IPV6, "IPV6", 0 as Int32)
    }

    /// A publisher that waits, or reports that it would have to, instead of dropping at the high-water mark.
    public func setNoDrop() throws(TransportError) {
        try set(ZMQ_XPUB_NODROP, "XPUB_NODROP", 1 as Int32)
    }

    /// A ROUTER that reports when a peer is gone or takes nothing more, instead of dropping what is sent to it.
    public func setMandatoryRouting() throws(TransportError) {
        try set(ZMQ_ROUTER_MANDATORY, "ROUTER_MANDATORY", 1 as Int32)
    }

    /// How long a send may wait for room; -1 is forever.
    public func setSendTimeout(milliseconds: Int32) throws(TransportError) {
        try set(ZMQ_SNDTIMEO, "SNDTIMEO", milliseconds)
    }

    private func set<Value: FixedWidthInteger>(_ option: Int32, _ name: String, _ value: Value) throws(TransportError) {
        var value = value
        guard zmq_setsockopt(pointer, option, &value, MemoryLayout<Value>.size) == 0 else {
            throw .last("option \(name) = \(value)", endpoint: endpoint)
        }
    }
}
