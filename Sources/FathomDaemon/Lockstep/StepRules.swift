import Fathom

/// What a trainer's step must keep to, beyond what any frame must: it does not go on after an episode's end, and its
/// cameras stay the same within an episode.
struct StepRules {
    private struct Episode: Equatable {
        let publisherEpoch: UInt64
        let name: String

        init(_ frame: Frame) {
            publisherEpoch = frame.publisherEpoch
            name = frame.episode
        }
    }

    private var episode: Episode?
    /// The pipeline's count of episodes, which also tells of one that began under the same name.
    private var episodeIndex: UInt64?
    private var isEnded = false
    /// By stream, as they were when the episode first showed them.
    private var cameras: [(stream: String, camera: Camera)] = []

    /// - Parameter startsEpisode: an episode begins with this step, whatever its name.
    /// - Throws: `Rejection` for a step that breaks a rule.
    func check(_ frames: [Frame], primary: Int, startsEpisode: Bool) throws(Rejection) {
        guard !startsEpisode, let episode, episode == Episode(frames[primary]) else { return }
        guard !isEnded else {
            throw Rejection(
                "episode", expected: "another one, because the step before was the last of this one",
                found: episode.name.shortened)
        }
        for frame in frames {
            guard let camera = frame.camera,
                let before = cameras.first(where: { $0.stream == frame.stream })?.camera,
                // What no camera can be is a rejected frame, which has a reward that says so.
                camera.isFinite, !camera.hasOptics(of: before)
            else { continue }
            throw Rejection(
                "camera", expected: "\(before.optics), as at the begin of the episode", found: camera.optics)
        }
    }

    /// Takes note of a step that was answered. A rejected one may have begun an episode all the same; nothing else counts.
    mutating func note(_ frames: [Frame], primary: Int, _ reward: Reward) {
        let frame = frames[primary]
        if episodeIndex != reward.episodeIndex {
            episodeIndex = reward.episodeIndex
            isEnded = false
            cameras.removeAll(keepingCapacity: true)
        }
        guard reward.rejection == nil else { return }
        episode = Episode(frame)
        isEnded = frame.isTerminated || frame.isTruncated
        for frame in frames where !cameras.contains(where: { $0.stream == frame.stream }) {
            if let camera = frame.camera { cameras.append((frame.stream, camera)) }
        }
    }
}

extension Camera {
    /// Whether both project alike, wherever they stand.
    fileprivate func hasOptics(of other: Camera) -> Bool {
        width == other.width && height == other.height && fx == other.fx && fy == other.fy && cx == other.cx
            && cy == other.cy && skew == other.skew && distortion == other.distortion
    }

    fileprivate var isFinite: Bool {
        // A NaN in the distortion is not equal to itself.
        fx.isFinite && fy.isFinite && cx.isFinite && cy.isFinite && skew.isFinite && hasOptics(of: self)
    }

    fileprivate var optics: String {
        "\(width)×\(height), fx \(fx), fy \(fy), cx \(cx), cy \(cy)"
    }
}
