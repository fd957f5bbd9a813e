extension Chooser {
    /// Why the choice is none, in a line for people; `nil` when one was chosen.
    public func reason(_ choice: Choice, in scene: SegmentedScene) -> String? {
        switch choice {
        case .chosen:
            return nil
        case .ambiguous(let candidates):
            let phrases = candidates.compactMap(\.phrase).map { "'\($0)'" }
            let count = "\(candidates.count) things fit '\(phrase)'"
            return phrases.isEmpty ? count : "\(count): \(Self.list(phrases)) would settle it"
        case .absent(let misses):
            return "nothing fits '\(phrase)'" + (misses.first.map { miss($0, in: scene) } ?? ": no thing is seen")
        }
    }

    private func miss(_ candidate: Choice.Candidacy, in scene: SegmentedScene) -> String {
        guard let place = scene.place(of: candidate.label) else { return "" }
        let thing = scene.objects[place]
        let fit = weigh(scene).fits[place]
        let why = fit.worst.map { " (\(flaw($0, thing)))" } ?? ""
        return ": the nearest is \(thing.words), \(Self.meters(thing.longest)) m\(why)"
    }

    private func flaw(_ cue: Fit.Cue, _ thing: SceneObject) -> String {
        switch cue {
        case .color, .part: "another colour"
        case .size: model.isTooLarge(thing) ? "too large" : "too small"
        case .form: "another form"
        case .material: "another material"
        case .relation: "elsewhere"
        case .rank: "another size"
        case .other: thing.isCut ? "cut off by the image's edge" : "unlikely"
        }
    }

    /// Two decimals.
    private static func meters(_ x: Double) -> String {
        let hundredths = x.isFinite ? Int((min(max(x, 0), 1000) * 100).rounded()) : 0
        return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
    }

    private static func list(_ items: [String]) -> String {
        items.count < 2 ? items.joined() : items.dropLast().joined(separator: ", ") + " or " + (items.last ?? "")
    }
}
