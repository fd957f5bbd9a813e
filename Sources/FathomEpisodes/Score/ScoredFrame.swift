internal import Fathom

/// A frame that was sent, and the reward that came for it, if one did.
struct ScoredFrame {
    let truth: TruthRow
    let reward: RecordedReward?

    /// The distance of a `measured` or `held` reward.
    var distance: Distance? {
        reward?.status.hasDistance == true ? reward?.distance : nil
    }

    /// What orders frames by closeness.
    var closeness: Double? {
        reward?.potential ?? distance.map { -$0.meters }
    }
}

/// One episode of one stream: its frames in the order of their sequence numbers.
struct EpisodeFrames {
    let stream: String
    let episode: String
    let frames: [ScoredFrame]

    /// Truth in sent order, cut into episodes, each frame with its reward.
    static func join(_ truth: [TruthRow], _ rewards: [FrameKey: RecordedReward]) -> [EpisodeFrames] {
        var episodes: [EpisodeFrames] = []
        var pending = truth.sorted(by: sentOrder)[...]
        while let first = pending.first {
            let rows = pending.prefix { $0.stream == first.stream && $0.episode == first.episode }
            pending = pending.dropFirst(rows.count)
            let frames = rows.map { ScoredFrame(truth: $0, reward: rewards[$0.key]) }
            episodes.append(EpisodeFrames(stream: first.stream, episode: first.episode, frames: frames))
        }
        return episodes
    }

    /// By stream, episode (numbers by value, before other names), sequence.
    private static func sentOrder(_ left: TruthRow, _ right: TruthRow) -> Bool {
        let (a, b) = (UInt64(left.episode) ?? .max, UInt64(right.episode) ?? .max)
        return (left.stream, a, left.episode, left.sequence) < (right.stream, b, right.episode, right.sequence)
    }
}
