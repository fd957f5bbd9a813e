import Fathom
import FathomKernels

/// Points about a thing's size, and the parameters of forms that lie about them.
struct FormSample {
    var points: [Vector3]
    var upright: fathom_form_upright
    var rod: fathom_form_rod
    var block: fathom_form_block
    /// Also a ball's centre, a plane's origin and a viewpoint.
    var center: Vector3
    /// A direction of about unit length.
    var axis: Vector3
    /// A length about that of a tolerance, metres.
    var small: Double

    init(_ random: inout SplitMix64) {
        func number(_ range: ClosedRange<Double>) -> Double { .random(in: range, using: &random) }
        func vector(_ range: ClosedRange<Double>) -> Vector3 { Vector3(number(range), number(range), number(range)) }
        points = (0..<Int.random(in: 1...70, using: &random)).map { _ in vector(-0.1...0.1) }
        let (place, direction, size) = (vector(-0.1...0.1), vector(-1...1), vector(0.01...0.1))
        (center, axis, small) = (place, direction, number(0.001...0.05))
        upright = fathom_form_upright(
            x: place.x, y: place.y, radius: size.x, slant: number(-1...1), middle: place.z, top: place.z + size.y,
            bottom: place.z - size.z)
        rod = fathom_form_rod(
            axis: (direction.x, direction.y), offset: place.x, height: place.z, radius: size.x, low: -size.y,
            high: size.z)
        block = fathom_form_block(
            center: (place.x, place.y, place.z), axes: (1, 0, 0, 0, 1, 0, 0, 0, 1), half: (size.x, size.y, size.z))
    }

    /// All that the kernels in double precision say.
    func numbers(_ kernels: fathom_form_kernels) -> [Double] {
        let memory = Padded(points)
        var (lanes, upright, rod, block) = (memory.lanes, upright, rod, block)
        let (center, axis, side) = (Self.array(center), Self.array(axis), [1.0, -1.0])
        let cap = small * small
        var numbers: [Double] = []
        func collect(_ count: Int, _ kernel: (UnsafeMutablePointer<Double>) -> Void) {
            var out = [Double](repeating: 0, count: count)
            out.withUnsafeMutableBufferPointer { out in
                if let start = out.baseAddress { kernel(start) }
            }
            numbers += out
        }
        func collect(_ fit: (UnsafeMutablePointer<fathom_normal_sums>) -> Void) {
            var sums = fathom_normal_sums()
            fit(&sums)
            withUnsafeBytes(of: sums) { numbers += $0.bindMemory(to: Double.self) }
        }
        collect(4) { kernels.ends(&lanes, axis, $0) }
        collect(6) { kernels.masses(&lanes, axis, -0.1, 0.1, small, 2 * small, $0) }
        collect { kernels.fit_upright(&lanes, &upright, small, small / 4, $0) }
        collect { kernels.fit_rod(&lanes, &rod, small, small / 4, $0) }
        collect { kernels.fit_ball(&lanes, center, 0.1, small, $0) }
        numbers.append(kernels.misfit_upright(&lanes, &upright, cap))
        numbers.append(kernels.misfit_rod(&lanes, &rod, cap))
        numbers.append(kernels.misfit_block(&lanes, &block, cap))
        numbers.append(kernels.misfit_ball(&lanes, center, 0.1, cap))
        collect(12) { kernels.walls(&lanes, &block, side, small, $0) }
        numbers.append(Double(kernels.on_plane(&lanes, center, axis, small)))
        numbers.append(Double(kernels.sectors(&lanes, &upright, small)))
        numbers.append(Double(kernels.corners(&lanes, &block, small)))
        let opening = kernels.open(&lanes, &upright, center, small, small)
        numbers += [Double(opening.deep), Double(opening.covering), Double(opening.rim)]
        collect(10) { kernels.slices(&lanes, axis, center, -0.1, 0.2, $0) }
        return numbers
    }

    /// What those in single precision say: a rectangle's ends, and the closeness.
    func flatNumbers(_ kernels: fathom_form_kernels) -> [Float] {
        let (x, y) = flat
        var ends = [Float](repeating: 0, count: 4)
        kernels.rectangle(x, y, Int32(x.count), 0.8, 0.6, &ends)
        return ends + [kernels.closeness(x, y, Int32(x.count), 0.8, 0.6, Float(small))]
    }

    /// Seen from above; sixteen at a time.
    var flat: (x: [Float], y: [Float]) {
        let count = (points.count + 15) & ~15
        let repeated = (0..<count).map { points[$0 % points.count] }
        return (repeated.map { Float($0.x) }, repeated.map { Float($0.y) })
    }

    private static func array(_ vector: Vector3) -> [Double] { [vector.x, vector.y, vector.z] }

    /// Memory of the points by coordinate, NaN behind them.
    private final class Padded {
        private let memory: UnsafeMutablePointer<Double>
        private let room: Int
        private let count: Int

        init(_ points: [Vector3]) {
            (count, room) = (points.count, (points.count + 7) & ~7)
            memory = .allocate(capacity: 3 * room)
            memory.initialize(repeating: .nan, count: 3 * room)
            for (index, point) in points.enumerated() {
                for axis in 0..<3 { memory[axis * room + index] = point[axis] }
            }
        }

        deinit {
            memory.deallocate()
        }

        var lanes: fathom_points {
            fathom_points(x: memory, y: memory + room, z: memory + 2 * room, count: Int32(count))
        }
    }
}
