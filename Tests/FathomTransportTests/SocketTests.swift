import Fathom
import FathomTestKit
import Testing

@testable import FathomTransport

@Suite struct SocketTests {
    @Test("A multipart message arrives whole, its parts read in place")
    func multipart() throws {
        let (push, pull) = try pair(temporaryEndpoint)
        let parts = [bytes("frames/front"), [], [UInt8](repeating: 7, count: 100_000)]
        #expect(try push.send(parts))
        let (receipt, multipart) = try pull.receive()
        #expect(receipt == .message)
        #expect(multipart.contents == parts)
    }

    @Test("Over inproc the receiver reads the sender's very bytes: neither side copies")
    func zeroCopy() throws {
        let (push, pull) = try pair("inproc://zero-copy")
        let storage = OwnedBytes([UInt8](repeating: 1, count: 4096))
        #expect(try push.send(storage, .last))
        #expect(try pull.receive().multipart.parts.first?.bytes.baseAddress == storage.bytes.baseAddress)
    }

    @Test("libzmq holds sent bytes as long as anybody reads them, and no longer")
    func storageLife() throws {
        let (push, pull) = try pair("inproc://life")
        weak var weakStorage: OwnedBytes?
        do {
            let storage = OwnedBytes([UInt8](repeating: 1, count: 4096))
            weakStorage = storage
            #expect(try push.send(storage, .last))
        }
        var received: Multipart? = try pull.receive().multipart
        #expect(weakStorage != nil)
        #expect(received?.contents == [[UInt8](repeating: 1, count: 4096)])
        received = nil
        #expect(weakStorage == nil)
    }

    @Test("A received part outlives the next receive and the socket")
    func partLife() throws {
        let kept: ReceivedMessage?
        do {
            let (push, pull) = try pair("inproc://kept")
            #expect(try push.send([bytes("one")]))
            #expect(try push.send([bytes("two")]))
            var multipart = Multipart()
            _ = try pull.receive(into: &multipart)
            kept = multipart.parts.first
            _ = try pull.receive(into: &multipart)
            #expect(multipart.parts.first?.text == "two")
        }
        #expect(kept?.text == "one")
    }

    @Test("Too many parts are drained and reported; the next message is whole")
    func tooManyParts() throws {
        let (push, pull) = try pair("inproc://many")
        #expect(try push.send([[UInt8]](repeating: [1], count: 40)))
        #expect(try push.send([bytes("next")]))
        let (receipt, multipart) = try pull.receive()
        #expect(receipt == .tooManyParts)
        #expect(multipart.parts.count == 16)
        #expect(multipart.excessParts == 24)
        #expect(try pull.receive().multipart.contents == [bytes("next")])
    }

    @Test("Queues end at the high-water mark: a sender without room is told, not blocked")
    func highWaterMark() throws {
        var options = SocketOptions()
        options.sendHighWaterMark = 4
        options.receiveHighWaterMark = 4
        let (push, pull) = try pair("inproc://bounded", options: options)
        var sent = 0
        while sent < 100, try push.send([bytes("\(sent)")]) { sent += 1 }
        #expect(sent == 8)
        #expect(try pull.receive().multipart.contents == [bytes("0")])
    }

    @Test("A part beyond MAXMSGSIZE never arrives; its sender is disconnected and the monitor says why")
    func oversized() throws {
        var options = SocketOptions()
        options.maxMessageBytes = 1000
        let context = try ZMQContext()
        let pull = try ZMQSocket(context, .pull, options: options)
        let monitor = try SocketMonitor(pull, context)
        let endpoint = try pull.bind("tcp://127.0.0.1:*")
        let push = try ZMQSocket(context, .push)
        try push.connect(endpoint)
        #expect(try push.send([UInt8](repeating: 0, count: 5000), .last, isWaiting: true))
        let loss = try #require(try firstLoss(monitor))
        #expect(loss.kind == .disconnected)
        #expect(loss.reason.contains("1000 bytes"))
        #expect(loss.endpoint == endpoint)
        var multipart = Multipart()
        #expect(try pull.receive(into: &multipart) == .none)
        // The peer comes back, and what it sends then is taken.
        #expect(try push.send(bytes("small"), .last, isWaiting: true))
        #expect(try pull.receive().multipart.contents == [bytes("small")])
    }

    @Test("The monitor tells a peer's coming and going")
    func monitor() throws {
        let context = try ZMQContext()
        let pull = try ZMQSocket(context, .pull)
        let monitor = try SocketMonitor(pull, context)
        let endpoint = try pull.bind(temporaryEndpoint)
        do {
            let push = try ZMQSocket(context, .push)
            try push.connect(endpoint)
            #expect(try push.send([bytes("hello")]))
            _ = try pull.receive()
        }
        var kinds: [SocketEvent.Kind] = []
        while kinds.last != .disconnected, let event = try next(monitor) {
            kinds.append(event.kind)
            if event.kind == .disconnected { #expect(event.isLoss && !event.reason.isEmpty) }
        }
        #expect(kinds == [.listening, .accepted, .handshakeSucceeded, .disconnected])
    }

    @Test("A peer that does not speak ZeroMQ fails the handshake")
    func noHandshake() throws {
        let context = try ZMQContext()
        var options = SocketOptions()
        options.handshakeMilliseconds = 100
        let pull = try ZMQSocket(context, .pull, options: options)
        let monitor = try SocketMonitor(pull, context)
        let endpoint = try pull.bind("tcp://127.0.0.1:*")
        let client = try RawConnection(endpoint)
        client.send(Array("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".utf8))
        let loss = try #require(try firstLoss(monitor))
        #expect([.disconnected, .handshakeFailed].contains(loss.kind))
        #expect(!loss.reason.isEmpty)
    }

    @Test("Errors carry the endpoint and libzmq's words")
    func errors() throws {
        let context = try ZMQContext()
        let first = try ZMQSocket(context, .pull)
        try first.bind("tcp://127.0.0.1:*")
        let second = try ZMQSocket(context, .pull)
        let inUse = #expect(throws: TransportError.self) { try second.bind(first.endpoint) }
        #expect(inUse?.description == "bind \(first.endpoint): Address already in use")
        let unknown = #expect(throws: TransportError.self) { try second.connect("nonsense://x") }
        #expect(unknown?.description.contains("nonsense") == true)
        #expect(throws: TransportError.self) { try second.subscribe(prefix: "x") }
    }

    private func pair(_ endpoint: String, options: SocketOptions = SocketOptions()) throws -> (ZMQSocket, ZMQSocket) {
        let context = try ZMQContext()
        let pull = try ZMQSocket(context, .pull, options: options)
        let bound = try pull.bind(endpoint)
        let push = try ZMQSocket(context, .push, options: options)
        try push.connect(bound)
        return (push, pull)
    }

    private func next(_ monitor: SocketMonitor) throws -> SocketEvent? {
        let poller = Poller([monitor.events])
        while true {
            if let event = try monitor.next() { return event }
            guard try poller.wait(milliseconds: patience) > 0 else { return nil }
        }
    }

    private func firstLoss(_ monitor: SocketMonitor) throws -> SocketEvent? {
        while let event = try next(monitor) {
            if event.isLoss { return event }
        }
        return nil
    }
}
