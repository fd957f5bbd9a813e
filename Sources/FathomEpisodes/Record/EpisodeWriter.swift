import Fathom
import FathomWire

/// One file of a recording: the session's events in order, each followed by the reward that it brought.
final class EpisodeWriter {
    /// Why a file ends where it does.
    enum End: String {
        /// The session's next episode began.
        case episode
        /// The session was closed, or the recorder stopped.
        case session
        /// The file reached its size; another continues it.
        case rotation
    }

    /// The channels' topics.
    static let eventTopic = "/fathom/events"
    static let rewardTopic = "/fathom/rewards"
    static let profile = "fathom"
    static let sessionMetadata = "fathom.session"
    static let endMetadata = "fathom.end"

    let output: any EpisodeOutput
    private(set) var events: UInt64 = 0
    private(set) var rewards: UInt64 = 0
    private(set) var frames: UInt64 = 0
    /// Events between those of this file that were not recorded.
    private(set) var lost: UInt64 = 0
    private(set) var hasEpisode = false
    private let writer: MCAPWriter
    private let eventChannel: UInt16
    private let rewardChannel: UInt16
    private let codec: EpisodeCodecs
    private var lastIndex: UInt64?

    /// - Parameter facts: what the file says of itself, beside what the session says.
    init(
        to output: any EpisodeOutput, options: MCAPWriter.Options, facts: [String: String], codec: EpisodeCodecs
    ) throws(EpisodeError) {
        self.output = output
        self.codec = codec
        writer = try MCAPWriter(
            to: output, header: MCAPHeader(profile: Self.profile, library: "fathom"), options: options)
        let schemas = RecordedSchema.descriptorSet
        let event = try writer.addSchema(name: RecordedSchema.event, encoding: "protobuf", data: schemas)
        let reward = try writer.addSchema(name: RecordedSchema.reward, encoding: "protobuf", data: schemas)
        eventChannel = try writer.addChannel(topic: Self.eventTopic, messageEncoding: "protobuf", schemaID: event)
        rewardChannel = try writer.addChannel(topic: Self.rewardTopic, messageEncoding: "protobuf", schemaID: reward)
        try writer.write(MCAPMetadata(name: Self.sessionMetadata, metadata: facts))
    }

    var bytesWritten: UInt64 { writer.bytesWritten }

    /// Whether nothing that anybody would look for is in it: no frame, and at most the word that none came.
    private(set) var isEmpty = true

    func write(_ recorded: RecordedEvent, keepsCheckpoint: Bool) throws(EpisodeError) {
        var event = recorded.event
        if !keepsCheckpoint { event.checkpoint = nil }
        let pieces = try codec.pieces(of: event, frame: recorded.frame, file: output.name)
        let logTime = UInt64(clamping: recorded.logTimeNanoseconds)
        try writer.write(
            channelID: eventChannel, sequence: UInt32(truncatingIfNeeded: event.index), logTime: logTime,
            publishTime: UInt64(clamping: event.receiveTimeNanoseconds ?? recorded.logTimeNanoseconds), pieces: pieces)
        note(recorded)
        guard let reward = recorded.reward else { return }
        try writer.write(
            channelID: rewardChannel, sequence: UInt32(truncatingIfNeeded: reward.rewardSequence), logTime: logTime,
            publishTime: UInt64(clamping: reward.publishTimeNanoseconds ?? recorded.logTimeNanoseconds),
            pieces: [try codec.bytes(of: reward, file: output.name)])
        rewards += 1
        if !recorded.event.body.isTick { isEmpty = false }
    }

    private func note(_ recorded: RecordedEvent) {
        if let lastIndex { lost += recorded.event.index - lastIndex - 1 }
        lastIndex = recorded.event.index
        events += 1
        switch recorded.event.body {
        case .frame: frames += 1
        case .step(let planes): frames += UInt64(planes.count)
        default: break
        }
        if frames > 0 { isEmpty = false }
        if recorded.beginsEpisode { hasEpisode = true }
    }

    /// Hands the open chunk to the output.
    func flush() throws(EpisodeError) {
        try writer.flush()
    }

    /// - Parameter next: index of the event that comes behind the file; where it is later than the file's last and one, what
    ///   lies between was not recorded.
    func finish(_ end: End, next: UInt64?) throws(EpisodeError) {
        let missing = zip(next, lastIndex).map { $0 > $1 ? $0 - $1 - 1 : 0 } ?? 0
        try writer.write(
            MCAPMetadata(
                name: Self.endMetadata,
                metadata: [
                    "end": end.rawValue, "events": "\(events)", "rewards": "\(rewards)", "frames": "\(frames)",
                    "lost_events": "\(lost + missing)", "complete": "\(lost + missing == 0)",
                ]))
        try writer.close()
        try output.finish()
        lost += missing
    }

    private func zip(_ first: UInt64?, _ second: UInt64?) -> (UInt64, UInt64)? {
        guard let first, let second else { return nil }
        return (first, second)
    }
}

extension EpisodeEvent.Body {
    fileprivate var isTick: Bool {
        if case .tick = self { true } else { false }
    }
}
