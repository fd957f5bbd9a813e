internal import Fathom
internal import FathomKernels

/// Reads an MCAP file front to back, record by record, without seeking; one chunk is in memory at a time.
public final class MCAPStreamReader {
    private let input: RecordInput
    private let inflater = ChunkInflater()
    private var chunk: ChunkRecords?
    private var header: MCAPHeader?
    private var isEnded = false

    /// - Throws: when the input does not begin as an MCAP file.
    public init(_ input: any MCAPInput, limits: MCAPLimits = MCAPLimits()) throws(EpisodeError) {
        self.input = RecordInput(input, limits: limits)
        header = try self.input.takeBegin()
    }

    /// The next record; those of a chunk come in its stead. `nil` behind the closing magic, and after an error.
    ///
    /// - Throws: `.cut` where the file ends early, `.damaged` where it is wrong; what came before it stays valid.
    public func next() throws(EpisodeError) -> MCAPRecord? {
        if let header {
            self.header = nil
            return .header(header)
        }
        guard !isEnded else { return nil }
        do throws(EpisodeError) {
            while true {
                if let record = try nextInChunk() { return record }
                if let record = try nextInFile() { return record }
            }
        } catch {
            isEnded = true
            throw error
        }
    }

    private func nextInChunk() throws(EpisodeError) -> MCAPRecord? {
        guard let entry = try chunk?.next(), let owner = chunk?.owner else {
            chunk = nil
            return nil
        }
        return try MCAPRecord(entry.kind, entry.fields, in: owner)
    }

    /// `nil` for a chunk, which is opened, and for a record that is passed over.
    private func nextInFile() throws(EpisodeError) -> MCAPRecord? {
        guard let head = try input.nextHead() else {
            throw .cut(file: input.name, offset: input.offset, record: "the file, before its footer")
        }
        guard let kind = head.kind else {
            try input.skip(head)
            return nil
        }
        var fields = try input.body(of: head)
        if kind == .chunk {
            chunk = try inflater.records(of: ChunkFields(&fields, limits: input.limits), in: input.buffer)
            return nil
        }
        guard let buffer = input.buffer else { return nil }
        let record = try MCAPRecord(kind, fields, in: buffer)
        switch record {
        case .dataEnd(let end):
            try fields.check(end.dataSectionCRC, is: input.crcBeforeHead, "data_section_crc")
            input.crc = 0
        case .footer(let footer):
            try fields.check(
                footer.summaryCRC, is: head.summaryCRC(after: input.crcBeforeHead, fields.bytes), "summary_crc")
            try input.takeMagic()
            isEnded = true
        default: break
        }
        return record
    }
}

extension RecordHead {
    /// A footer's CRC, which is of the summary before it and of the footer up to that field.
    func summaryCRC(after summary: UInt32, _ body: UnsafeRawBufferPointer) -> UInt32 {
        var head = RecordBytes()
        head.number(opcode)
        head.number(length)
        let crc = fathom_crc32(summary, head.bytes, head.bytes.count)
        return fathom_crc32(crc, body.baseAddress, 16)
    }
}
