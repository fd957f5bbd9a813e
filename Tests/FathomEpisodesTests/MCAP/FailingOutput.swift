import FathomEpisodes

/// A disk that is full after so many bytes, in the middle of a write if need be.
final class FailingOutput: MCAPOutput {
    let name = "full.mcap"
    private(set) var bytes: [UInt8] = []
    private let capacity: Int

    init(capacity: Int) {
        self.capacity = capacity
    }

    func write(_ pieces: [UnsafeRawBufferPointer]) throws(EpisodeError) {
        for piece in pieces {
            let room = capacity - bytes.count
            bytes.append(contentsOf: piece.prefix(room))
            guard piece.count <= room else { throw failure }
        }
    }

    func synchronize() throws(EpisodeError) {}

    var failure: EpisodeError { .unwritable(file: name, reason: "No space left on device") }
}
