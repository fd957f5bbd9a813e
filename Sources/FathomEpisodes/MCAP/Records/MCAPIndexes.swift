/// Where a channel's messages lie in the uncompressed records of the chunk before it.
public struct MCAPMessageIndex: Sendable, Equatable {
    public struct Entry: Sendable, Equatable {
        public var logTime: UInt64
        public var offset: UInt64
    }

    public var channelID: UInt16
    public var records: [Entry] = []
}

public struct MCAPChunkIndex: Sendable, Equatable {
    public var messageStartTime: UInt64
    public var messageEndTime: UInt64
    public var chunkStartOffset: UInt64
    /// Of the whole record, its opcode and length included.
    public var chunkLength: UInt64
    /// From a channel to the place of its message index in the file, ordered by channel.
    public var messageIndexOffsets: [ChannelOffset] = []
    public var messageIndexLength: UInt64 = 0
    public var compression: String
    public var compressedSize: UInt64
    public var uncompressedSize: UInt64

    public struct ChannelOffset: Sendable, Equatable {
        public var channelID: UInt16
        public var offset: UInt64
    }
}

public struct MCAPAttachmentIndex: Sendable, Equatable {
    public var offset: UInt64
    public var length: UInt64
    public var logTime: UInt64
    public var createTime: UInt64
    public var dataSize: UInt64
    public var name: String
    public var mediaType: String
}

public struct MCAPMetadataIndex: Sendable, Equatable {
    public var offset: UInt64
    public var length: UInt64
    public var name: String
}

public struct MCAPStatistics: Sendable, Equatable {
    public var messageCount: UInt64 = 0
    public var schemaCount: UInt16 = 0
    public var channelCount: UInt32 = 0
    public var attachmentCount: UInt32 = 0
    public var metadataCount: UInt32 = 0
    public var chunkCount: UInt32 = 0
    /// 0 without messages.
    public var messageStartTime: UInt64 = 0
    public var messageEndTime: UInt64 = 0
    public var channelMessageCounts: [UInt16: UInt64] = [:]

    public init() {}

    /// One message more.
    mutating func count(_ channelID: UInt16, _ logTime: UInt64) {
        messageStartTime = messageCount == 0 ? logTime : min(messageStartTime, logTime)
        messageEndTime = max(messageEndTime, logTime)
        messageCount += 1
        channelMessageCounts[channelID, default: 0] += 1
    }
}

/// Where the summary's records of one kind lie.
public struct MCAPSummaryOffset: Sendable, Equatable {
    public var groupOpcode: UInt8
    public var groupStart: UInt64
    public var groupLength: UInt64
}

public struct MCAPDataEnd: Sendable, Equatable {
    /// Of all bytes before this record; 0: not available.
    public var dataSectionCRC: UInt32
}

public struct MCAPFooter: Sendable, Equatable {
    /// 0: there is no summary.
    public var summaryStart: UInt64
    /// 0: there are no summary offsets.
    public var summaryOffsetStart: UInt64
    /// Of the summary up to this field; 0: not available.
    public var summaryCRC: UInt32
}
