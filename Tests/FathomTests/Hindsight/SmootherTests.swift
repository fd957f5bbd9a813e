import Testing

@testable import Fathom

/// The smoother against all measurements at once.
@Suite struct SmootherTests {
    @Test(arguments: 0..<20) func itGivesWhatLeastSquaresOverAllMeasurementsGives(seed: Int) {
        let track = LinearTrack(count: 8, seed: UInt64(seed))
        let smoothed = Smoother.smooth(track.steps)
        let (means, covariances) = track.batch()
        for place in smoothed.indices {
            #expect((smoothed[place].mean - means[place]).length < 1e-8)
            #expect(largest(smoothed[place].covariance - covariances[place]) < 1e-10)
        }
    }

    @Test(arguments: 0..<20) func whatComesLaterNeverMakesItLessCertain(seed: Int) {
        let track = LinearTrack(count: 30, seed: UInt64(seed))
        for (smoothed, step) in zip(Smoother.smooth(track.steps), track.steps) {
            let gained = step.filtered.covariance - smoothed.covariance
            #expect(track.directions.allSatisfy { $0.dot(gained * $0) > -1e-14 })
        }
    }

    @Test func whatBeginsAnewTellsNothingOfWhatWasBefore() {
        var steps = LinearTrack(count: 6, seed: 3).steps
        steps[2].next = nil
        let smoothed = Smoother.smooth(steps)
        #expect(smoothed[2] == steps[2].filtered)
        #expect(Array(smoothed[...2]) == Smoother.smooth(Array(steps[...2])))
    }

    private func largest(_ matrix: Matrix3) -> Double {
        [matrix.x, matrix.y, matrix.z].flatMap { [$0.x, $0.y, $0.z] }.map(abs).max() ?? 0
    }
}

/// A thing that is turned and drifts, seen with noise, and the Kalman filter over it.
private struct LinearTrack {
    private var rotations: [Matrix3] = []
    private var drifts: [Matrix3] = []
    private var noises: [Matrix3] = []
    private var seen: [Vector3] = []
    private(set) var steps: [Smoother.Step] = []
    let directions: [Vector3]

    init(count: Int, seed: UInt64) {
        var random = SplitMix64(seed: seed)
        func number() -> Double { Double(random.next() >> 11) / Double(1 << 53) * 2 - 1 }
        func vector() -> Vector3 { Vector3(number(), number(), number()) }
        func spread(_ sigma: Double) -> Matrix3 {
            let (a, b, c) = (vector() * sigma, vector() * sigma, vector() * sigma)
            return Matrix3.outer(a) + Matrix3.outer(b) + Matrix3.outer(c)
                + Matrix3(diagonal: Vector3(repeating: 0.01 * sigma * sigma))
        }
        func rotation() -> Matrix3 {
            guard let x = vector().normalized, let z = x.cross(vector()).normalized else { return .identity }
            return Matrix3(columns: x, z.cross(x), z)
        }
        directions = (0..<50).compactMap { _ in vector().normalized }
        for place in 0..<count {
            // The first one has no step before it.
            rotations.append(place == 0 ? .identity : rotation())
            drifts.append(spread(0.02))
            noises.append(spread(0.01))
            seen.append(vector())
        }
        filter()
    }

    private mutating func filter() {
        var estimate = Smoother.Estimate(mean: seen[0], covariance: noises[0])
        steps.append(Smoother.Step(filtered: estimate))
        for place in seen.indices.dropFirst() {
            let turn = rotations[place]
            let expected = Smoother.Estimate(
                mean: turn * estimate.mean,
                covariance: turn * estimate.covariance * turn.transposed + drifts[place])
            steps[place - 1].next = Smoother.Prediction(estimate: expected, rotation: turn)
            let gain = expected.covariance * ((expected.covariance + noises[place]).inverse ?? .zero)
            estimate = Smoother.Estimate(
                mean: expected.mean + gain * (seen[place] - expected.mean),
                covariance: (expected.covariance - gain * expected.covariance).symmetric)
            steps.append(Smoother.Step(filtered: estimate))
        }
    }

    /// The minimum of all squared residuals together, by elimination of the normal equations, and the inverse's blocks.
    func batch() -> ([Vector3], [Matrix3]) {
        let size = 3 * seen.count
        var rows = (0..<size).map { row in (0..<2 * size).map { $0 == size + row ? 1.0 : 0 } }
        var right = [Double](repeating: 0, count: size)
        func add(_ block: Matrix3, _ row: Int, _ column: Int) {
            for (j, values) in [block.x, block.y, block.z].enumerated() {
                for i in 0..<3 { rows[3 * row + i][3 * column + j] += values[i] }
            }
        }
        for place in seen.indices {
            let weight = noises[place].inverse ?? .zero
            add(weight, place, place)
            for i in 0..<3 { right[3 * place + i] += (weight * seen[place])[i] }
            guard place > 0, let link = drifts[place].inverse else { continue }
            let turn = rotations[place]
            add(link, place, place)
            add(turn.transposed * link * turn, place - 1, place - 1)
            add(link * turn * -1, place, place - 1)
            add(turn.transposed * link * -1, place - 1, place)
        }
        invert(&rows)
        let inverse = rows.map { Array($0[size...]) }
        let solution = inverse.map { row in zip(row, right).reduce(0) { $0 + $1.0 * $1.1 } }
        return (
            seen.indices.map { Vector3(solution[3 * $0], solution[3 * $0 + 1], solution[3 * $0 + 2]) },
            seen.indices.map { place in
                let columns = (0..<3).map { j in
                    Vector3(
                        inverse[3 * place][3 * place + j], inverse[3 * place + 1][3 * place + j],
                        inverse[3 * place + 2][3 * place + j])
                }
                return Matrix3(columns: columns[0], columns[1], columns[2])
            }
        )
    }

    /// Gauss and Jordan, with the largest pivot of each column.
    private func invert(_ rows: inout [[Double]]) {
        for column in rows.indices {
            let best = (column..<rows.count).max { abs(rows[$0][column]) < abs(rows[$1][column]) } ?? column
            rows.swapAt(column, best)
            let pivot = rows[column][column]
            rows[column] = rows[column].map { $0 / pivot }
            for row in rows.indices where row != column && rows[row][column] != 0 {
                let factor = rows[row][column]
                for place in rows[row].indices { rows[row][place] -= factor * rows[column][place] }
            }
        }
    }
}
