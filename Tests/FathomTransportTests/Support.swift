import Fathom
import FathomTransport

/// Milliseconds after which a test gives up waiting; nothing waits that long when all is well.
let patience = 10_000

/// An ipc endpoint to bind; libzmq makes up a temporary name and removes it in the end.
let temporaryEndpoint = "ipc://*"

extension ZMQSocket {
    /// Sends all parts as one message.
    func send(_ parts: [[UInt8]]) throws -> Bool {
        for (index, part) in parts.enumerated() {
            let isLast = index == parts.count - 1
            guard try send(part, isLast ? .last : .more, isWaiting: index > 0) else { return false }
        }
        return true
    }

    /// The next message, waiting for it.
    func receive() throws -> (receipt: Receipt, multipart: Multipart) {
        var multipart = Multipart()
        let poller = Poller([self])
        while true {
            let receipt = try receive(into: &multipart)
            guard receipt == .none else { return (receipt, multipart) }
            guard try poller.wait(milliseconds: patience) > 0 else { return (.none, multipart) }
        }
    }
}

extension ZeroMQFrameSource {
    /// The next message, waiting for it.
    func next() throws -> SourceMessage? {
        let poller = Poller([socket])
        while true {
            if let message = try receive() { return message }
            guard try poller.wait(milliseconds: patience) > 0 else { return nil }
        }
    }
}

extension Multipart {
    var contents: [[UInt8]] { parts.map { Array($0.bytes) } }
}

func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

func frame(_ stream: String, _ sequence: UInt64, pixels: Int = 4) -> Frame {
    let plane = Plane(
        kind: .depth, encoding: .depth16UC1, width: pixels, height: 1,
        storage: OwnedBytes((0..<2 * pixels).map { UInt8(truncatingIfNeeded: $0) }))
    return Frame(stream: stream, sequence: sequence, planes: [plane])
}
