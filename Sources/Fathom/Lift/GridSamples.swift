/// Points of a coarse grid, each with how far it may lie from a plane that it is on: allocated once.
final class GridSamples {
    /// x, y, z and the tolerance, metres.
    private let samples: UnsafeMutablePointer<SIMD4<Double>>
    private(set) var count = 0
    /// By index: place on the grid; and back, −1 where no sample is left.
    private let places: UnsafeMutablePointer<Int32>
    private let indices: UnsafeMutablePointer<Int32>

    init() {
        samples = .allocate(capacity: PointBuffer.capacity)
        places = .allocate(capacity: PointBuffer.capacity)
        indices = .allocate(capacity: PointBuffer.capacity)
    }

    deinit {
        samples.deallocate()
        places.deallocate()
        indices.deallocate()
    }

    func removeAll() {
        count = 0
        indices.update(repeating: -1, count: PointBuffer.capacity)
    }

    /// Adds the point at a place of the grid; places beyond the capacity are left out.
    func append(_ point: Vector3, tolerance: Double, place: Int) {
        guard count < PointBuffer.capacity, place < PointBuffer.capacity else { return }
        samples[count] = SIMD4(point, tolerance)
        places[count] = Int32(place)
        indices[place] = Int32(count)
        count += 1
    }

    /// The point `step` places of the grid behind that at `index`, or `nil` where none is left.
    func neighbour(of index: Int, step: Int) -> Vector3? {
        let place = Int(places[index]) + step
        guard place < PointBuffer.capacity, indices[place] >= 0 else { return nil }
        return self[Int(indices[place])]
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
        for index in 0..<count {
            let isLeft = !isOn(plane, index, scale: 2)
            indices[Int(places[index])] = isLeft ? Int32(kept) : -1
            guard isLeft else { continue }
            samples[kept] = samples[index]
            places[kept] = places[index]
            kept += 1
        }
        count = kept
    }
}
