/// How likely things are to be talked about, whatever is said of them.
///
/// People talk about what is in front of them: about what stands on something and is seen whole, and little about what is
/// far behind it; about one of several the more the larger it looks.
struct Salience {
    /// ln of the share of all phrases about one thing that mean each.
    let ofOne: [Double]
    /// ln of how far each counts as one of several, 0 for what stands in front.
    let ofSeveral: [Double]

    /// Things farther than so many times the distance of those in front are behind them.
    private static let behind = 1.4

    /// - Parameter scrap: the probability that the thing at this place is a piece of something.
    init(_ scene: SegmentedScene, scrap: (Int) -> Double) {
        let front = Self.front(scene.objects)
        // A half hidden thing looks like a piece, and counts among its like all the same.
        ofSeveral = scene.objects.enumerated().map { Self.presence($1, front: front) - scrap($0) / 2 }
        let counts = ofSeveral
        let logs = scene.objects.enumerated().map {
            0.5 * Logarithm.natural(Double(max($1.pixels, 1))) + counts[$0] - scrap($0) / 2
        }
        let largest = logs.reduce(-100, max)
        let total = Logarithm.natural(logs.reduce(0) { $0 + Logarithm.exponential($1 - largest) }) + largest
        ofOne = logs.map { $0 - total }
    }

    private static func presence(_ thing: SceneObject, front: Double) -> Double {
        let size = Logarithm.natural(ramp(Double(max(thing.pixels, 1)), 0, 40))
        let distance = max(Logarithm.natural(max(thing.nearest, 0.01) / max(behind * front, 0.01)), 0)
        return size - (thing.isCut ? 1.2 : 0) - (thing.support == .nothing ? 0.7 : 0) - 3.4 * min(distance, 2)
    }

    /// Distance in metres from the camera to the things that stand on something, of the middle one of their pixels.
    private static func front(_ objects: [SceneObject]) -> Double {
        let standing = objects.filter { $0.support != .nothing }
        let order = (standing.isEmpty ? objects : standing).sorted { ($0.nearest, $0.label) < ($1.nearest, $1.label) }
        var left = order.reduce(0) { $0 + $1.pixels } / 2
        for thing in order {
            left -= thing.pixels
            if left <= 0 { return thing.nearest }
        }
        return 1
    }
}
