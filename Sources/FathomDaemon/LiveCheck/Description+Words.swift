internal import Fathom
internal import Foundation

extension Description {
    /// The phrase as it was understood: "colour red; mug: round and open at the top, 7 … 14 cm; of several, the left one".
    var understanding: String {
        var parts = [head.understanding]
        let unknown = unknownWords.map { "'\($0.word)' (word \($0.position))" }
        if !unknown.isEmpty { parts.append("passed over: " + unknown.joined(separator: ", ")) }
        return parts.joined(separator: "; ")
    }
}

extension NounPhrase {
    fileprivate var understanding: String {
        var parts: [String] = []
        if !colors.isEmpty { parts.append("colour " + Self.list(colors)) }
        if !partColors.isEmpty { parts.append("a part of it \(Self.list(partColors))") }
        if !materials.isEmpty { parts.append("of " + Self.list(materials)) }
        if let noun, let nounWord { parts.append("\(nounWord): \(noun.understanding)") }
        if !sizes.isEmpty { parts.append("\(Self.list(sizes)) for its kind") }
        if selector != nil { parts.append("of several, \(bare.text)") }
        for relation in relations {
            let anchors = relation.anchors.map { "(\($0.understanding))" }.joined(separator: " and ")
            parts.append("\(relation.kind.words) \(anchors)")
        }
        return parts.isEmpty ? "any thing" : parts.joined(separator: "; ")
    }

    /// Only which one of several: "the second one from the left".
    private var bare: NounPhrase {
        var bare = NounPhrase()
        (bare.selector, bare.ordinal) = (selector, ordinal)
        return bare
    }

    /// Whether it or something that it stands to is told by colour.
    fileprivate var usesColor: Bool {
        !colors.isEmpty || !partColors.isEmpty || relations.contains { $0.anchors.contains(where: \.usesColor) }
    }

    private static func list<Word: RawRepresentable<String>>(_ words: [Word]) -> String {
        words.map(\.rawValue).joined(separator: " and ")
    }
}

extension Noun {
    /// "a box, 3 … 6 cm, usually red".
    var understanding: String {
        let parts = [form.words, size.words + (thickness.map { ", \($0.words) thick" } ?? "")]
        let colors = usualColors.isEmpty ? [] : ["usually " + usualColors.map(\.rawValue).joined(separator: " or ")]
        return (parts + colors).joined(separator: ", ")
    }
}

extension ClosedRange<Double> {
    /// "7 … 14 cm", of metres.
    fileprivate var words: String { String(format: "%.3g … %.3g cm", lowerBound * 100, upperBound * 100) }
}

extension Form {
    fileprivate var words: String {
        switch self {
        case .sphere: "a sphere"
        case .cube: "a cube"
        case .box: "a box"
        case .cylinder: "round from above"
        case .cup: "round from above and open at the top"
        case .bowl: "a bowl"
        case .dish: "round from above and flat"
        case .elongated: "elongated"
        case .bent: "elongated and bent"
        case .flat: "flat"
        case .cone: "a cone"
        case .surface: "a surface that things stand on"
        case .any: "any form"
        }
    }
}

extension EntitySelector {
    /// What is looked for, in words that fit behind "gripper" or "target".
    var words: String {
        switch self {
        case .pose(let name): "pose '\(name)'"
        case .label(let name): "label '\(name)'"
        case .region(let name): "region '\(name)'"
        case .detections(let name): "detection '\(name)'"
        case .tag(let tag): "tag \(tag.code)"
        case .description(let phrase): "'\(phrase)'"
        }
    }

    /// Planes without which the entity cannot be found.
    func neededPlanes(_ lexicon: Lexicon) -> [PlaneKind] {
        switch self {
        case .pose: []
        case .label: [.depth, .label]
        case .region, .detections: [.depth]
        case .tag: [.color]
        case .description(let phrase):
            (try? Description(phrase, lexicon: lexicon))?.head.usesColor == true ? [.color, .depth] : [.depth]
        }
    }
}

extension TaskConfiguration {
    /// Both entities by their part in the task.
    var entities: [(role: String, selector: EntitySelector)] {
        [("gripper", gripper), ("target", target)]
    }
}
