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
        let words = [colors.main?.rawValue, formWord ?? "thing"].compactMap { $0 }
        let article = words.first.map { "aeiou".contains($0.prefix(1)) } == true ? "an" : "a"
        return "\(article) \(words.joined(separator: " "))"
    }

    /// The everyday noun of the form that it most likely has.
    private var formWord: String? {
        let kinds = FormClassifier.shares(self)
        let words: [(FormKind, String)] = [
            (.sphere, "ball"), (.cube, "cube"), (.box, "box"), (.can, "can"), (.bottle, "bottle"), (.cup, "cup"),
            (.bowl, "bowl"),
        ]
        return words.first { kinds[$0.0.rawValue] >= 0.45 }?.1
    }
}
