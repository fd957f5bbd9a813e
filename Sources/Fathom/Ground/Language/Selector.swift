/// Which one of several, by place or size.
public enum Selector: String, Sendable, CaseIterable {
    case left, right, nearest, farthest, largest, smallest, top, bottom

    init?(word: String) {
        switch word {
        case "left", "leftmost", "left-most": self = .left
        case "right", "rightmost", "right-most": self = .right
        case "nearest", "closest", "front": self = .nearest
        case "farthest", "furthest", "back": self = .farthest
        case "largest", "biggest", "larger", "bigger", "tallest": self = .largest
        case "smallest", "smaller", "shortest": self = .smallest
        case "top", "topmost", "upper", "highest": self = .top
        case "bottom", "lower", "lowest": self = .bottom
        default: return nil
        }
    }
}
