internal import Fathom
internal import FathomKernels

/// What stands before a record.
struct RecordHead {
    let opcode: UInt8
    /// Of what follows.
    let length: UInt64
    /// Of the opcode, in the file.
    let offset: UInt64

    var kind: MCAPOpcode? { MCAPOpcode(rawValue: opcode) }
    var name: String { kind?.name ?? "record \(opcode)" }
    /// Of the record, with what stands before it. Whoever made the file may have written any length.
    var wholeLength: UInt64 {
        let (sum, isOverflow) = length.addingReportingOverflow(UInt64(MCAP.headLength))
        return isOverflow ? .max : sum
    }
}

/// Takes the records of a file front to back.
///
/// For each call of `nextHead()` there is one of `body(of:)` or `skip(_:)`.
final class RecordInput {
    let limits: MCAPLimits
    /// Of the byte that comes next.
    private(set) var offset: UInt64
    /// Of all bytes since the begin, or since it was set to 0.
    var crc: UInt32 = 0
    /// The same before the last head.
    private(set) var crcBeforeHead: UInt32 = 0
    /// The last body; handed out slices keep it.
    private(set) var buffer: RecordBuffer?
    private var input: BufferedInput

    var name: String { input.name }

    /// - Parameter offset: of the input's first byte in the file.
    init(_ input: any MCAPInput, startingAt offset: UInt64 = 0, limits: MCAPLimits) {
        self.input = BufferedInput(input)
        self.offset = offset
        self.limits = limits
    }

    func takeMagic() throws(EpisodeError) {
        let place = offset
        var found = [UInt8](repeating: 0, count: MCAP.magic.count)
        let count = try take(&found)
        guard found == MCAP.magic else {
            guard count == found.count || place == 0 else {
                throw .cut(file: name, offset: place, record: "the closing magic")
            }
            throw .damaged(
                file: name, offset: place, field: "magic", expected: "that of MCAP, version 0",
                found: count == 0
                    ? "no bytes" : found.prefix(count).map { String($0, radix: 16) }.joined(separator: " "))
        }
    }

    /// The magic and the header, which every file begins with.
    func takeBegin() throws(EpisodeError) -> MCAPHeader {
        try takeMagic()
        guard let head = try nextHead() else { throw .cut(file: name, offset: offset, record: "the file") }
        guard head.kind == .header else {
            throw .damaged(file: name, offset: head.offset, field: "opcode", expected: "Header", found: head.name)
        }
        var fields = try body(of: head)
        return try MCAPHeader(&fields)
    }

    /// `nil` where the input ends between two records.
    func nextHead() throws(EpisodeError) -> RecordHead? {
        let place = offset
        crcBeforeHead = crc
        var bytes = [UInt8](repeating: 0, count: MCAP.headLength)
        let count = try take(&bytes)
        if count == 0 { return nil }
        guard count == bytes.count else { throw .cut(file: name, offset: place, record: "a record's length") }
        let length = bytes.withUnsafeBytes {
            UInt64(littleEndian: $0.loadUnaligned(fromByteOffset: 1, as: UInt64.self))
        }
        return RecordHead(opcode: bytes[0], length: length, offset: place)
    }

    /// The record's content; stays as it is while a slice of `buffer` is held, else until the next call.
    func body(of head: RecordHead) throws(EpisodeError) -> RecordFields {
        let place = RecordPlace(file: name, offset: head.offset, record: head.name)
        guard head.length <= limits.recordBytes else {
            throw place.damaged("length", expected: "at most \(limits.recordBytes) bytes", found: "\(head.length)")
        }
        let memory = RecordBuffer.reserve(Int(head.length), in: &buffer)
        guard try take(memory) == memory.count else {
            throw .cut(file: name, offset: head.offset, record: head.name)
        }
        return RecordFields(UnsafeRawBufferPointer(memory), at: place)
    }

    /// Passes over a record's content.
    func skip(_ head: RecordHead) throws(EpisodeError) {
        var rest = head.length
        while rest > 0 {
            let memory = RecordBuffer.reserve(Int(min(rest, 1 << 20)), in: &buffer)
            guard try take(memory) == memory.count else {
                throw .cut(file: name, offset: head.offset, record: head.name)
            }
            rest -= UInt64(memory.count)
        }
    }

    private func take(_ bytes: inout [UInt8]) throws(EpisodeError) -> Int {
        let result = bytes.withUnsafeMutableBytes { buffer in
            Result { () throws(EpisodeError) in try take(buffer) }
        }
        return try result.get()
    }

    private func take(_ memory: UnsafeMutableRawBufferPointer) throws(EpisodeError) -> Int {
        let count = try input.read(into: memory)
        crc = fathom_crc32(crc, memory.baseAddress, count)
        offset += UInt64(count)
        return count
    }
}
