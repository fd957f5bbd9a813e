/// How well one episode's rewards order its frames by closeness.
public struct EpisodeScore: Sendable, Equatable, Encodable {
    public let stream: String
    public let episode: String
    public let frames: Int
    /// Frames with a potential or a distance; the correlations are over these.
    public let answered: Int
    /// Spearman's ρ between potential and −truth; 0 when nothing can be ranked.
    public let spearman: Double
    /// Kendall's τ-b likewise.
    public let kendall: Double

    init(_ episode: EpisodeFrames) {
        let pairs = episode.frames.compactMap { frame in
            frame.closeness.map { (closeness: $0, truth: -frame.truth.distance) }
        }
        stream = episode.stream
        self.episode = episode.episode
        frames = episode.frames.count
        answered = pairs.count
        spearman = FathomEpisodes.spearman(pairs.map(\.closeness), pairs.map(\.truth))
        kendall = FathomEpisodes.kendall(pairs.map(\.closeness), pairs.map(\.truth))
    }
}
