internal import Fathom
internal import FathomKernels

/// Collects the records of one chunk after another.
///
/// Without compression large pieces are not copied, but kept until the chunk is written.
final class ChunkBuilder {
    private enum Segment {
        case collected(Range<Int>)
        case kept(any ByteStorage)
    }

    /// Copying less than this costs less than a piece of its own.
    private static let leastKept = 4096

    private(set) var content: ChunkContent
    private let compression: MCAPCompression
    private let compressor: ChunkCompressor
    private var segments: [Segment] = []
    private var collectedBefore = 0

    init(_ compression: MCAPCompression) {
        self.compression = compression
        content = ChunkContent(compression: compression.name)
        compressor = ChunkCompressor(compression)
    }

    var uncompressedSize: Int { Int(content.uncompressedSize) }

    func append(_ records: RecordBytes) throws(EpisodeError) {
        let result = records.bytes.withUnsafeBytes { bytes in
            Result { () throws(EpisodeError) in try append(bytes, of: nil) }
        }
        try result.get()
    }

    /// - Parameter length: of the pieces together.
    func append(
        channelID: UInt16, sequence: UInt32, logTime: UInt64, publishTime: UInt64, pieces: [any ByteStorage],
        length: Int
    ) throws(EpisodeError) {
        content.addMessage(channelID: channelID, logTime: logTime, at: content.uncompressedSize)
        var head = RecordBytes()
        head.number(MCAPOpcode.message.rawValue)
        head.number(UInt64(ChunkBuilder.messageFieldsLength + length))
        head.number(channelID)
        head.number(sequence)
        head.number(logTime)
        head.number(publishTime)
        try append(head)
        for piece in pieces { try append(piece.bytes, of: piece) }
    }

    /// Of a message without its data.
    static let messageFieldsLength = 22

    private func append(_ bytes: UnsafeRawBufferPointer, of piece: (any ByteStorage)?) throws(EpisodeError) {
        content.uncompressedSize += UInt64(bytes.count)
        content.crc = fathom_crc32(content.crc, bytes.baseAddress, bytes.count)
        guard let piece, compression == .none, bytes.count >= Self.leastKept else {
            return try compressor.append(bytes)
        }
        endCollected()
        segments.append(.kept(piece))
    }

    private func endCollected() {
        let end = compressor.bytes.count
        if end > collectedBefore { segments.append(.collected(collectedBefore..<end)) }
        collectedBefore = end
    }

    /// Ends the chunk, and gives its pieces as they go into the file.
    func finish<Value>(
        _ body: ([UnsafeRawBufferPointer]) throws(EpisodeError) -> Value
    ) throws(EpisodeError) -> Value {
        try compressor.finish()
        endCollected()
        let result = compressor.bytes.withUnsafeBytes { collected in
            Result { () throws(EpisodeError) in
                try body(
                    segments.map {
                        switch $0 {
                        case .collected(let range): UnsafeRawBufferPointer(rebasing: collected[range])
                        case .kept(let storage): storage.bytes
                        }
                    })
            }
        }
        return try result.get()
    }

    /// Begins the next chunk.
    func reset() {
        compressor.reset()
        segments.removeAll(keepingCapacity: true)
        content = ChunkContent(compression: compression.name)
        collectedBefore = 0
    }
}
