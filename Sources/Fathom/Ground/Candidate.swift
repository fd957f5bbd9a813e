/// One piece of the scene with how well it fits a description.
struct Candidate {
    var component: Int
    var observation: Observation
    /// Likelihood in [0, 1] that it is what was asked for.
    var score: Double
    /// Centre of its bounding box, pixels.
    var u: Double
    var v: Double
    /// Metres from the camera.
    var range: Double

    /// Longest side, metres.
    var size: Double { max(observation.shape.size.x, observation.shape.size.y, observation.shape.size.z) }
}

extension Description {
    /// Likelihood in [0, 1] that a thing of this colour, size and form is what the phrase means.
    func likelihood(_ component: Component, _ observation: Observation, _ evidence: ShapeEvidence) -> Double {
        colorLikelihood(component) * sizeLikelihood(observation.shape.size)
            * shapeLikelihood(observation.shape.size, evidence)
    }

    /// Whether its colour alone does not rule it out.
    func allows(_ component: Component) -> Bool {
        colorLikelihood(component) >= DescriptionGrounder.acceptance
    }

    /// Whether a thing of this colour and size could be what the phrase means, if its form fitted as well as can be.
    func allows(_ component: Component, _ observation: Observation) -> Bool {
        likelihood(component, observation, .best) >= DescriptionGrounder.acceptance
    }

    /// Whether the noun means something about as deep as it is wide.
    var expectsEvenFootprint: Bool {
        head.noun?.shape == .cube || head.noun?.shape == .upright
    }

    private func colorLikelihood(_ component: Component) -> Double {
        // A quarter of a lit thing deserves its colour's name; the rest may be its shaded side.
        head.colors.isEmpty ? 1 : min(component.namedShare / 0.25, 1) * (0.4 + 0.6 * component.coverage)
    }

    /// 1 within the noun's size range, falling outside by a factor e for each 25 %.
    private func sizeLikelihood(_ size: Vector3) -> Double {
        var range = head.noun?.size ?? 0.008...0.6
        if head.sizes.contains(.small) { range = range.lowerBound...(range.lowerBound * range.upperBound).squareRoot() }
        if head.sizes.contains(.large) { range = (range.lowerBound * range.upperBound).squareRoot()...range.upperBound }
        let longest = max(size.x, size.y, size.z)
        let excess = max(range.lowerBound / longest, longest / range.upperBound, 1) - 1
        return 1 / (1 + 16 * excess * excess)
    }

    private func shapeLikelihood(_ size: Vector3, _ evidence: ShapeEvidence) -> Double {
        let evenness = Self.evenness(size.min() / size.max())
        switch head.noun?.shape ?? .any {
        case .sphere: return evidence.sphere
        case .cube: return evidence.box * evenness
        // A cube is a block too, but somebody who means it says cube.
        case .box: return evidence.box * (1 - 0.55 * evenness)
        case .upright: return evidence.cylinder * Self.evenness(min(size.x, size.y) / max(size.x, size.y))
        case .any: return 1
        }
    }

    /// 1 for sides within a quarter of each other, 0 for one half of another.
    private static func evenness(_ ratio: Double) -> Double {
        min(max((ratio - 0.5) / 0.25, 0), 1)
    }

    /// The candidate that the phrase's place word picks, or `nil` where it has none.
    func selected(from candidates: [Candidate]) -> Candidate? {
        guard let selector = head.selector else { return nil }
        let ordered = candidates.sorted { Self.order(selector, $0) < Self.order(selector, $1) }
        let place = selector == .middle ? ordered.count / 2 : head.ordinal - 1
        return ordered.indices.contains(place) ? ordered[place] : nil
    }

    private static func order(_ selector: Selector, _ candidate: Candidate) -> Double {
        switch selector {
        case .left, .middle: candidate.u
        case .right: -candidate.u
        case .nearest: candidate.range
        case .farthest: -candidate.range
        case .largest, .longest, .widest, .tallest: -candidate.size
        case .smallest, .shortest, .thinnest: candidate.size
        case .top: candidate.v
        case .bottom: -candidate.v
        }
    }

    /// What one of several would have to be called to be told from its like.
    private func qualified(by selector: Selector) -> String {
        var qualified = head
        qualified.selector = selector
        return qualified.text
    }

    /// Why the phrase does not decide between `candidates`, and what would.
    func ambiguity(_ candidates: [Candidate]) -> String {
        let ordered = candidates.sorted { ($0.u, $0.v) < ($1.u, $1.v) }
        guard let first = ordered.first, let last = ordered.last else { return "" }
        let apart = last.u - first.u > 8
        let pair: (Selector, Selector) = apart ? (.left, .right) : (.top, .bottom)
        return "\(candidates.count) things fit '\(phrase)': '\(qualified(by: pair.0))' or "
            + "'\(qualified(by: pair.1))' would settle it"
    }
}
