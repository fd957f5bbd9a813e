public import Fathom

/// The first record of a file.
public struct MCAPHeader: Sendable, Equatable {
    public var profile: String
    /// The program that wrote the file.
    public var library: String

    public init(profile: String = "", library: String = "") {
        self.profile = profile
        self.library = library
    }
}

/// How the messages of a channel are to be read.
public struct MCAPSchema: Sendable, Equatable {
    /// Never 0, which means "no schema".
    public var id: UInt16
    public var name: String
    public var encoding: String
    public var data: [UInt8]

    public init(id: UInt16, name: String, encoding: String, data: [UInt8]) {
        self.id = id
        self.name = name
        self.encoding = encoding
        self.data = data
    }
}

/// A stream of messages of one kind.
public struct MCAPChannel: Sendable, Equatable {
    public var id: UInt16
    /// 0: without a schema.
    public var schemaID: UInt16
    public var topic: String
    public var messageEncoding: String
    public var metadata: [String: String]

    public init(id: UInt16, schemaID: UInt16, topic: String, messageEncoding: String, metadata: [String: String] = [:])
    {
        self.id = id
        self.schemaID = schemaID
        self.topic = topic
        self.messageEncoding = messageEncoding
        self.metadata = metadata
    }
}

/// One message; its bytes stay where the chunk was read to, and keep that memory alive.
public struct MCAPMessage: Sendable {
    public var channelID: UInt16
    public var sequence: UInt32
    /// Nanoseconds since an epoch that the recording agrees on.
    public var logTime: UInt64
    public var publishTime: UInt64
    /// Not aligned.
    public var data: any ByteStorage

    public init(channelID: UInt16, sequence: UInt32, logTime: UInt64, publishTime: UInt64, data: any ByteStorage) {
        self.channelID = channelID
        self.sequence = sequence
        self.logTime = logTime
        self.publishTime = publishTime
        self.data = data
    }
}

/// A file within the file.
public struct MCAPAttachment: Sendable {
    public var logTime: UInt64
    /// 0: not known.
    public var createTime: UInt64
    public var name: String
    public var mediaType: String
    public var data: any ByteStorage

    public init(logTime: UInt64, createTime: UInt64 = 0, name: String, mediaType: String, data: any ByteStorage) {
        self.logTime = logTime
        self.createTime = createTime
        self.name = name
        self.mediaType = mediaType
        self.data = data
    }
}

/// Named pairs of texts.
public struct MCAPMetadata: Sendable, Equatable {
    public var name: String
    public var metadata: [String: String]

    public init(name: String, metadata: [String: String]) {
        self.name = name
        self.metadata = metadata
    }
}
