internal import Fathom

extension WatchTable {
    /// One column; the most important ones first, because a narrow terminal cuts the last.
    struct Column: Sendable {
        let title: String
        /// Text on the left of its cell; numbers on the right.
        var isText = false
        /// Left out where no session has anything to show in it.
        var isOptional = false
        /// Room kept for its numbers, so that they stand still while they change.
        var width = 0
        var isStatus = false
        /// Left out where the terminal does not show bars.
        var isDrawn = false
        /// The cell of a session at a time.
        let text: @Sendable (SessionWatch, Int64) -> String

        func padded(_ cell: String, to width: Int) -> String {
            let padding = String(repeating: " ", count: max(0, width - cell.count))
            return isText ? cell + padding : padding + cell
        }

        static let all: [Column] = [
            Column(title: "task", isText: true) { session, _ in name(session.reward.task) },
            Column(title: "session", isText: true, isOptional: true) { session, _ in name(session.reward.session) },
            Column(title: "episode") { session, _ in name(session.reward.episode ?? "") },
            Column(title: "step", width: 5) { session, _ in
                RewardWords.integer(session.reward.step ?? session.reward.frameSequence)
            },
            Column(title: "distance", width: 16) { session, _ in RewardWords.distance(session.reward.distance) },
            Column(title: "status", isText: true, width: 10, isStatus: true) { session, _ in
                session.reward.statusWords
            },
            Column(title: "value", width: 7) { session, _ in RewardWords.number(session.reward.terms.value) },
            Column(title: "potential") { session, _ in RewardWords.number(session.reward.terms.potential) },
            Column(title: "progress") { session, _ in RewardWords.number(session.reward.terms.progress) },
            Column(title: "potentials", width: Sparkline.capacity, isDrawn: true) { session, _ in
                session.sparkline.text
            },
            Column(title: "rate", width: 7) { session, now in RewardWords.rate(session.rate(at: now)) },
            Column(title: "latency", width: 15) { session, _ in
                RewardWords.latency(transport: session.transportNanoseconds, daemon: session.daemonNanoseconds)
            },
            Column(title: "skipped") { session, _ in "\(session.skipped)" },
            Column(title: "missed") { session, _ in "\(session.missed)" },
        ]

        /// A name, short enough to leave room for the numbers.
        private static func name(_ text: String) -> String {
            guard !text.isEmpty else { return RewardWords.none }
            let clean = RewardWords.text(text)
            return clean.count > 20 ? clean.prefix(19) + "…" : clean
        }
    }
}
