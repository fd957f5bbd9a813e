internal import Fathom

/// Takes the schemas, channels and messages of a chunk one after another.
struct ChunkRecords {
    struct Entry {
        let kind: MCAPOpcode
        let fields: RecordFields
        /// Of the record within the chunk.
        let offset: Int
    }

    let bytes: UnsafeRawBufferPointer
    /// Keeps the bytes.
    let owner: any ByteStorage
    private let place: RecordPlace
    private(set) var position = 0

    init(_ bytes: UnsafeRawBufferPointer, of owner: any ByteStorage, at place: RecordPlace) {
        self.bytes = bytes
        self.owner = owner
        self.place = place
    }

    /// - Parameter offset: of a record, as `next()` told it.
    mutating func move(to offset: Int) {
        position = offset
    }

    /// Kinds that this version does not know are passed over.
    mutating func next() throws(EpisodeError) -> Entry? {
        while position < bytes.count {
            let offset = position
            guard bytes.count - offset >= MCAP.headLength else {
                throw place.damaged("records", expected: "whole records", found: "\(bytes.count - offset) bytes more")
            }
            let length = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset + 1, as: UInt64.self))
            let start = offset + MCAP.headLength
            guard length <= UInt64(bytes.count - start) else {
                throw place.damaged("records", expected: "a record of \(length) bytes", found: "\(bytes.count - start)")
            }
            position = start + Int(length)
            guard let kind = MCAPOpcode(rawValue: bytes[offset]) else { continue }
            guard kind == .schema || kind == .channel || kind == .message else {
                throw place.damaged("records", expected: "Schema, Channel or Message", found: kind.name)
            }
            let content = UnsafeRawBufferPointer(rebasing: bytes[start..<position])
            let inner = RecordPlace(file: place.file, offset: place.offset, record: kind.name)
            return Entry(kind: kind, fields: RecordFields(content, at: inner), offset: offset)
        }
        return nil
    }
}
