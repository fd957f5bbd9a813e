/// Where a thing may have been between two sights of it.
///
/// It rested; or the gripper took it along from one moment to another; or something else moved it. Each of these is a motion
/// that is followed from both ends, forwards and backwards, as the track holds a hidden thing; the two are combined by their
/// covariances (the two-filter smoother, Fraser and Potter 1969), and the motions by how well each joins the ends.
struct HiddenStretch {
    private let seconds: [Double]
    private let first: Sight
    private let last: Sight
    /// The gripper at each look; where it is not known, as it was known last.
    private let grips: [Transform?]
    private var motions: [Motion] = []

    /// One end.
    struct Sight {
        /// The smoothed track's.
        var estimate: Smoother.Estimate
        /// Error that no averaging takes away, square metres.
        var systematic: Matrix3

        var mean: Vector3 { estimate.mean }
        var covariance: Matrix3 { estimate.covariance + systematic }

        fileprivate func carried(to place: Vector3, slip: Double) -> Self {
            var carried = self
            carried.estimate.mean = place
            carried.estimate.covariance = estimate.covariance + square(slip)
            return carried
        }

        /// After so many seconds without a sight.
        fileprivate func after(_ seconds: Double, _ drift: Matrix3) -> Self {
            var later = self
            later.estimate.covariance = estimate.covariance + drift * (seconds * seconds)
            return later
        }

        /// With a covariance that can be inverted: a pose is known to 0.01 mm.
        fileprivate var regular: Self { after(1, square(1e-5)) }
    }

    /// One thing that may have happened.
    private struct Motion {
        /// In whose hand it was between which looks; `nil` where it was in none.
        var carry: Carry?
        /// Variance gained by the square of seconds.
        var drift: Matrix3
        var weight: Double
    }

    private struct Carry {
        var taken: Int
        var left: Int
        /// In the gripper's frame, as the first sight and as the last one has it.
        var before: Vector3
        var after: Vector3
    }

    /// Before anything else is known. Most hidden things rest or are in the gripper.
    private enum Prior {
        static let rested = 0.5
        static let carried = 0.45
        static let moved = 0.05
    }

    /// Metres by which fingers may move a thing as they close and open, or something may brush against it.
    private static let slip = 0.005
    /// Metres that something else may move it by.
    private static let range = 0.3
    /// As uncertain as what begins at some moment and ends at another, any two being equally likely, is half-way: about 0.4 of the way.
    private static let anyTime = 1.36
    /// Of the speed of hidden things, for what is in the hand, or is seen again where it was.
    private static let slipShare = 0.1
    /// Moments of taking, and of letting go, that are tried, and motions that are kept.
    private static let moments = 128
    private static let kept = 64

    /// - Parameters:
    ///   - nanoseconds: of the first sight, of each look that hid it, of the last one.
    ///   - grips: the gripper in each of them.
    ///   - shape: at the first sight.
    ///   - speed: metres a second of a thing that is hidden.
    init(
        nanoseconds: [Int64], grips: [Transform?], shape: Shape, first: Sight, last: Sight, speed: Double
    ) {
        (self.first, self.last) = (first.regular, last.regular)
        var known = grips.first { $0 != nil } ?? nil
        self.grips = grips.map { grip in
            known = grip ?? known
            return known
        }
        let start = nanoseconds[0]
        // A late frame of another camera does not turn time back.
        seconds = nanoseconds.map { EntityTrack.seconds(from: start, to: $0) }
        let total = max(seconds.last ?? 0, 1e-3)
        let sights = first.covariance + last.covariance
        let inHand = square(Self.slipShare * speed)
        // A thing that is seen where it was has hardly gone elsewhere and come back; one that is not went at some time.
        let way = last.mean - first.mean
        let onTheWay = Matrix3.outer(way) * (Self.anyTime / (total * total))
        let slack = sights + square(Self.slip)
        motions.append(Motion(drift: inHand + onTheWay, weight: Prior.rested * Self.density(way, slack)))
        motions.append(
            Motion(
                drift: square(speed) + onTheWay,
                weight: Prior.moved * Self.density(way, sights + square(Self.range))))
        motions += Self.carried(grips, shape, first.mean, last.mean, drift: inHand, slack: slack)
        choose()
    }

