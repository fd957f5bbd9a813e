/// How large a thing was each time that it was measured as a whole, so that one bad look does not decide.
///
/// Holes and occluders show a part of a thing, a hand on it shows more than there is. The larger ones of several looks are
/// most often right.
struct ShapeMemory {
    /// Bounding radii, metres, ascending.
    private var radii: [Double] = []

    /// Of the centre, along each axis, square metres: sizes that differ from look to look come with centres that do.
    private(set) var variance = 0.0

    private static let capacity = 9
    /// Share by which a size must differ from the one in force to be another.
    private static let difference = 0.08

    mutating func removeAll() {
        radii.removeAll(keepingCapacity: true)
        variance = 0
    }

    /// Notes a whole measurement.
    /// - Returns: whether its shape is to be taken instead of the one in force.
    mutating func note(_ shape: Shape, insteadOf current: Shape) -> Bool {
        let radius = shape.boundingRadius
        // Much more than ever before is two things in one.
        if radii.count >= 3, let most = radii.last, radius > 1.6 * most { return false }
        if radii.count == Self.capacity { radii.remove(at: radii.count / 2) }
        radii.insert(radius, at: radii.firstIndex { $0 > radius } ?? radii.count)
        updateVariance()
        let typical = radii[radii.count - (radii.count < 4 ? 1 : 2)]
        let (mine, theirs) = (abs(radius - typical), abs(current.boundingRadius - typical))
        return mine < theirs && theirs > Self.difference * typical
    }

    private mutating func updateVariance() {
        // One bad look among many says nothing; the larger half of them are most often right.
        let (middle, upper) = (radii[radii.count / 2], radii[radii.count - 1 - radii.count / 4])
        guard radii.count >= 3, upper > (1 + Self.difference) * middle else { return variance = 0 }
        // An end that one look shows and another does not moves the middle by half of it.
        let sigma = (upper - middle) / 2
        variance = sigma * sigma
    }

    mutating func begin(_ shape: Shape) {
        removeAll()
        radii.append(shape.boundingRadius)
    }
}
