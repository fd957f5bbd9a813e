public import Fathom
public import FathomWire

/// One entry of a recording, in the order in which it was written.
public enum EpisodeEntry: Sendable {
    /// - logTimeNanoseconds: when it was processed, by the wall clock.
    case event(EpisodeEvent, logTimeNanoseconds: Int64)
    /// What the event before it brought, as it was published: one `fathom.v1.Reward`.
    case reward(any ByteStorage)
}

/// A recorded session's file, read front to back; a file cut anywhere gives what lies before the cut.
public final class EpisodeFile {
    public let path: String
    public let session: RecordedSession
    /// What is in force where the file begins.
    public let start: RecordedStart
    /// Of the episode's files, from 0: later ones go on where the one before ended.
    public let segment: Int
    /// Index of its first event in the session's log.
    public let firstEvent: UInt64
    /// What the recorder says of the whole; `nil` where it never finished the file.
    public let summary: Summary?

    /// What stands at the end of a finished file.
    public struct Summary: Sendable, Equatable {
        public var events: UInt64
        public var rewards: UInt64
        public var frames: UInt64
        /// Events that were not recorded.
        public var lostEvents: UInt64
        /// Whether the episode goes on in another file.
        public var isContinued: Bool
    }

    private let reader: MCAPReader
    private let messages: MCAPMessages
    private let codec = EpisodeEventCodec()
    private let eventChannels: Set<UInt16>
    private let rewardChannels: Set<UInt16>

    /// Messages on channels that are none of a session's.
    public private(set) var foreignMessages: UInt64 = 0

    /// - Throws: `EpisodeError` for what is no recording of a session.
    public init(path: String) throws(EpisodeError) {
        self.path = path
        reader = try MCAPReader(try FileInput(path: path))
        guard let facts = try Self.metadata(EpisodeWriter.sessionMetadata, reader) else {
            throw .unreadable(
                file: path, reason: "no recording of Fathom's: it has no '\(EpisodeWriter.sessionMetadata)'")
        }
        session = try RecordedSession(facts, file: path)
        start = RecordedStart(target: facts["target"], digest: facts["configuration_digest"] ?? "")
        segment = facts["segment"].flatMap { Int($0) } ?? 0
        firstEvent = facts["first_event"].flatMap { UInt64($0) } ?? 0
        summary = try Self.metadata(EpisodeWriter.endMetadata, reader).map { Summary($0) }
        eventChannels = try Self.channels(EpisodeWriter.eventTopic, RecordedSchema.event, reader, path)
        rewardChannels = try Self.channels(EpisodeWriter.rewardTopic, RecordedSchema.reward, reader, path)
        messages = reader.messages(order: .file)
    }

    /// Why the file ends before its end; `nil` for a whole one.
    public var damage: EpisodeError? { reader.damage }

    /// Entries that the file says it has, for a progress bar; `nil` where it does not say.
    public var messageCount: UInt64? { reader.statistics.messageCount > 0 ? reader.statistics.messageCount : nil }

    /// - Throws: `EpisodeError` where the file is wrong; what came before stays valid.
    public func next() throws(EpisodeError) -> EpisodeEntry? {
        while let message = try messages.next() {
            if eventChannels.contains(message.channelID) {
                do throws(Rejection) {
                    return .event(
                        try codec.decode(message.data), logTimeNanoseconds: Int64(clamping: message.logTime))
                } catch {
                    throw .unreadable(file: path, reason: "message \(message.sequence): \(error)")
                }
            }
            if rewardChannels.contains(message.channelID) { return .reward(message.data) }
            foreignMessages += 1
        }
        return nil
    }

    private static func metadata(_ name: String, _ reader: MCAPReader) throws(EpisodeError) -> [String: String]? {
        for index in reader.metadataIndexes where index.name == name { return try reader.metadata(index).metadata }
        return nil
    }

    /// - Throws: when a channel of the topic holds another kind of message than this version reads.
    private static func channels(
        _ topic: String, _ schema: String, _ reader: MCAPReader, _ path: String
    ) throws(EpisodeError) -> Set<UInt16> {
        let channels = reader.channels.values.filter { $0.topic == topic }
        for channel in channels {
            let found = reader.schemas[channel.schemaID]?.name ?? "none"
            guard found == schema else {
                throw .unreadable(file: path, reason: "\(topic): expected messages of \(schema), found \(found)")
            }
        }
        return Set(channels.map(\.id))
    }
}

extension RecordedSession {
    init(_ facts: [String: String], file: String) throws(EpisodeError) {
        func fact(_ key: String) throws(EpisodeError) -> String {
            guard let text = facts[key] else {
                throw .unreadable(file: file, reason: "\(EpisodeWriter.sessionMetadata): no '\(key)'")
            }
            return text
        }
        guard let source = Source(rawValue: try fact("source")) else {
            throw .unreadable(file: file, reason: "source: expected daemon or subscriber, found \(try fact("source"))")
        }
        self.init(
            source: source, version: facts["version"] ?? "", task: try fact("task"), session: try fact("session"),
            daemonEpoch: UInt64(facts["daemon_epoch"] ?? "") ?? 0, configuration: facts["configuration"] ?? "")
    }
}

extension EpisodeFile.Summary {
    fileprivate init(_ facts: [String: String]) {
        func count(_ key: String) -> UInt64 { facts[key].flatMap { UInt64($0) } ?? 0 }
        self.init(
            events: count("events"), rewards: count("rewards"), frames: count("frames"),
            lostEvents: count("lost_events"), isContinued: facts["end"] == EpisodeWriter.End.rotation.rawValue)
    }
}
