/// Where rewards and truth disagree about success.
public struct SuccessScore: Sendable, Equatable {
    /// Frames called a success while the truth says no.
    public private(set) var falseFrames = 0
    /// Episodes whose first called success is such a frame.
    public private(set) var falseOnsets = 0
    /// Episodes that truly succeeded and were never called a success.
    public private(set) var missedEpisodes = 0

    init(_ episodes: [EpisodeFrames]) {
        for episode in episodes {
            let called = episode.frames.filter { $0.reward?.success == true }
            falseFrames += called.count { !$0.truth.isSuccess }
            if let onset = called.first, !onset.truth.isSuccess { falseOnsets += 1 }
            if called.isEmpty && episode.frames.contains(where: \.truth.isSuccess) { missedEpisodes += 1 }
        }
    }
}
