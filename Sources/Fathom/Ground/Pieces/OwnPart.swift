/// The part of a segmented thing that is what a phrase names, where it was segmented with something of another colour that
/// touches it from the side: a can without the fingers that hold it.
///
/// Only where the part has a plain form and the whole has none: a lid, a print or a screwdriver's shaft stays.
struct OwnPart: Sendable {
    private let colors: [ColorName]
    private let table: ColorTable
    private let shape: ShapeClass

    /// How well a plain form must explain the part at least, and the whole at most.
    private static let plain = 0.8
    private static let plainWhole = 0.6
    /// Shares of its pixels that have the named colours: of less it is not the thing, of more there is nothing else.
    private static let shares = 0.3..<0.97
    /// Share of its width by which the whole must be wider at least.
    private static let wider = 1.15

    /// - Parameter table: of the phrase's colours; `nil` where none is named.
    /// - Returns: `nil` for nouns whose things have no plain form, or a handle.
    init?(_ phrase: NounPhrase, table: ColorTable?) {
        guard let noun = phrase.noun, let table else { return nil }
        switch noun.form {
        case .sphere, .cube, .box, .cylinder, .cup, .bowl, .dish: break
        case .elongated, .bent, .flat, .cone, .surface, .any: return nil
        }
        guard noun.part == nil, phrase.partColors.isEmpty else { return nil }
        (colors, shape, self.table) = (phrase.colors, noun.shape, table)
    }

    /// - Returns: `nil` where the whole thing is meant.
    func part(of thing: SceneObject, _ reader: SceneReader) -> (object: SceneObject, surface: SeenSurface)? {
        let share = colors.reduce(0) { $0 + thing.colors[$1] }
        guard Self.shares.contains(share), thing.form.plain < Self.plainWhole,
            let part = reader.united([thing], table, as: shape), part.object.form.plain > Self.plain,
            thing.size.x > Self.wider * part.object.size.x
        else { return nil }
        return (part.object, part.surface)
    }
}

extension FormEvidence {
    /// How well the best of the plain forms explains it.
    fileprivate var plain: Double { max(box, cylinder, sphere) }
}