    /// Where it was at a look, counted from the first sight.
    subscript(look: Int) -> Smoother.Estimate {
        let (passed, left) = (seconds[look], max((seconds.last ?? 0) - seconds[look], 0))
        let estimates = motions.map { motion in
            Self.fuse(
                ahead(look, motion.carry).after(passed, motion.drift),
                back(look, motion.carry).after(left, motion.drift))
        }
        var mean = Vector3.zero
        for (motion, estimate) in zip(motions, estimates) { mean += estimate.mean * motion.weight }
        var covariance = Matrix3.zero
        for (motion, estimate) in zip(motions, estimates) {
            covariance =
                covariance + (estimate.covariance + Matrix3.outer(estimate.mean - mean)) * motion.weight
        }
        return Smoother.Estimate(mean: mean, covariance: covariance)
    }

    /// Where a motion takes the thing from the first sight.
    private func ahead(_ look: Int, _ carry: Carry?) -> Sight {
        guard let carry, look > carry.taken, let grip = grips[min(look, carry.left)] else { return first }
        return first.carried(to: grip(carry.before), slip: Self.slip)
    }

    /// Where it brings it from to the last sight.
    private func back(_ look: Int, _ carry: Carry?) -> Sight {
        guard let carry, look < carry.left, let grip = grips[max(look, carry.taken)] else { return last }
        // What is in the hand when it is seen again slips no more.
        let hasSlipped = look < carry.taken || carry.left + 1 < seconds.count
        return last.carried(to: grip(carry.after), slip: hasSlipped ? Self.slip : 0)
    }

    /// Taken at one look and let go at a later one, with the gripper beside it in both.
    private static func carried(
        _ grips: [Transform?], _ shape: Shape, _ start: Vector3, _ end: Vector3, drift: Matrix3, slack: Matrix3
    ) -> [Motion] {
        let taking = moments(grips, beside: shape)
        let leaving = moments(grips, beside: shape.moved(to: end))
        var pairs: [(taken: Int, left: Int, density: Double)] = []
        for taken in taking {
            guard let grip = grips[taken] else { continue }
            let offset = grip.rigidInverse(start)
            for left in leaving where left > taken {
                guard let there = grips[left]?(offset), (there - start).length > Attachment.together else { continue }
                pairs.append((taken, left, density(end - there, slack)))
            }
        }
        let count = Double(pairs.count)
        pairs.sort { ($1.density, $0.taken, $0.left) < ($0.density, $1.taken, $1.left) }
        return pairs.prefix(kept).map { taken, left, density in
            let before = grips[taken]?.rigidInverse(start) ?? .zero
            let after = grips[left]?.rigidInverse(end) ?? .zero
            return Motion(
                carry: Carry(taken: taken, left: left, before: before, after: after), drift: drift,
                weight: Prior.carried * density / count)
        }
    }

    private static func moments(_ grips: [Transform?], beside shape: Shape) -> [Int] {
        let near = grips.indices.filter { look in
            grips[look].map { shape.signedDistance($0.translation) < Attachment.near } ?? false
        }
        let stride = (near.count + moments - 1) / max(moments, 1)
        return stride <= 1 ? near : near.enumerated().filter { $0.offset % stride == 0 }.map(\.element)
    }

    /// Leaves out what hardly happened.
    private mutating func choose() {
        let most = motions.reduce(0) { max($0, $1.weight) }
        motions.removeAll { $0.weight < 1e-4 * most }
        let sum = motions.reduce(0) { $0 + $1.weight }
        for place in motions.indices { motions[place].weight = sum > 0 ? motions[place].weight / sum : 1 }
        if !(sum > 0) { motions.removeLast(motions.count - 1) }
    }

    /// Systematic errors of two views may be the same one, so that they are not averaged away.
    private static func fuse(_ one: Sight, _ other: Sight) -> Smoother.Estimate {
        guard let inverse = (one.covariance + other.covariance).inverse else { return one.estimate }
        let gain = one.covariance * inverse
        let rest = Matrix3.identity - gain
        let random =
            rest * one.estimate.covariance * rest.transposed + gain * other.estimate.covariance * gain.transposed
        return Smoother.Estimate(
            mean: one.mean + gain * (other.mean - one.mean),
            covariance: (random + rest * one.systematic + gain * other.systematic).symmetric)
    }

    /// Of a normal distribution about 0, but for a constant factor.
    private static func density(_ offset: Vector3, _ covariance: Matrix3) -> Double {
        guard let inverse = covariance.inverse, covariance.determinant > 0 else { return 0 }
        let exponent = -0.5 * offset.dot(inverse * offset)
        return Logarithm.exponential(exponent) / covariance.determinant.squareRoot()
    }
}

private func square(_ meters: Double) -> Matrix3 {
    Matrix3(diagonal: Vector3(repeating: meters * meters))
}
