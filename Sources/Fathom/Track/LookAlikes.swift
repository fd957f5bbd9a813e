/// Things that look like an entity and are not it, by where they were last seen.
///
/// What was seen beside the entity, or further from it than it can have gone, is another thing for good. What was there when
/// it was hidden may be either, and counts as another until the entity's own place is seen to be empty.
struct LookAlikes {
    private struct Other {
        var center: Vector3
        var isCertain: Bool
    }

    private var others: [Other] = []

    /// More than that many are no longer told apart.
    private static let capacity = 8
    /// Metres that one may move from look to look and still be the same.
    private static let drift = 0.04

    var isEmpty: Bool { others.isEmpty }

    mutating func removeAll() {
        others.removeAll(keepingCapacity: true)
    }

    /// Whether the thing at `center` is known to be another; follows it there.
    mutating func follow(_ center: Vector3) -> Bool {
        guard let nearest = nearest(center) else { return false }
        others[nearest].center = center
        return true
    }

    mutating func note(_ center: Vector3, isCertain: Bool) {
        if let nearest = nearest(center) {
            others[nearest].isCertain = others[nearest].isCertain || isCertain
            others[nearest].center = center
        } else if others.count < Self.capacity {
            others.append(Other(center: center, isCertain: isCertain))
        }
    }

    /// Forgets those that may have been the entity itself.
    mutating func dropSuspects() {
        others.removeAll { !$0.isCertain }
    }

    /// What stands where the entity is now was never another.
    mutating func remove(at center: Vector3) {
        guard let nearest = nearest(center) else { return }
        others.remove(at: nearest)
    }

    private func nearest(_ center: Vector3) -> Int? {
        var best: (index: Int, distance: Double)?
        for index in others.indices {
            let distance = (others[index].center - center).length
            if distance <= Self.drift, distance < best?.distance ?? .infinity { best = (index, distance) }
        }
        return best?.index
    }
}
