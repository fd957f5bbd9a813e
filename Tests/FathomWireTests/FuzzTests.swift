import Fathom
import FathomWire
import Testing

/// Whatever comes in, a decoder returns a value or throws a `Rejection`; it never crashes.
@Suite struct FuzzTests {
    private let frames = FrameDecoder()
    private let detections = DetectionsCodec()
    private let rewards = RewardCodec()
    private let control = ControlCodec()
    private let json = RewardJSON()

    @Test("Random bytes")
    func random() {
        var generator = SplitMix64(seed: 1)
        for _ in 0..<5000 {
            let count = Int.random(in: 0...300, using: &generator)
            feed((0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) })
        }
    }

    @Test("Valid messages cut short anywhere")
    func truncated() throws {
        for bytes in try valid(seeds: 0..<5) {
            for count in bytes.indices { feed(Array(bytes[..<count])) }
        }
    }

    @Test("Valid messages with bits flipped, bytes inserted and pieces repeated")
    func mutated() throws {
        var generator = SplitMix64(seed: 2)
        for bytes in try valid(seeds: 0..<30) {
            for _ in 0..<60 { feed(generator.mutate(bytes)) }
        }
    }

    private func feed(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { raw in
            var frame = Frame(stream: "")
            accepts { () throws(Rejection) in
                try frames.decode(header: raw, parts: [OwnedBytes([0]), OwnedBytes([1])], into: &frame)
            }
            accepts { () throws(Rejection) in _ = try detections.decode(raw) }
            accepts { () throws(Rejection) in _ = try rewards.decode(raw) }
            accepts { () throws(Rejection) in
                var id: UInt64 = 0; _ = try control.decodeRequest(raw, requestID: &id)
            }
            accepts { () throws(Rejection) in _ = try control.decodeReply(raw) }
            accepts { () throws(Rejection) in _ = try json.decode(raw) }
        }
    }

    /// Runs the body; a rejection says what is wrong.
    private func accepts(_ body: () throws(Rejection) -> Void) {
        do {
            try body()
        } catch {
            #expect(!error.field.isEmpty && !error.expected.isEmpty)
        }
    }

    private func valid(seeds: Range<UInt64>) throws -> [[UInt8]] {
        var messages: [[UInt8]] = []
        var buffer: [UInt8] = []
        for seed in seeds {
            var generator = SplitMix64(seed: seed)
            messages.append(try encoded(generator.frame()))
            let reward = generator.reward()
            try rewards.encode(reward, into: &buffer)
            messages.append(buffer)
            messages.append(try json.encode(reward))
            let page = RewardPage(daemonEpoch: 1, oldestSequence: 2, nextSequence: 3, rewards: [reward])
            try control.encode(ControlReply(body: .rewards(page)), into: &buffer)
            messages.append(buffer)
        }
        return messages
    }
}

extension SplitMix64 {
    fileprivate mutating func mutate(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...4, using: &self) where !bytes.isEmpty {
            let index = Int.random(in: bytes.indices, using: &self)
            switch Int.random(in: 0..<4, using: &self) {
            case 0: bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &self)
            case 1: bytes.insert(UInt8.random(in: 0...255, using: &self), at: index)
            case 2: bytes.remove(at: index)
            default:
                let end = min(bytes.count, index + Int.random(in: 1...40, using: &self))
                bytes.insert(contentsOf: Array(bytes[index..<end]), at: index)
            }
        }
        return bytes
    }
}
