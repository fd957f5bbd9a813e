/// A few points of every thing of a scene: thinned evenly, allocated once for the most things seen.
final class ObjectPoints {
    /// Points a thing at most.
    static let limit = 144

    private var points: UnsafeMutablePointer<Vector3>
    private var counts: UnsafeMutablePointer<Int>
    private var capacity = 0

    init() {
        points = .allocate(capacity: 0)
        counts = .allocate(capacity: 0)
    }

    deinit {
        points.deallocate()
        counts.deallocate()
    }

    /// Makes room for labels 1 … `labels`, and empties it.
    func removeAll(labels: Int) {
        if labels >= capacity {
            points.deallocate()
            counts.deallocate()
            capacity = labels + 1
            points = .allocate(capacity: capacity * Self.limit)
            counts = .allocate(capacity: capacity)
        }
        counts.update(repeating: 0, count: labels + 1)
    }

    @inline(__always)
    func append(_ point: Vector3, to label: Int) {
        guard counts[label] < Self.limit else { return }
        (points + label * Self.limit + counts[label]).initialize(to: point)
        counts[label] += 1
    }

    func count(_ label: Int) -> Int {
        counts[label]
    }

    @inline(__always)
    subscript(label: Int, index: Int) -> Vector3 {
        points[label * Self.limit + index]
    }

    func copy(_ label: Int, to buffer: PointBuffer) {
        buffer.removeAll()
        for index in 0..<counts[label] { buffer.append(self[label, index]) }
    }
}
