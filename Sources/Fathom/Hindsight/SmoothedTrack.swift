/// One entity's track over an episode, with what came later taken into account.
struct SmoothedTrack {
    /// Where it is at each look, `nil` where nobody knows.
    private(set) var ends: [Ruler.End?]
    /// Whether a look hid it, and others before and after it showed it.
    private(set) var isFilled: [Bool]

    /// Looks and the entity in each of them.
    struct Input {
        var nanoseconds: [Int64]
        var entities: [EpisodeTrace.Entity]
        /// What may carry the entity about; all `nil` for one that nothing carries.
        var grips: [Transform?]
        /// Metres a second at which a hidden thing may move.
        var hiddenSpeed: Double
    }

    init(_ input: Input) {
        ends = input.entities.map(\.end)
        isFilled = Array(repeating: false, count: ends.count)
        for sights in input.chains {
            let smoothed = Smoother.smooth(input.steps(sights))
            for (look, estimate) in zip(sights, smoothed) { ends[look] = input.entities[look].end(estimate) }
            for place in sights.indices.dropFirst() where sights[place] > sights[place - 1] + 1 {
                fill(
                    input, between: (sights[place - 1], smoothed[place - 1]), and: (sights[place], smoothed[place]))
            }
        }
    }

    private mutating func fill(
        _ input: Input, between first: (look: Int, estimate: Smoother.Estimate),
        and last: (look: Int, estimate: Smoother.Estimate)
    ) {
        guard let before = input.entities[first.look].filter, let after = input.entities[last.look].filter else {
            return
        }
        let systematic = before.systematic.trace > after.systematic.trace ? before.systematic : after.systematic
        let looks = first.look...last.look
        let stretch = HiddenStretch(
            nanoseconds: Array(input.nanoseconds[looks]), grips: Array(input.grips[looks]), shape: before.shape,
            first: first.estimate, last: last.estimate, systematic: systematic, speed: input.hiddenSpeed)
        for look in looks.dropFirst().dropLast() {
            let estimate = stretch[look - first.look]
            ends[look] = Ruler.End(
                shape: before.shape.moved(to: estimate.mean), covariance: estimate.covariance + systematic)
            isFilled[look] = input.entities[look].state != .seen
        }
    }
}

extension SmoothedTrack.Input {
    /// Looks that showed the entity, those of one thing together.
    fileprivate var chains: [[Int]] {
        var chains: [[Int]] = []
        for look in entities.indices where entities[look].isSight {
            if let last = chains.last?.last, entities[last].identity == entities[look].identity {
                chains[chains.count - 1].append(look)
            } else {
                chains.append([look])
            }
        }
        return chains
    }

    fileprivate func steps(_ sights: [Int]) -> [Smoother.Step] {
        sights.indices.map { place in
            let look = sights[place]
            let next = place + 1 < sights.count ? prediction(of: sights[place + 1], from: look) : nil
            return Smoother.Step(filtered: entities[look].estimate, next: next)
        }
    }

    private func prediction(of look: Int, from earlier: Int) -> Smoother.Prediction? {
        guard case .corrected(let expected, let covariance) = entities[look].correction else { return nil }
        var prediction = Smoother.Prediction(estimate: Smoother.Estimate(mean: expected, covariance: covariance))
        if entities[look].isCarried, let from = grips[earlier], let to = grips[look] {
            prediction.rotation = to.rotation * from.rotation.transposed
        }
        return prediction
    }
}

extension EpisodeTrace.Entity {
    fileprivate var estimate: Smoother.Estimate {
        Smoother.Estimate(mean: filter?.center ?? .zero, covariance: filter?.covariance ?? .zero)
    }

    /// As it was known at the time.
    fileprivate var end: Ruler.End? {
        guard state == .seen || state == .held, let filter else { return nil }
        return Ruler.End(shape: filter.shape, covariance: covariance)
    }

    /// The same with another estimate of the filter's.
    fileprivate func end(_ estimate: Smoother.Estimate) -> Ruler.End? {
        guard let filter else { return nil }
        return Ruler.End(
            shape: filter.shape.moved(to: estimate.mean),
            covariance: covariance - filter.covariance + estimate.covariance)
    }
}
