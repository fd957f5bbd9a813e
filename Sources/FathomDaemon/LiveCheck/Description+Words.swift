internal import Fathom
internal import Foundation

extension Description {
    /// The phrase as it was understood: "colour red; a ball: a sphere, 1 … 40 cm; of several, the left one".
    var understanding: String {
        var parts: [String] = []
        if !colors.isEmpty { parts.append("colour " + colors.map(\.rawValue).joined(separator: " or ")) }
        if let noun, let nounWord { parts.append("\(nounWord): \(noun.words)") }
        if sizeBias < 0 { parts.append("small for its kind") }
        if sizeBias > 0 { parts.append("large for its kind") }
        if let selector { parts.append("of several, the \(selector.rawValue) one") }
        let unknown = unknownWords.map { "'\($0.word)' (word \($0.position))" }
        if !unknown.isEmpty { parts.append("passed over: " + unknown.joined(separator: ", ")) }
        return parts.joined(separator: "; ")
    }
}

extension Noun {
    fileprivate var words: String {
        let form =
            switch shape {
            case .sphere: "a sphere"
            case .cube: "a cube"
            case .box: "a box"
            case .upright: "round from above"
            case .any: "any form"
            }
        return form + String(format: ", %g … %g cm", size.lowerBound * 100, size.upperBound * 100)
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
    var neededPlanes: [PlaneKind] {
        switch self {
        case .pose: []
        case .label: [.depth, .label]
        case .region, .detections: [.depth]
        case .tag: [.color]
        case .description(let phrase):
            (try? Description(phrase))?.colors.isEmpty == false ? [.color, .depth] : [.depth]
        }
    }
}

extension TaskConfiguration {
    /// Both entities by their part in the task.
    var entities: [(role: String, selector: EntitySelector)] {
        [("gripper", gripper), ("target", target)]
    }
}
