/// Which one of several, by place or size.
public enum Selector: String, Sendable, CaseIterable {
    /// As the camera sees it.
    case left, right
    /// By distance from the camera.
    case nearest, farthest
    case largest, smallest
    /// By height above the support.
    case top, bottom
    /// The median from left to right.
    case middle
    /// By the side along up.
    case tallest
    case shortest
    /// By the longest side.
    case longest
    /// By the horizontal sides.
    case widest, thinnest

    init?(word: String) {
        switch word {
        case "left", "leftmost", "left-most", "lefthand", "left-hand": self = .left
        case "right", "rightmost", "right-most", "righthand", "right-hand": self = .right
        case "nearest", "closest", "nearer", "closer", "front", "frontmost", "front-most", "foremost": self = .nearest
        case "farthest", "furthest", "farther", "further", "back", "backmost", "rear", "rearmost", "hindmost":
            self = .farthest
        case "largest", "biggest", "larger", "bigger": self = .largest
        case "smallest", "smaller", "tiniest", "littlest": self = .smallest
        case "top", "topmost", "top-most", "upper", "uppermost", "highest", "higher": self = .top
        case "bottom", "bottommost", "bottom-most", "lower", "lowest", "lowermost": self = .bottom
        case "middle", "center", "centre", "central", "middlemost": self = .middle
        case "tallest", "taller": self = .tallest
        case "shortest", "shorter": self = .shortest
        case "longest", "longer": self = .longest
        case "widest", "wider", "broadest", "broader", "thickest", "thicker": self = .widest
        case "thinnest", "thinner", "narrowest", "narrower", "slimmest": self = .thinnest
        default: return nil
        }
    }

    /// The end of the same order, where there is one.
    var opposite: Selector? {
        switch self {
        case .left: .right
        case .right: .left
        case .nearest: .farthest
        case .farthest: .nearest
        case .largest: .smallest
        case .smallest: .largest
        case .top: .bottom
        case .bottom: .top
        case .tallest, .longest: .shortest
        case .shortest: .tallest
        case .widest: .thinnest
        case .thinnest: .widest
        case .middle: nil
        }
    }

    /// "second from the left", where others say "second largest".
    var isEdge: Bool {
        switch self {
        case .left, .right, .top, .bottom: true
        default: false
        }
    }
}
