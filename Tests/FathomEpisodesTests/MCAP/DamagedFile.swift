import Fathom
import FathomEpisodes

/// What every reader makes of bytes that may be anything.
enum DamagedFile {
    /// Reads the bytes in every way there is; what is read is touched.
    ///
    /// - Returns: the messages' texts, streamed and by the indexes; what is told of the damage.
    static func read(_ bytes: [UInt8], limits: MCAPLimits = MCAPLimits()) -> (
        streamed: [String], indexed: [String], errors: [EpisodeError]
    ) {
        var errors: [EpisodeError] = []
        func attempt<Value>(_ body: () throws(EpisodeError) -> Value) -> Value? {
            do throws(EpisodeError) {
                return try body()
            } catch {
                errors.append(error)
                return nil
            }
        }
        let stream = attempt { () throws(EpisodeError) in try MCAPStreamReader(BytesInput(bytes), limits: limits) }
        let (records, error) = stream?.all() ?? ([], nil)
        errors += error.map { [$0] } ?? []
        let streamed = records.compactMap { if case .message(let message) = $0 { message.text } else { nil } }

        let reader = attempt { () throws(EpisodeError) in try MCAPReader(BytesInput(bytes), limits: limits) }
        errors += reader?.damage.map { [$0] } ?? []
        var indexed: [String] = []
        for order in [MCAPReader.Order.logTime, .file] {
            indexed = []
            guard let messages = reader?.messages(order: order) else { continue }
            while let message = attempt(messages.next)?.flatMap(\.self) { indexed.append(message.text) }
        }
        for index in reader?.attachmentIndexes ?? [] {
            _ = attempt { () throws(EpisodeError) in try reader?.attachment(index).text }
        }
        for index in reader?.metadataIndexes ?? [] {
            _ = attempt { () throws(EpisodeError) in try reader?.metadata(index).text }
        }
        return (streamed, indexed, errors)
    }
}

/// One way in which a disk, a network or an attacker changes a file.
struct Corruption {
    private var random: SplitMix64

    init(seed: UInt64) {
        random = SplitMix64(seed: seed)
    }

    mutating func callAsFunction(_ original: [UInt8], checksums: [Int]) -> [UInt8] {
        var bytes = original
        for _ in 0..<Int.random(in: 1...3, using: &random) { corrupt(&bytes) }
        // Without checksums the damage reaches what they protect.
        if Bool.random(using: &random) {
            for place in checksums + [bytes.count - 12] where place >= 0 && place + 4 <= bytes.count {
                bytes.replaceSubrange(place..<place + 4, with: [0, 0, 0, 0])
            }
        }
        return bytes
    }

    private mutating func corrupt(_ bytes: inout [UInt8]) {
        guard bytes.count > 16 else { return }
        let place = Int.random(in: 0..<bytes.count - 16, using: &random)
        let count = Int.random(in: 1...16, using: &random)
        switch Int.random(in: 0..<7, using: &random) {
        case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 1: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 2: for index in place..<place + count { bytes[index] = UInt8.random(in: 0...255, using: &random) }
        case 3: for index in place..<place + count { bytes[index] = 0xFF }
        case 4: bytes.removeSubrange(place..<place + count)
        case 5: bytes.insert(contentsOf: bytes[place..<place + count], at: place)
        default:
            let other = Int.random(in: 0..<bytes.count - 16, using: &random)
            let piece = bytes[other..<other + count]
            bytes.replaceSubrange(place..<place + count, with: piece)
        }
    }
}
