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
        guard let shape = input.entities[first.look].filter?.shape else { return }
        func sight(_ end: (look: Int, estimate: Smoother.Estimate)) -> HiddenStretch.Sight {
            HiddenStretch.Sight(estimate: end.estimate, systematic: input.entities[end.look].systematic)
        }
        let looks = first.look...last.look
        let stretch = HiddenStretch(
            nanoseconds: Array(input.nanoseconds[looks]), grips: Array(input.grips[looks]), shape: shape,
            first: sight(first), last: sight(last), speed: input.hiddenSpeed)
        for look in looks.dropFirst().dropLast() {
            let estimate = stretch[look - first.look]
            ends[look] = Ruler.End(shape: shape.moved(to: estimate.mean), covariance: estimate.covariance)
            isFilled[look] = input.entities[look].state != .seen
        }
    }
}

extension SmoothedTrack.Input {
    /// Sights in a row that may be strays, and seconds that they may last.
    private static let strays = 5
    private static let strayNanoseconds: Int64 = 200_000_000
    /// 99 % of χ² with three degrees of freedom.
    private static let gate = 11.34

    /// Looks that showed the entity, those of one thing together, without strays.
    fileprivate var chains: [[Int]] {
        var chains: [[Int]] = []
        for look in entities.indices where entities[look].isSight {
            if let last = chains.last?.last, entities[last].identity == entities[look].identity {
                chains[chains.count - 1].append(look)
            } else {
                chains.append([look])
            }
        }
        return chains.map(withoutStrays)
    }

    /// What is elsewhere for a moment and then where it was before was not seen whole, as behind the edge of what hid it.
    private func withoutStrays(_ sights: [Int]) -> [Int] {
        var kept: [Int] = []
        var place = 0
        while place < sights.count {
            if let last = kept.last, !agree(last, sights[place]) {
                let rest = sights[place...].prefix(Self.strays + 1).dropFirst()
                let returned = rest.first { look in
                    nanoseconds[look] - nanoseconds[sights[place]] <= Self.strayNanoseconds && agree(last, look)
                }
                place = returned.flatMap { sights[place...].firstIndex(of: $0) } ?? place
            }
            kept.append(sights[place])
            place += 1
        }
        return kept
    }

    /// Whether two sights are of one place.
    private func agree(_ one: Int, _ other: Int) -> Bool {
        guard let first = entities[one].filter, let second = entities[other].filter else { return true }
        let way = second.center - first.center
        guard let inverse = (entities[one].covariance + entities[other].covariance).inverse else { return true }
        return way.dot(inverse * way) <= Self.gate
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
        // It was expected where a stray had been.
        guard !entities[(earlier + 1)..<look].contains(where: \.isSight) else { return nil }
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
            shape: filter.shape.moved(to: estimate.mean), covariance: estimate.covariance + systematic)
    }

    /// Of a sight: all that the filter does not average.
    fileprivate var systematic: Matrix3 { covariance - (filter?.covariance ?? .zero) }
}
