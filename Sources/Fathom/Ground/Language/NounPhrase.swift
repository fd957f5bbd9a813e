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
    public var nounWord: String?
    public var relations: [Relation]

    /// Where it is from another thing, or from two.
    public struct Relation: Sendable, Equatable {
        public var kind: RelationKind
        /// One thing; two for `between`.
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
}

/// What a thing is made of, as far as colour and shine tell.
public enum Material: String, Sendable, CaseIterable {
    case metal, wood, glass, plastic, paper, cardboard, ceramic, foam, rubber, cloth, leather, stone
}
