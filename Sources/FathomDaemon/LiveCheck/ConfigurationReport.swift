internal import Fathom

extension ConfigurationFile {
    /// What `fathom check` says of the file: every finding with its place, and each description as it was understood.
    public var report: CheckReport {
        var report = CheckReport()
        let findings = findings
        let isRefused = findings.contains { $0.severity == .error }
        let verdict =
            isRefused ? CheckLine(.wrong, "refused: fathom serve would not start") : CheckLine(.good, "accepted")
        report.add(
            name,
            findings.map { CheckLine($0.severity == .error ? .wrong : .doubtful, message($0)) } + [verdict])
        // The file's nouns are those of each task.
        let added = configuration.tasks.first?.lexicon.additions ?? []
        report.add("lexicon", added.map { CheckLine(.good, "\($0.name): \($0.understanding)") })
        for task in configuration.tasks {
            report.add(
                "descriptions of \(task.name)",
                task.entities.compactMap { Self.understanding(role: $0.role, selector: $0.selector, task.lexicon) })
        }
        return report
    }

    private static func understanding(
        role: String, selector: EntitySelector, _ lexicon: Lexicon
    ) -> CheckLine? {
        guard case .description(let phrase) = selector,
            let description = try? Description(phrase, lexicon: lexicon)
        else { return nil }
        return CheckLine(
            description.unknownWords.isEmpty ? .good : .doubtful, "\(role) '\(phrase)': \(description.understanding)")
    }
}
