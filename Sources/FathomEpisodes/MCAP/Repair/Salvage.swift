internal import Fathom

/// Takes over all of a file that can be read.
struct Salvage {
    private(set) var kept = Repair.Kept(messages: 0, chunks: 0, attachments: 0, bytes: 0)
    private(set) var lostRecords = 0
    /// The first thing that was wrong.
    private(set) var damage: EpisodeError?
    private let input: RecordInput
    private let writer: MCAPWriter
    private let inflater = ChunkInflater()

    init(_ input: any MCAPInput, to output: any MCAPOutput) throws(EpisodeError) {
        self.input = RecordInput(input, limits: MCAPLimits())
        writer = try MCAPWriter(to: output, header: self.input.takeBegin())
    }

    /// - Throws: when the output fails, or nothing is there to be taken.
    mutating func run() throws(EpisodeError) {
        while let head = nextHead() {
            do throws(EpisodeError) {
                try take(head)
                kept.bytes = input.offset
            } catch {
                if let failure = writer.failure { throw failure }
                damage = damage ?? told(error, head)
                // What follows a record that was read to its end can still be right. These two have checksums: what is
                // taken for one of them in the middle of nowhere is not kept.
                let isPassed = input.offset - head.offset == head.wholeLength
                guard isPassed, head.kind == .chunk || head.kind == .attachment else { break }
                lostRecords += 1
            }
        }
        let statistics = writer.statistics
        guard statistics.messageCount > 0 || statistics.attachmentCount > 0 || statistics.metadataCount > 0 else {
            throw damage ?? .cut(file: input.name, offset: input.offset, record: "the file, before its first message")
        }
        try writer.close()
        kept.messages = statistics.messageCount
        kept.chunks = writer.statistics.chunkCount
        kept.attachments = statistics.attachmentCount
    }

    /// What the writer refuses is wrong with the file that is read.
    private func told(_ error: EpisodeError, _ head: RecordHead) -> EpisodeError {
        guard case .unwritable(_, let reason) = error else { return error }
        return RecordPlace(file: input.name, offset: head.offset, record: head.name)
            .damaged("records", expected: "what fits to the records before", found: reason)
    }

    /// `nil` at the end of the data, wherever it is.
    private mutating func nextHead() -> RecordHead? {
        do throws(EpisodeError) {
            guard let head = try input.nextHead() else {
                damage = damage ?? .cut(file: input.name, offset: input.offset, record: "the file, before its footer")
                return nil
            }
            return head.kind == .dataEnd || head.kind == .footer ? nil : head
        } catch {
            damage = damage ?? error
            return nil
        }
    }

    private func take(_ head: RecordHead) throws(EpisodeError) {
        guard let kind = head.kind else { return try input.skip(head) }
        var fields = try input.body(of: head)
        guard let buffer = input.buffer else { return }
        switch kind {
        case .chunk:
            let chunk = try ChunkFields(&fields, limits: input.limits)
            try writer.copy(chunk, inflater.records(of: chunk, in: buffer))
        case .schema: try writer.add(MCAPSchema(&fields))
        case .channel: try writer.add(MCAPChannel(&fields))
        case .message:
            let message = try MCAPMessage(&fields, in: buffer)
            try writer.write(
                channelID: message.channelID, sequence: message.sequence, logTime: message.logTime,
                publishTime: message.publishTime, pieces: [message.data])
        case .attachment: try writer.write(MCAPAttachment(&fields, in: buffer))
        case .metadata: try writer.write(MCAPMetadata(&fields))
        case .messageIndex: break
        default: throw fields.place.damaged("opcode", expected: "a record of the data section", found: kind.name)
        }
    }
}
