internal import Fathom

/// Reads blocks of a file into memory.
final class BlockReader {
    private let input: any MCAPSeekableInput
    private let limits: MCAPLimits
    private let inflater = ChunkInflater()
    private var buffer: RecordBuffer?

    init(_ input: any MCAPSeekableInput, limits: MCAPLimits) {
        self.input = input
        self.limits = limits
    }

    /// The block's records; they stay as long as one of them is held.
    func records(of block: MCAPContents.Block) throws(EpisodeError) -> ChunkRecords {
        guard block.isChunk else {
            let bytes = try read(block.offset, block.length, "Message")
            let place = RecordPlace(file: input.name, offset: block.offset, record: "Message")
            return ChunkRecords(bytes, of: buffer ?? RecordBuffer(capacity: 0), at: place)
        }
        var fields = try record(.chunk, at: block.offset, block.length)
        return try inflater.records(of: ChunkFields(&fields, limits: limits), in: buffer)
    }

    func attachment(_ index: MCAPAttachmentIndex) throws(EpisodeError) -> MCAPAttachment {
        var fields = try record(.attachment, at: index.offset, index.length)
        return try MCAPAttachment(&fields, in: buffer ?? RecordBuffer(capacity: 0))
    }

    func metadata(_ index: MCAPMetadataIndex) throws(EpisodeError) -> MCAPMetadata {
        var fields = try record(.metadata, at: index.offset, index.length)
        return try MCAPMetadata(&fields)
    }

    /// A record whose place and length an index tells.
    private func record(_ kind: MCAPOpcode, at offset: UInt64, _ length: UInt64) throws(EpisodeError) -> RecordFields {
        let bytes = try read(offset, length, kind.name)
        let place = RecordPlace(file: input.name, offset: offset, record: kind.name)
        guard bytes.count >= MCAP.headLength, bytes[0] == kind.rawValue else {
            throw place.damaged("opcode", expected: "what its index says, \(kind.name)", found: "something else")
        }
        let found = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 1, as: UInt64.self))
        guard found == UInt64(bytes.count - MCAP.headLength) else {
            throw place.damaged(
                "length", expected: "\(bytes.count - MCAP.headLength), as its index says", found: "\(found)")
        }
        return RecordFields(UnsafeRawBufferPointer(rebasing: bytes[MCAP.headLength...]), at: place)
    }

    private func read(_ offset: UInt64, _ length: UInt64, _ record: String) throws(EpisodeError)
        -> UnsafeRawBufferPointer
    {
        guard length <= limits.recordBytes else {
            let place = RecordPlace(file: input.name, offset: offset, record: record)
            throw place.damaged("length", expected: "at most \(limits.recordBytes) bytes", found: "\(length)")
        }
        let memory = RecordBuffer.reserve(Int(length), in: &buffer)
        guard try input.read(at: offset, into: memory) == memory.count else {
            throw .cut(file: input.name, offset: offset, record: record)
        }
        return UnsafeRawBufferPointer(memory)
    }
}
