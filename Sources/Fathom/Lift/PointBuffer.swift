/// A bounded set of points, allocated once: what a stage gathers from one region of one frame.
final class PointBuffer {
    static let capacity = 2048

    private(set) var count = 0
    private let points: UnsafeMutablePointer<Vector3>

    init() {
        points = .allocate(capacity: Self.capacity)
    }

    deinit {
        points.deallocate()
    }

    @inline(__always)
    subscript(index: Int) -> Vector3 {
        points[index]
    }

    func removeAll() {
        count = 0
    }

    /// Adds a point; a full buffer keeps what it has.
    @inline(__always)
    func append(_ point: Vector3) {
        guard count < Self.capacity else { return }
        points[count] = point
        count += 1
    }

    /// Keeps the points that satisfy `isKept`, in order.
    func filter(_ isKept: (Vector3) -> Bool) {
        var kept = 0
        for index in 0..<count where isKept(points[index]) {
            points[kept] = points[index]
            kept += 1
        }
        count = kept
    }

    func copy(from other: PointBuffer) {
        points.update(from: other.points, count: other.count)
        count = other.count
    }

    /// Takes every so many points of another, evenly, `limit` of them at most.
    func copy(from other: PointBuffer, atMost limit: Int) {
        removeAll()
        let step = max(1, (other.count + limit - 1) / limit)
        for index in stride(from: 0, to: other.count, by: step) { append(other[index]) }
    }

    func translate(by offset: Vector3) {
        for index in 0..<count {
            points[index] += offset
        }
    }

    @inline(__always)
    func transform(_ change: (Vector3) -> Vector3) {
        for index in 0..<count {
            points[index] = change(points[index])
        }
    }

    var centroid: Vector3 {
        var sum = Vector3.zero
        for index in 0..<count {
            sum += points[index]
        }
        return sum / Double(max(count, 1))
    }
}
