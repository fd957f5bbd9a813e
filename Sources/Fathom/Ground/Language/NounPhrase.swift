/// A noun phrase taken apart: "the second small red mug from the left with the white handle, on the box".
public struct NounPhrase: Sendable, Equatable {
    /// Which one of several, by place or size.
    public var selector: Selector?
    /// 1 for the first by `selector`: the left-most, the nearest.
    public var ordinal: Int
    /// Adjectives that compare a thing with its kind: small, large, tall, short, long, flat, thin, wide.
    public var sizes: [SizeWord]
    /// Colours of the thing itself, the first its main one.
    public var colors: [ColorName]
    /// Colours of a part of it: "with the white label".
    public var partColors: [ColorName]
    public var materials: [Material]
    package var noun: Noun?
    /// The noun as it was said, lower case; `nil` for "the red one".
    public var nounWord: String?
    public var relations: [Relation]

    /// Where it is from another thing, or from two.
    public struct Relation: Sendable, Equatable {
        public var kind: RelationKind
        /// One thing; two for `between`, which may be described alike: "between the two boxes".
        public var anchors: [NounPhrase]

        public init(_ kind: RelationKind, _ anchors: [NounPhrase]) {
            self.kind = kind
            self.anchors = anchors
        }
    }

    public init() {
        ordinal = 1
        (sizes, colors, partColors, materials, relations) = ([], [], [], [], [])
    }

    /// Whether it says what a thing looks like or is, apart from which one of several and where.
    var saysWhat: Bool {
        noun != nil || !colors.isEmpty || !partColors.isEmpty || !materials.isEmpty
    }
}

/// How a thing stands to another, as the camera sees it.
public enum RelationKind: String, Sendable, CaseIterable {
    case on, `in`, under, leftOf, rightOf, behind, inFrontOf, nextTo, between
    /// "the mug nearest the box": of all that fit, the one with the smallest gap.
    case nearestTo, farthestFrom
}

/// An adjective that compares a thing with its kind.
public enum SizeWord: String, Sendable, CaseIterable {
    case small, large, tall, short, long, flat, thin, wide

    init?(word: String) {
        switch word {
        case "little", "tiny", "mini", "miniature": self = .small
        case "big", "huge", "giant": self = .large
        case "high": self = .tall
        case "narrow", "slim", "slender": self = .thin
        case "broad", "thick", "fat": self = .wide
        default: self.init(rawValue: word)
        }
    }

    /// What cannot be said of the same thing.
    var opposites: [SizeWord] {
        switch self {
        case .small: [.large]
        case .large: [.small]
        case .tall: [.short, .flat]
        case .short: [.tall, .long]
        case .long: [.short]
        case .flat: [.tall]
        case .thin: [.wide]
        case .wide: [.thin]
        }
    }
}

/// What a thing is made of, as far as colour and shine tell.
public enum Material: String, Sendable, CaseIterable {
    case metal, wood, glass, plastic, paper, cardboard, ceramic, foam, rubber, cloth, leather, stone

    init?(word: String) {
        switch word {
        case "metallic", "steel", "aluminium", "aluminum", "iron", "brass", "tin": self = .metal
        case "wooden": self = .wood
        case "carton": self = .cardboard
        case "porcelain", "clay", "earthenware": self = .ceramic
        case "styrofoam": self = .foam
        case "fabric", "cotton", "textile": self = .cloth
        case "marble": self = .stone
        default: self.init(rawValue: word)
        }
    }
}
