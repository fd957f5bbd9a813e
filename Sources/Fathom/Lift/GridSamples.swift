/// Points of a coarse grid, each with how far it may lie from a plane that it is on: allocated once.
final class GridSamples {
    /// x, y, z and the tolerance, metres.
    private let samples: UnsafeMutablePointer<SIMD4<Double>>
    private(set) var count = 0

    init() {
        samples = .allocate(capacity: PointBuffer.capacity)
    }

    deinit {
        samples.deallocate()
    }

    func removeAll() {
        count = 0
    }

    /// Adds a point; a full grid keeps what it has.
    func append(_ point: Vector3, tolerance: Double) {
        guard count < PointBuffer.capacity else { return }
        samples[count] = SIMD4(point, tolerance)
        count += 1
    }

    subscript(index: Int) -> Vector3 {
        let sample = samples[index]
        return Vector3(sample.x, sample.y, sample.z)
    }

    /// Whether the point at `index` lies within `scale` times its tolerance of `plane`.
    @inline(__always)
    func isOn(_ plane: SupportPlane, _ index: Int, scale: Double = 1) -> Bool {
        abs(plane.distance(self[index])) <= scale * samples[index].w
    }

    /// How many of every `stride`-th point lie on `plane`; fewer, once it is plain that they are not more than `best`.
    func count(on plane: SupportPlane, stride: Int, beating best: Int = 0) -> Int {
        var on = 0
        var index = 0
        while index < count {
            let end = min(index + 32 * stride, count)
            while index < end {
                on += isOn(plane, index) ? 1 : 0
                index += stride
            }
            if on + (count - index + stride - 1) / stride <= best { break }
        }
        return on
    }

    /// Takes away what lies within twice its tolerance of `plane`.
    func remove(near plane: SupportPlane) {
        var kept = 0
        for index in 0..<count where !isOn(plane, index, scale: 2) {
            samples[kept] = samples[index]
            kept += 1
        }
        count = kept
    }
}
