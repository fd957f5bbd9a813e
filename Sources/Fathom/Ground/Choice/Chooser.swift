/// Chooses the thing of a scene that a description means, or says why it cannot.
///
/// Each cue (colour, size, form, material, relation) gives a log-likelihood ratio of target against other; they are summed,
/// calibrated, and normalised over all sets of things that may fit, the empty one among them.
public struct Chooser: Sendable {
    /// As the user wrote it.
    let phrase: String
    let model: PhraseModel
    let calibration: ChoiceCalibration

    public init(_ description: Description) {
        self.init(description.head, phrase: description.phrase)
    }

    init(_ head: NounPhrase, phrase: String? = nil, calibration: ChoiceCalibration = .fitted) {
        self.phrase = phrase ?? head.text
        self.calibration = calibration
        model = PhraseModel(head)
    }

    /// Whether it cannot do without a colour image.
    var usesColor: Bool { model.usesColor }

    /// Which thing of the scene the description means.
    public func choose(in scene: SegmentedScene) -> Choice {
        let weighing = weighing(scene)
        let choice = decide(weighing)
        guard case .ambiguous(var candidates) = choice else { return choice }
        var settling = Settling(self, weighing)
        settling.name(&candidates)
        return .ambiguous(candidates)
    }

    /// The same without phrases that would settle it.
    func decide(in scene: SegmentedScene) -> Choice {
        decide(weighing(scene))
    }

    func decide(_ weighing: Weighing) -> Choice {
        decide(weighing.belief(model), weighing.scene)
    }

    func weigh(_ scene: SegmentedScene) -> (fits: [Fit], belief: Belief) {
        let weighing = weighing(scene)
        let fits = weighing.fits(model)
        return (fits, weighing.belief(model, fits))
    }

    private func weighing(_ scene: SegmentedScene) -> Weighing {
        Weighing(scene, calibration: calibration, usesPlaces: model.usesPlaces)
    }

    private func decide(_ belief: Belief, _ scene: SegmentedScene) -> Choice {
        let (best, second) = belief.ranking
        guard let best else { return .absent([]) }
        let probability = belief.things[best]
        if probability >= calibration.certainty { return .chosen(candidacy(best, belief, scene)) }
        // Unsure between two things is one matter, unsure whether it is there at all another.
        if let second, belief.none < 0.5, belief.things[second] >= Self.rivalShare * probability {
            return .ambiguous(leaders(belief, scene, above: Self.rivalShare * probability, limit: Self.maxRivals))
        }
        return .absent(leaders(belief, scene, above: 0, limit: 3))
    }

    /// Share of the best's probability from which another thing is its rival.
    private static let rivalShare = 0.2
    private static let maxRivals = 6

    private func leaders(
        _ belief: Belief, _ scene: SegmentedScene, above least: Double, limit: Int
    ) -> [Choice.Candidacy] {
        let order = belief.things.indices.filter { belief.things[$0] >= least }
            .sorted { (belief.things[$1], $0) < (belief.things[$0], $1) }
        return order.prefix(limit).map { candidacy($0, belief, scene) }
    }

    private func candidacy(_ index: Int, _ belief: Belief, _ scene: SegmentedScene) -> Choice.Candidacy {
        Choice.Candidacy(label: scene.objects[index].label, probability: belief.things[index])
    }
}

extension SegmentedScene {
    /// Place in `objects` of the thing with this label.
    func place(of label: Int) -> Int? {
        // Nearly always all labels are there.
        if objects.indices.contains(label - 1), objects[label - 1].label == label { return label - 1 }
        return objects.firstIndex { $0.label == label }
    }
}
