public import Fathom
import FathomWire

/// What a recording holds, counted.
public struct EpisodeInfo: Sendable {
    public struct Stream: Sendable, Equatable {
        public var name: String
        public var frames: UInt64
        /// Of the last frame's first plane, pixels; 0 when none had planes.
        public var width: Int
        public var height: Int
    }

    public let path: String
    public let session: RecordedSession
    public let start: RecordedStart
    public let segment: Int
    public private(set) var events: UInt64 = 0
    /// Events that the recording lacks, by the gaps in their numbers and by what its end says.
    public private(set) var lostEvents: UInt64 = 0
    /// By kind, in the order of the log's format.
    public private(set) var kinds: [(name: String, count: UInt64)] = []
    public private(set) var streams: [Stream] = []
    public private(set) var rewards: UInt64 = 0
    public private(set) var statuses: [(status: RewardStatus, count: UInt64)] = []
    public private(set) var episodes: [String] = []
    /// Metres: first, last and least.
    public private(set) var distances: (first: Double, last: Double, least: Double)?
    public private(set) var lastProgress: Double?
    public private(set) var isSolved = false
    /// From the first to the last event, by the recorder's clock.
    public private(set) var seconds: Double = 0
    /// Why there is no more of it; `nil` for a whole file.
    public private(set) var damage: EpisodeError?
    public private(set) var isFinished: Bool

    /// Reads the whole file.
    public init(path: String) throws(EpisodeError) {
        let file = try EpisodeFile(path: path)
        self.path = path
        session = file.session
        start = file.start
        segment = file.segment
        isFinished = file.summary != nil
        var reading = Reading()
        while let entry = try file.next() { try note(entry, &reading, path) }
        damage = file.damage
        if let first = reading.firstTime { seconds = Double(reading.lastTime - first) / 1e9 }
        lostEvents = max(lostEvents, file.summary?.lostEvents ?? 0)
    }

    private struct Reading {
        var decoder = EventDecoder()
        var codec = RewardCodec()
        var firstTime: Int64?
        var lastTime: Int64 = 0
        var lastIndex: UInt64?
    }

    private mutating func note(_ entry: EpisodeEntry, _ reading: inout Reading, _ path: String) throws(EpisodeError) {
        do throws(Rejection) {
            switch entry {
            case .event(let event, let time):
                if reading.firstTime == nil { reading.firstTime = time }
                reading.lastTime = time
                if let last = reading.lastIndex, event.index > last { lostEvents &+= event.index - last - 1 }
                reading.lastIndex = event.index
                try note(event, reading.decoder)
            case .reward(let bytes):
                note(try reading.codec.decode(bytes.bytes))
            }
        } catch {
            throw .unreadable(file: path, reason: "\(error)")
        }
    }

    private mutating func note(_ event: EpisodeEvent, _ decoder: EventDecoder) throws(Rejection) {
        events += 1
        Self.count(event.body.kind, in: &kinds)
        let frames = try decoder.withEvent(event) { live throws(Rejection) in live.frames }
        for frame in frames { note(frame) }
    }

    private mutating func note(_ frame: Frame) {
        let index = streams.firstIndex { $0.name == frame.stream } ?? streams.endIndex
        if index == streams.endIndex { streams.append(Stream(name: frame.stream, frames: 0, width: 0, height: 0)) }
        streams[index].frames += 1
        if let plane = frame.planes.first {
            (streams[index].width, streams[index].height) = (plane.width, plane.height)
        }
        if !episodes.contains(frame.episode) { episodes.append(frame.episode) }
    }

    private mutating func note(_ reward: Reward) {
        rewards += 1
        Self.count(reward.status, in: &statuses)
        if let meters = reward.distance?.meters {
            let before = distances
            distances = (before?.first ?? meters, meters, min(before?.least ?? meters, meters))
        }
        lastProgress = reward.terms.progress ?? lastProgress
        isSolved = isSolved || reward.terms.success == true || reward.humanEvent == .success
    }

    private static func count(_ name: String, in counts: inout [(name: String, count: UInt64)]) {
        if let index = counts.firstIndex(where: { $0.name == name }) {
            counts[index].count += 1
        } else {
            counts.append((name, 1))
        }
    }

    private static func count(_ status: RewardStatus, in counts: inout [(status: RewardStatus, count: UInt64)]) {
        if let index = counts.firstIndex(where: { $0.status == status }) {
            counts[index].count += 1
        } else {
            counts.append((status, 1))
        }
    }
}

extension Event {
    /// The frames in it.
    var frames: [Frame] {
        switch self {
        case .frame(let frame, _): [frame]
        case .step(let frames): frames
        default: []
        }
    }
}

extension EpisodeEvent.Body {
    /// What it is called in `fathom info`.
    var kind: String {
        switch self {
        case .frame: "frame"
        case .step: "step"
        case .malformedFrame: "malformed frame"
        case .malformedDetections: "malformed detections"
        case .detections: "detections"
        case .tick: "tick"
        case .setTarget: "set target"
        case .resetEpisode: "reset episode"
        case .human(let event): event.name
        }
    }
}
