extension NounPhrase {
    /// A plain phrase that says the same and reads back as the same: "the left red mug", "the red mug nearest the box".
    public var text: String {
        var text = (["the"] + headWords).joined(separator: " ")
        for (place, relation) in relations.enumerated() {
            // "and" goes on with the last phrase that already stands somewhere; a comma goes back to the first.
            if place > 0 {
                let isNested = relations[place - 1].anchors.contains { !$0.relations.isEmpty }
                text += isNested ? "," : " and"
            }
            text += " \(relation.text)"
        }
        return text
    }

    private var headWords: [String] {
        var words: [String] = []
        let isFromEdge = ordinal > 1 && selector?.isEdge == true
        if ordinal > 1 { words.append(Vocabulary.ordinal(ordinal)) }
        if let selector, !isFromEdge { words.append(selector.rawValue) }
        words += sizes.map(\.rawValue)
        if !colors.isEmpty { words.append(Self.list(colors)) }
        words += materials.map(\.rawValue)
        words.append(nounWord ?? "one")
        if let selector, isFromEdge { words.append("from the \(selector.rawValue)") }
        if let first = partColors.first {
            words.append("with \(first == .orange ? "an" : "a") \(Self.list(partColors)) part")
        }
        return words
    }

    private static func list(_ colors: [ColorName]) -> String {
        colors.map(\.rawValue).joined(separator: " and ")
    }
}

extension NounPhrase.Relation {
    /// "on the box", "between the mug and the bowl".
    public var text: String {
        if anchors.count == 2, anchors[0] == anchors[1], anchors[0].isPlural {
            return "\(kind.words) the two \(anchors[0].text.dropFirst(4))"
        }
        return "\(kind.words) \(anchors.map(\.text).joined(separator: " and "))"
    }
}

extension RelationKind {
    /// The words between a thing and its anchor.
    public var words: String {
        switch self {
        case .on, .in, .under, .behind, .between: rawValue
        case .leftOf: "left of"
        case .rightOf: "right of"
        case .inFrontOf: "in front of"
        case .nextTo: "next to"
        case .nearestTo: "nearest"
        case .farthestFrom: "farthest from"
        }
    }
}
