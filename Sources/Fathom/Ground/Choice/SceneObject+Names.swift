extension ColorShares {
    /// The colour that most of it has, if one quarter or more has any.
    var main: ColorName? {
        ColorName.allCases.filter { self[$0] >= 0.25 }.max { self[$0] < self[$1] }
    }
}

extension SceneObject {
    /// Plain phrases for it, the shortest first: "the box", "the red box".
    var names: [NounPhrase] {
        guard let word = formWord, let noun = Lexicon.standard.noun(word) else { return [] }
        var plain = NounPhrase()
        (plain.noun, plain.nounWord) = (noun, word)
        guard let color = colors.main else { return [plain] }
        var colored = plain
        colored.colors = [color]
        return [plain, colored]
    }

    /// "a red box", for people to recognise it by.
    var words: String {
        let words = [colors.main?.rawValue, formName].compactMap { $0 }
        let article = words.first.map { "aeiou".contains($0.prefix(1)) } == true ? "an" : "a"
        return "\(article) \(words.joined(separator: " "))"
    }

    /// What people call the form that it most likely has.
    package var formName: String { likeliestForm.map { $0.noun ?? $0.description } ?? "thing" }

    private var formWord: String? { likeliestForm?.noun }

    private var likeliestForm: FormKind? { FormKind.allCases.first { kinds[$0.rawValue] >= 0.45 } }

    /// Probability of each kind of form, of those that are worth telling, the likeliest first.
    package var formShares: [(name: String, share: Double)] {
        FormKind.allCases.map { (name: "\($0)", share: Double(kinds[$0.rawValue])) }.filter { $0.share >= 0.01 }
            .sorted { $0.share > $1.share }
    }
}

extension FormKind {
    /// What people call most things of that form.
    fileprivate var noun: String? {
        switch self {
        case .sphere: "ball"
        case .cube, .box, .can, .bottle, .cup, .bowl: "\(self)"
        case .flat, .bent, .elongated, .irregular, .scrap: nil
        }
    }

    /// The same where it has no noun.
    fileprivate var description: String {
        switch self {
        case .flat: "flat thing"
        case .bent: "bent thing"
        case .elongated: "long thing"
        default: "thing"
        }
    }
}
