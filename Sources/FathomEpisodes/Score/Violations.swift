/// How often the potential moved the wrong way, over pairs of one episode's frames, in sent order, at one lag.
///
/// A pair counts when both frames have a potential and the truth changed by more than the lag's threshold: 2 mm at lag
/// 1, 5 mm at lag 10, so that neither rounding nor a resting gripper makes violations.
public struct Violations: Sendable, Equatable {
    /// The potential fell while the true distance shrank.
    public private(set) var falling = 0
    /// The potential rose while the true distance grew.
    public private(set) var rising = 0
    public private(set) var eligible = 0

    public var count: Int {
        falling + rising
    }

    mutating func add(_ episode: EpisodeFrames, lag: Int, threshold: Double) {
        for (first, second) in zip(episode.frames, episode.frames.dropFirst(lag)) {
            let change = second.truth.distance - first.truth.distance
            guard abs(change) > threshold, let before = first.reward?.potential, let after = second.reward?.potential
            else { continue }
            eligible += 1
            if change < 0 && after < before { falling += 1 }
            if change > 0 && after > before { rising += 1 }
        }
    }
}
