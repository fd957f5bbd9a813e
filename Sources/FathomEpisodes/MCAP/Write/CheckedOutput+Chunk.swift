extension CheckedOutput {
    /// Writes a chunk and its message indexes, and gives the summary's entry.
    ///
    /// - Parameter pieces: the chunk's records as they go into the file.
    func writeChunk(
        _ chunk: ChunkContent, _ pieces: [UnsafeRawBufferPointer]
    ) throws(EpisodeError) -> MCAPChunkIndex {
        let size = pieces.reduce(0) { $0 + UInt64($1.count) }
        var index = MCAPChunkIndex(
            messageStartTime: chunk.messageTimes?.lowerBound ?? 0, messageEndTime: chunk.messageTimes?.upperBound ?? 0,
            chunkStartOffset: offset, chunkLength: 0, compression: chunk.compression, compressedSize: size,
            uncompressedSize: chunk.uncompressedSize)
        var fields = RecordBytes()
        fields.number(index.messageStartTime)
        fields.number(index.messageEndTime)
        fields.number(index.uncompressedSize)
        fields.number(chunk.crc)
        fields.text(index.compression)
        fields.number(size)
        var head = RecordBytes()
        head.number(MCAPOpcode.chunk.rawValue)
        head.number(UInt64(fields.bytes.count) + size)
        head.append(fields.bytes)
        index.chunkLength = UInt64(head.bytes.count) + size

        let messageIndexStart = offset + index.chunkLength
        var messageIndexes = RecordBytes()
        for messageIndex in chunk.messageIndexes {
            index.messageIndexOffsets.append(
                MCAPChunkIndex.ChannelOffset(
                    channelID: messageIndex.channelID, offset: messageIndexStart + UInt64(messageIndexes.bytes.count)))
            messageIndexes.append(messageIndex)
        }
        index.messageIndexLength = UInt64(messageIndexes.bytes.count)
        try write(head.bytes)
        try write(pieces)
        try write(messageIndexes.bytes)
        return index
    }
}
