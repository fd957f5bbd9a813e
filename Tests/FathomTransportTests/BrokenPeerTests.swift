import Fathom
import Glibc
import Testing

@testable import FathomTransport

@Suite struct BrokenPeerTests {
    /// With ZeroMQ's heartbeats on, libzmq aborts the process here when the next one is due.
    @Test("A peer that dies while its messages wait at the high-water mark does no harm")
    func diesWhileItsMessagesWait() throws {
        let context = try ZMQContext()
        var options = SocketOptions()
        (options.receiveHighWaterMark, options.sendHighWaterMark, options.lingerMilliseconds) = (1, 1, 0)
        let pull = try ZMQSocket(context, .pull, options: options)
        let endpoint = try pull.bind(temporaryEndpoint)
        do {
            let push = try ZMQSocket(context, .push, options: options)
            try push.connect(endpoint)
            let frame = [[UInt8](repeating: 1, count: 1 << 20)]
            var refusals = 0
            while refusals < 20 {
                if try push.send(frame) { refusals = 0 } else { refusals += 1 }
                usleep(10_000)
            }
        }
        usleep(2_500_000)
        #expect(try pull.receive().receipt == .message)
        let next = try ZMQSocket(context, .push, options: options)
        try next.connect(endpoint)
        #expect(try next.send([bytes("after it")], patience: 500))
        while true {
            let (receipt, multipart) = try pull.receive()
            guard receipt == .message else { Issue.record("the next peer was not heard"); break }
            if multipart.contents == [bytes("after it")] { break }
        }
    }
}

extension ZMQSocket {
    /// Sends as soon as there is room, trying for `patience` × 10 ms.
    fileprivate func send(_ parts: [[UInt8]], patience: Int) throws -> Bool {
        for _ in 0..<patience {
            if try send(parts) { return true }
            usleep(10_000)
        }
        return false
    }
}
