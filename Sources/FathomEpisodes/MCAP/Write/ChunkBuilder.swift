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

    private(set) var uncompressedSize = 0
    private(set) var crc: UInt32 = 0
    private(set) var messageTimes: ClosedRange<UInt64>?
    private var indexes: [UInt16: MCAPMessageIndex] = [:]
    private let compression: MCAPCompression
    private let compressor: ChunkCompressor
    private var segments: [Segment] = []
    private var collectedBefore = 0

    init(_ compression: MCAPCompression) {
        self.compression = compression
        compressor = ChunkCompressor(compression)
    }

    /// Ordered by channel.
    var messageIndexes: [MCAPMessageIndex] { indexes.values.sorted { $0.channelID < $1.channelID } }

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
        indexes[channelID, default: MCAPMessageIndex(channelID: channelID)].records.append(
            MCAPMessageIndex.Entry(logTime: logTime, offset: UInt64(uncompressedSize)))
        messageTimes =
            messageTimes.map { min($0.lowerBound, logTime)...max($0.upperBound, logTime) } ?? logTime...logTime
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
        uncompressedSize += bytes.count
        crc = fathom_crc32(crc, bytes.baseAddress, bytes.count)
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
        indexes.removeAll(keepingCapacity: true)
        (uncompressedSize, crc, messageTimes, collectedBefore) = (0, 0, nil, 0)
    }
}
