import FathomTransport

/// The least that a ZeroMQ peer can do: take a whole frame, answer with three small parts.
enum Echo {
    static func run(_ options: Options) throws {
        guard options.rest.count == 2 else { throw Failure("echo: expected two addresses") }
        let context = try ZMQContext()
        let input = try ZMQSocket(context, .pull)
        let output = try ZMQSocket(context, .pub, options: .rewards)
        try input.bind(options.rest[0])
        try output.bind(options.rest[1])
        let poller = Poller([input])
        var multipart = Multipart()
        let topic = Array("rewards/echo".utf8)
        let message = [UInt8](repeating: 0, count: 300)
        while true {
            if try input.receive(into: &multipart) == .none {
                try poller.wait(milliseconds: -1)
                continue
            }
            multipart.removeAll()
            _ = try output.send(topic, .more)
            _ = try output.send(message, .more)
            _ = try output.send(Array("0.0".utf8), .last)
        }
    }

    /// The least that a ROUTER can do: take a whole request, answer with one small part.
    static func runControl(_ options: Options) throws {
        guard options.rest.count == 1 else { throw Failure("control-echo: expected one address") }
        let context = try ZMQContext()
        let socket = try ZMQSocket(context, .router)
        try socket.bind(options.rest[0])
        let poller = Poller([socket])
        var multipart = Multipart()
        let message = [UInt8](repeating: 0, count: 400)
        while true {
            guard try socket.receive(into: &multipart) != .none, let peer = multipart.parts.first else {
                try poller.wait(milliseconds: -1)
                continue
            }
            _ = try socket.send(peer.bytes, .more)
            _ = try socket.send(message, .last)
            multipart.removeAll()
        }
    }
}
