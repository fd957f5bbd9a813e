import Fathom
import FathomWire

/// What a lane hands to the recorder.
enum RecordEntry: Sendable {
    case open(session: UInt64, RecordedSession)
    case event(session: UInt64, RecordedEvent)
    /// - next: index that the session's next event would have had.
    case close(session: UInt64, next: UInt64)

    /// Memory that it keeps alive, roughly.
    var byteCount: Int {
        guard case .event(_, let recorded) = self else { return 0 }
        let planes = recorded.frame?.planes.reduce(0) { $0 + ($1.storage?.bytes.count ?? 0) } ?? 0
        return recorded.event.parts.reduce(planes + Self.overhead) { $0 + $1.bytes.count }
    }

    /// Of an event and its reward without message parts.
    private static let overhead = 2048
}

/// An event with the reward that it brought.
struct RecordedEvent: Sendable {
    var event: EpisodeEvent
    /// A frame that came in another program's message: its header is encoded when it is written.
    var frame: Frame?
    var reward: Reward?
    /// By the wall clock.
    var logTimeNanoseconds: Int64
    /// What is in force before the event, when a file may begin with it.
    var start: RecordedStart?
    /// An episode begins with it.
    var beginsEpisode: Bool
}
