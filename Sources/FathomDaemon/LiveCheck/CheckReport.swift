/// One thing that a check found, good or bad.
public struct CheckLine: Sendable, Equatable, CustomStringConvertible {
    public enum Mark: String, Sendable {
        case good = "✓"
        /// It may be meant, or it may explain a bad reward.
        case doubtful = "!"
        /// Rewards will be withheld or wrong.
        case wrong = "✗"
        /// Nothing to judge.
        case note = "·"
    }

    public var mark: Mark
    public var text: String

    init(_ mark: Mark, _ text: String) {
        self.mark = mark
        // Names come over the wire and go to a terminal.
        self.text = RewardWords.text(text)
    }

    public var description: String { "\(mark.rawValue) \(text)" }
}

/// What a check found, by what it looked at.
public struct CheckReport: Sendable, Equatable, CustomStringConvertible {
    public struct Section: Sendable, Equatable {
        public var title: String
        public var lines: [CheckLine]
    }

    public var sections: [Section] = []

    public init() {}

    mutating func add(_ title: String, _ lines: [CheckLine]) {
        guard !lines.isEmpty else { return }
        sections.append(Section(title: RewardWords.text(title), lines: lines))
    }

    /// Whether nothing is wrong; doubts are allowed.
    public var isAcceptable: Bool {
        !sections.contains { $0.lines.contains { $0.mark == .wrong } }
    }

    public var description: String {
        sections.map { section in
            ([section.title] + section.lines.map { "  \($0)" }).joined(separator: "\n")
        }.joined(separator: "\n\n")
    }
}
