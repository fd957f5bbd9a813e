internal import FathomKernels

/// A bounded set of points, allocated once: what a stage gathers from one region of one frame.
final class PointBuffer {
    static let capacity = 2048
    /// Points that a kernel takes at a time.
    private static let lanes = 8

    private(set) var count = 0
    private let x: UnsafeMutablePointer<Double>
    private let y: UnsafeMutablePointer<Double>
    private let z: UnsafeMutablePointer<Double>

    init() {
        // One piece of memory, with room to fill up the last eight.
        x = .allocate(capacity: 3 * (Self.capacity + Self.lanes))
        x.initialize(repeating: 0, count: 3 * (Self.capacity + Self.lanes))
        y = x + Self.capacity + Self.lanes
        z = y + Self.capacity + Self.lanes
    }

    deinit {
        x.deallocate()
    }

    @inline(__always)
    subscript(index: Int) -> Vector3 {
        get { Vector3(x[index], y[index], z[index]) }
        set { (x[index], y[index], z[index]) = (newValue.x, newValue.y, newValue.z) }
    }

    func removeAll() {
        count = 0
    }

    /// Adds a point; a full buffer keeps what it has.
    @inline(__always)
    func append(_ point: Vector3) {
        guard count < Self.capacity else { return }
        self[count] = point
        count += 1
    }

    /// Keeps the points that satisfy `isKept`, in order.
    func filter(_ isKept: (Vector3) -> Bool) {
        var kept = 0
        for index in 0..<count where isKept(self[index]) {
            self[kept] = self[index]
            kept += 1
        }
        count = kept
    }

    func copy(from other: PointBuffer) {
        copy(from: other, atMost: Self.capacity)
    }

    /// Takes every so many points of another, evenly, `limit` of them at most.
    func copy(from other: PointBuffer, atMost limit: Int) {
        let step = max(1, (other.count + limit - 1) / limit)
        count = 0
        for index in stride(from: 0, to: other.count, by: step) {
            self[count] = other[index]
            count += 1
        }
    }

    func translate(by offset: Vector3) {
        transform { $0 + offset }
    }

    @inline(__always)
    func transform(_ change: (Vector3) -> Vector3) {
        for index in 0..<count {
            self[index] = change(self[index])
        }
    }

    var centroid: Vector3 {
        var sum = Vector3.zero
        for index in 0..<count {
            sum += self[index]
        }
        return sum / Double(max(count, 1))
    }

    /// For kernels: valid until the points change.
    @inline(__always)
    var lanes: fathom_points {
        for index in count..<(count + Self.lanes - 1) & ~(Self.lanes - 1) {
            self[index] = Vector3(repeating: .nan)
        }
        return fathom_points(x: x, y: y, z: z, count: Int32(truncatingIfNeeded: count))
    }
}
