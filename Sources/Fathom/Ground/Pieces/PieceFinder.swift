/// Finds which things of a scene are pieces of one thing that a phrase names: a gripper's palm and fingers, which segmentation
/// parts where they meet at an edge.
///
/// Pieces are of one colour, touch, or are a few alike that hang side by side, and are together no larger than the noun allows.
struct PieceFinder: Sendable {
    let noun: Noun
    /// Colours that the phrase names; its things may be joined to others of another colour, as a hand is to its arm.
    let colors: [ColorName]
    /// Of those; `nil` where none is named.
    let table: ColorTable?
    /// Whether only like pieces are meant: fingers, not the palm.
    let isSet: Bool

    /// Share of a thing's pixels from which a named colour makes it a piece; fingers are a small part of hand and arm.
    static let leastShare = 0.04
    /// Share from which it is mainly of that colour.
    static let mainShare = 0.25
    /// Fingers of one gripper are as far apart as they are long, or up to twice that.
    private static let reachOfLikes = 2.0
    /// Of two like pieces, partly hidden at most by half, the longer is no longer than so many times the other.
    private static let likeness = 2.0
    /// Sides by which a piece is slender, as a finger is.
    private static let slenderness = 1.8

    /// - Returns: `nil` for a phrase whose things are each one thing: mugs and balls never are several.
    /// - Parameter table: of the phrase's colours, where there is one already.
    init?(_ phrase: NounPhrase, table: ColorTable? = nil) {
        guard let noun = phrase.noun, noun.isSeenInPieces(saidAs: phrase.nounWord) else { return nil }
        (self.noun, colors, isSet) = (noun, phrase.colors, noun.part == .set)
        self.table = colors.isEmpty ? nil : table ?? ColorTable(colors)
    }

    /// Places in `objects` of the pieces of each thing that is to be united, ascending; a thing of one piece that is joined to
    /// others of another colour is among them.
    func groups(in scene: SegmentedScene) -> [[Int]] {
        let objects = scene.objects
        let places = objects.indices.filter { isCandidate(objects[$0]) }
        var group = Array(objects.indices)
        for a in places {
            for b in places where b > a && group[a] != group[b] && isJoined(objects[a], objects[b], places, scene) {
                let (kept, gone) = (min(group[a], group[b]), max(group[a], group[b]))
                for place in places where group[place] == gone { group[place] = kept }
            }
        }
        return places.filter { group[$0] == $0 }
            .map { first in places.filter { group[$0] == first } }
            .filter { $0.count > 1 || !colors.isEmpty && share(objects[$0[0]]) < 0.9 }
    }

    /// Share in [0, 1] of a thing's pixels that deserve the colours that are named.
    func share(_ thing: SceneObject) -> Double {
        min(colors.reduce(0) { $0 + thing.colors[$1] }, 1)
    }

    private func isCandidate(_ thing: SceneObject) -> Bool {
        colors.isEmpty ? thing.colors.main != nil : share(thing) >= Self.leastShare
    }

    private func isJoined(_ a: SceneObject, _ b: SceneObject, _ places: [Int], _ scene: SegmentedScene) -> Bool {
        guard !colors.isEmpty || a.colors.main == b.colors.main else { return false }
        let (isStanding, otherStands) = (stands(a, places, scene), stands(b, places, scene))
        // What stands on a table is no piece of what hangs above it.
        guard isStanding == otherStands else { return false }
        if !isSet, a.neighbours.contains(b.label) { return true }
        // A palm that its fingers touch needs no other to be a hand.
        guard !isStanding, isSet || [a, b].allSatisfy({ Self.isSlender($0) && !touches($0, places, scene) }) else {
            return false
        }
        let (shorter, longer) = (min(a.longest, b.longest), max(a.longest, b.longest))
        return longer <= Self.likeness * shorter
            && a.observation.shape.gap(to: b.observation.shape) <= Self.reachOfLikes * longer
    }

    private func touches(_ thing: SceneObject, _ places: [Int], _ scene: SegmentedScene) -> Bool {
        places.contains { thing.neighbours.contains(scene.objects[$0].label) }
    }

    private static func isSlender(_ thing: SceneObject) -> Bool {
        let size = thing.size
        let middle = size.x + size.y + size.z - size.min() - size.max()
        return size.max() >= slenderness * middle
    }

    /// Whether it rests on a plane or on something that is no piece itself.
    private func stands(_ thing: SceneObject, _ places: [Int], _ scene: SegmentedScene) -> Bool {
        var current = thing
        for _ in 0..<4 {
            switch current.support {
            case .plane, .inside: return true
            case .nothing: return false
            case .object(let label), .leaning(let label):
                guard let below = scene.place(of: label), places.contains(below) else { return true }
                // Blades lie on each other; what is upright on another piece may as well be a finger just above it.
                guard current.size.z < 0.5 * current.size.x else { return false }
                current = scene.objects[below]
            }
        }
        return false
    }
}
