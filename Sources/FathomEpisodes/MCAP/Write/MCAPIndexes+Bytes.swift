extension RecordBytes {
    mutating func append(_ index: MCAPMessageIndex) {
        record(.messageIndex) {
            $0.number(index.channelID)
            $0.array { array in
                for entry in index.records {
                    array.number(entry.logTime)
                    array.number(entry.offset)
                }
            }
        }
    }

    mutating func append(_ index: MCAPChunkIndex) {
        record(.chunkIndex) {
            $0.number(index.messageStartTime)
            $0.number(index.messageEndTime)
            $0.number(index.chunkStartOffset)
            $0.number(index.chunkLength)
            $0.array { array in
                for channel in index.messageIndexOffsets {
                    array.number(channel.channelID)
                    array.number(channel.offset)
                }
            }
            $0.number(index.messageIndexLength)
            $0.text(index.compression)
            $0.number(index.compressedSize)
            $0.number(index.uncompressedSize)
        }
    }

    mutating func append(_ index: MCAPAttachmentIndex) {
        record(.attachmentIndex) {
            $0.number(index.offset)
            $0.number(index.length)
            $0.number(index.logTime)
            $0.number(index.createTime)
            $0.number(index.dataSize)
            $0.text(index.name)
            $0.text(index.mediaType)
        }
    }

    mutating func append(_ index: MCAPMetadataIndex) {
        record(.metadataIndex) {
            $0.number(index.offset)
            $0.number(index.length)
            $0.text(index.name)
        }
    }

    mutating func append(_ statistics: MCAPStatistics) {
        record(.statistics) {
            $0.number(statistics.messageCount)
            $0.number(statistics.schemaCount)
            $0.number(statistics.channelCount)
            $0.number(statistics.attachmentCount)
            $0.number(statistics.metadataCount)
            $0.number(statistics.chunkCount)
            $0.number(statistics.messageStartTime)
            $0.number(statistics.messageEndTime)
            $0.array { array in
                for (channelID, count) in statistics.channelMessageCounts.sorted(by: { $0.key < $1.key }) {
                    array.number(channelID)
                    array.number(count)
                }
            }
        }
    }

    mutating func append(_ offset: MCAPSummaryOffset) {
        record(.summaryOffset) {
            $0.number(offset.groupOpcode)
            $0.number(offset.groupStart)
            $0.number(offset.groupLength)
        }
    }

    mutating func append(_ end: MCAPDataEnd) {
        record(.dataEnd) { $0.number(end.dataSectionCRC) }
    }
}
