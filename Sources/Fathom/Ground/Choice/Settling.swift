/// Looks for the shortest phrases that would settle an ambiguity, each tried out on the scene itself.
struct Settling {
    private let chooser: Chooser
    private let weighing: Weighing
    private var triesLeft = 40
    private var names: [NounPhrase]?

    init(_ chooser: Chooser, _ weighing: Weighing) {
        (self.chooser, self.weighing) = (chooser, weighing.withPlaces)
    }

    /// Gives each candidate its phrase, as far as one is found in the tries there are.
    mutating func name(_ candidates: inout [Choice.Candidacy]) {
        let rivals = candidates.compactMap { scene.place(of: $0.label) }
        guard rivals.count == candidates.count else { return }
        // All share the tries alike.
        for place in candidates.indices {
            let share = triesLeft / (candidates.count - place)
            candidates[place].phrase = phrase(for: rivals[place], among: rivals, tries: share)
        }
    }

    private mutating func phrase(for index: Int, among rivals: [Int], tries: Int) -> String? {
        var left = tries
        for attempt in attempts(index, rivals) {
            guard left > 0 else { break }
            left -= 1
            triesLeft -= 1
            if settles(attempt, index) { return attempt.text }
        }
        return nil
    }

    private func settles(_ phrase: NounPhrase, _ index: Int) -> Bool {
        guard case .chosen(let chosen) = Chooser(phrase, calibration: chooser.calibration).decide(weighing) else {
            return false
        }
        return chosen.label == scene.objects[index].label
    }

    /// Phrases that may mean this one alone, the most natural first.
    private mutating func attempts(_ index: Int, _ rivals: [Int]) -> [NounPhrase] {
        let others = rivals.filter { $0 != index }
        return colors(index, others) + selectors([.left, .right], index, others) + sizes(index, others)
            + selectors([.middle, .nearest, .farthest, .top, .bottom], index, others)
            + relations(index, others) + ordinals(index, others)
    }

    private var scene: SegmentedScene { weighing.scene }

    private var head: NounPhrase { chooser.model.phrase }

    private func thing(_ index: Int) -> SceneObject { scene.objects[index] }

    /// "The red mug": a colour that this one has and no other.
    private func colors(_ index: Int, _ others: [Int]) -> [NounPhrase] {
        guard head.colors.isEmpty, let color = thing(index).colors.main else { return [] }
        guard others.allSatisfy({ thing($0).colors[color] < 0.25 }) else { return [] }
        var phrase = head
        phrase.colors = [color]
        return [phrase]
    }

    /// "The large mug": a size by which it stands out.
    private func sizes(_ index: Int, _ others: [Int]) -> [NounPhrase] {
        guard head.sizes.isEmpty, head.selector == nil else { return [] }
        let mine = thing(index)
        func stands(_ measure: (SceneObject) -> Double, above: Bool) -> Bool {
            others.allSatisfy {
                above ? measure(mine) > 1.25 * measure(thing($0)) : measure(mine) < 0.8 * measure(thing($0))
            }
        }
        var words: [SizeWord] = []
        if stands(\.longest, above: true) { words.append(.large) }
        if stands(\.longest, above: false) { words.append(.small) }
        if stands(\.size.z, above: true) { words.append(.tall) }
        if stands(\.size.z, above: false) { words.append(.flat) }
        return words.map { word in
            var phrase = head
            phrase.sizes = [word]
            return phrase
        }
    }

    /// "The left mug": an end of an order that this one stands at.
    private func selectors(_ order: [Selector], _ index: Int, _ others: [Int]) -> [NounPhrase] {
        guard head.selector == nil, let vantage = weighing.vantage else { return [] }
        return order.filter { selector in
            if selector == .middle { return others.count >= 2 }
            return others.allSatisfy { vantage.precedes(selector, index, $0) > 0.6 }
        }.map { selector in
            var phrase = head
            phrase.selector = selector
            return phrase
        }
    }

    /// "The second mug from the left."
    private func ordinals(_ index: Int, _ others: [Int]) -> [NounPhrase] {
        guard head.selector == nil, others.count >= 2, let vantage = weighing.vantage else { return [] }
        return [Selector.left, .right].compactMap { selector in
            let before = others.filter { vantage.precedes(selector, $0, index) > 0.5 }.count
            guard before > 0, before < 5 else { return nil }
            var phrase = head
            (phrase.selector, phrase.ordinal) = (selector, before + 1)
            return phrase
        }
    }

    /// "The mug on the book", "the mug nearest the red box": by something else that has a name of its own.
    private mutating func relations(_ index: Int, _ others: [Int]) -> [NounPhrase] {
        guard head.relations.isEmpty else { return [] }
        var attempts: [NounPhrase] = []
        func add(_ kind: RelationKind, _ anchor: NounPhrase) {
            var phrase = head
            phrase.relations = [.init(kind, [anchor])]
            attempts.append(phrase)
        }
        let taken = others + [index]
        if let (kind, label) = thing(index).support.place, let below = scene.place(of: label), !taken.contains(below),
            let name = name(of: below)
        {
            add(kind, name)
        }
        for anchor in landmarks(index, others) where !taken.contains(anchor) {
            guard attempts.count < 4 else { break }
            if let name = name(of: anchor) { add(.nearestTo, name) }
        }
        return attempts
    }

    /// Things that this one is clearly nearer to than the others are, nearest first.
    private func landmarks(_ index: Int, _ others: [Int]) -> [Int] {
        guard let vantage = weighing.vantage else { return [] }
        return scene.objects.indices.filter { place in
            place != index && scene.objects[place].pixels >= 100
                && others.allSatisfy { $0 == place || vantage.precedes(nearestTo: place, index, $0) > 0.9 }
        }.map { (place: $0, gap: vantage.gap(index, $0)) }
            .sorted { ($0.gap, $0.place) < ($1.gap, $1.place) }.prefix(6).map(\.place)
    }

    /// A name by which the chooser finds the thing; `nil` where it has none.
    private mutating func name(of index: Int) -> NounPhrase? {
        for name in thing(index).names {
            guard triesLeft > 0 else { return nil }
            triesLeft -= 1
            if settles(name, index) { return name }
        }
        return nil
    }
}

extension SceneObject.Support {
    /// The thing that it is on or in.
    fileprivate var place: (RelationKind, label: Int)? {
        switch self {
        case .object(let label): (.on, label)
        case .inside(let label): (.in, label)
        case .plane, .leaning, .nothing: nil
        }
    }
}
