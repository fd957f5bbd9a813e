/// The frames of the last moments, and what a user's detector says of one of them: it is slow, and speaks of the past.
struct DetectionHistory {
    private(set) var pending: Pending?
    /// Oldest first.
    private(set) var frames: [Frame] = []

    /// What was said last and not yet used.
    struct Pending {
        var region: RegionPrompt?
        var timeNanoseconds: Int64
    }

    /// A detector may be half a second late, and its message a little later.
    private static let length: Int64 = 700_000_000
    /// Frames closer together are left out, so that few are enough.
    private static let spacing: Int64 = 20_000_000
    /// A frame this close to the time of a detection shows what was detected.
    private static let tolerance: Int64 = 50_000_000
    /// Of all planes together; they are kept as they came.
    private static let maxBytes = 128 << 20

    mutating func accept(_ detections: Detections, named name: String) {
        let region = detections.regions.filter { $0.name == name }.max { $0.score < $1.score }
        pending = Pending(region: region, timeNanoseconds: detections.captureTimeNanoseconds)
    }

    mutating func removeAll() {
        pending = nil
        frames.removeAll(keepingCapacity: true)
    }

    /// Keeps a frame that was looked at.
    mutating func append(_ frame: Frame) {
        let now = frame.captureTimeNanoseconds
        if let last = frames.last, now - last.captureTimeNanoseconds < Self.spacing { return }
        frames.append(frame)
        var bytes = frames.reduce(0) { $0 + Self.bytes($1) }
        while let first = frames.first,
            now - first.captureTimeNanoseconds > Self.length || bytes > Self.maxBytes && frames.count > 1
        {
            bytes -= Self.bytes(first)
            frames.removeFirst()
        }
    }

    /// What was detected, once its time has come, and the frames since then, its own first; `now` is not yet among them.
    mutating func take(_ now: Frame) -> (region: RegionPrompt, since: [Frame])? {
        guard let pending else { return nil }
        // Of a frame that is still on its way.
        let ahead = pending.timeNanoseconds - now.captureTimeNanoseconds
        guard ahead <= Self.tolerance else {
            if ahead > Self.length { self.pending = nil }
            return nil
        }
        self.pending = nil
        guard let region = pending.region else { return nil }
        let all = frames + [now]
        let apart = all.map { abs($0.captureTimeNanoseconds - pending.timeNanoseconds) }
        guard let nearest = all.indices.min(by: { apart[$0] < apart[$1] }), apart[nearest] <= Self.tolerance else {
            return nil
        }
        return (region, Array(all[nearest...]))
    }

    private static func bytes(_ frame: Frame) -> Int {
        frame.planes.reduce(0) { $0 + ($1.storage?.bytes.count ?? 0) }
    }
}
