import Fathom
import FathomTransport
import Testing

extension PeerDecoder {
    /// What one message holds.
    func decode(_ message: [UInt8]) -> [PeerFrame] {
        var found: [PeerFrame] = []
        decode(OwnedBytes(message), into: &found)
        return found
    }

    /// The only frame of a message.
    func frame(_ message: [UInt8], sourceLocation: SourceLocation = #_sourceLocation) throws -> Frame {
        let found = decode(message)
        guard found.count == 1, case .frame(let frame) = found[0] else {
            Issue.record("\(found)", sourceLocation: sourceLocation)
            throw Rejection("message", expected: "a frame", found: "\(found)")
        }
        return frame
    }

    /// Why a message has no frame.
    func rejection(_ message: [UInt8]) -> Rejection? {
        guard case .malformed(_, let rejection) = decode(message).first else { return nil }
        return rejection
    }
}

extension PeerFrameSource {
    /// The next message, waiting for it.
    func next() throws -> SourceMessage? {
        let poller = Poller([socket])
        while true {
            if let message = try receive() { return message }
            guard try poller.wait(milliseconds: patience) > 0 else { return nil }
        }
    }
}

/// Damages messages: flips bits, cuts, repeats, inserts. Seeded.
struct Mutator {
    private var random: SplitMix64

    init(seed: UInt64) {
        random = SplitMix64(seed: seed)
    }

    mutating func mutate(_ message: [UInt8]) -> [UInt8] {
        var bytes = message
        for _ in 0..<Int.random(in: 1...6, using: &random) {
            guard !bytes.isEmpty else { return bytes }
            // Headers of fields are few among pixels: half of the damage goes to the first and last bytes.
            let near = Int.random(in: 0..<min(bytes.count, 96), using: &random)
            let place = Bool.random(using: &random) ? near : Int.random(in: 0..<bytes.count, using: &random)
            let length = min(Int.random(in: 1...16, using: &random), bytes.count - place)
            switch Int.random(in: 0..<6, using: &random) {
            case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            case 1: bytes[place] = .random(in: 0...255, using: &random)
            case 2: bytes.removeSubrange(place..<place + length)
            case 3: bytes.insert(contentsOf: bytes[place..<place + length], at: place)
            case 4: bytes.removeLast(bytes.count - place)
            default: bytes.insert(contentsOf: (0..<length).map { _ in .random(in: 0...255, using: &random) }, at: place)
            }
        }
        return bytes
    }
}
