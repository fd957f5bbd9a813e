/// What each thing of a scene rests on, and which are near one another: from the lowest up.
struct SupportFinder {
    /// What was found of one thing.
    struct Standing {
        var support: SceneObject.Support
        /// Height along up of what it rests on, metres; `nil` where nothing is known of it.
        var height: Double?

        static let unknown = Standing(support: .nothing, height: nil)
    }

    private let thinned: ObjectPoints
    private let scene: SceneContext
    /// By label, along up, metres.
    private var lows: [Double]
    /// Labels with points enough, lowest first.
    private(set) var fromBelow: [Int]

    /// Things nearer to one another than this are neighbours, metres.
    private static let neighbourGap = 0.02
    /// Points that make a thing at least.
    private static let minPoints = 4

    init(_ thinned: ObjectPoints, labels: Int, scene: SceneContext) {
        (self.thinned, self.scene) = (thinned, scene)
        lows = [Double](repeating: 0, count: labels + 1)
        fromBelow = (0..<labels).map { $0 + 1 }.filter { thinned.count($0) >= Self.minPoints }
        for label in fromBelow {
            // The second lowest: one stray point moves nothing.
            var low = SIMD2<Double>(repeating: .infinity)
            for index in 0..<thinned.count(label) {
                let height = thinned[label, index].dot(scene.up)
                if height < low.y { low = height < low.x ? SIMD2(height, low.x) : SIMD2(low.x, height) }
            }
            lows[label] = low.y
        }
        fromBelow.sort { (lows[$0], $0) < (lows[$1], $1) }
    }

    /// Whether the image goes on with a support plane right below a thing: it stands on that plane, or is held above it.
    /// - Parameter ground: points of what is seen there.
    func isSeenOverPlane(_ tally: ObjectTally, ground: [Vector3]) -> Bool {
        tally.groundEdge * 2 > tally.lowerEdge
            && scene.planes.contains { plane in
                ground.count { abs(plane.distance($0)) < plane.tolerance(scene.noise) } * 2 > ground.count
            }
    }

    /// What the thing `label` rests on, given the things below it.
    /// - Parameters:
    ///   - isOverPlane: as `isSeenOverPlane` says: what comes down to that plane stands on nothing that reaches around it.
    ///   - tops: heights of the other things along up, metres.
    func standing(
        _ label: Int, _ tally: ObjectTally, ground: [Vector3], isOverPlane: Bool, among objects: [SceneObject],
        tops: [Double]
    ) -> Standing {
        let low = lows[label]
        let sigma = scene.noise.sigma(tally.meanDepth)
        let slack = max(0.012, 4 * sigma)
        let isBottomHidden = tally.hiddenLowerEdge * 3 > tally.lowerEdge
        let middle = centroid(label)
        let plane = scene.plane(below: middle, reaching: low + slack, ground: ground)
        // A round thing curves under: it shows down to a part of its radius.
        let reach = max(0.02, slack, 0.3 * width(label))
        let comesDown = plane.map { low - $0.height < reach } ?? false
        if !(isOverPlane && comesDown),
            let below = thing(
                below: label, low: low, slack: slack, isBottomHidden: isBottomHidden, among: objects, tops: tops)
        {
            return below
        }
        guard let plane, comesDown || isBottomHidden || isSeenFromAbove(middle) else { return .unknown }
        return Standing(support: .plane(plane.index), height: plane.height)
    }

    /// What a thing of these points rests on where it was not known for itself: a plane that it comes down to.
    static func standing(of points: PointBuffer, _ tally: ObjectTally, _ scene: SceneContext) -> Standing {
        let heights = Extent(points, along: scene.up)
        let slack = max(0.02, 4 * scene.noise.sigma(tally.meanDepth))
        guard
            let plane = scene.plane(below: points.centroid, reaching: heights.low + slack, ground: []),
            heights.low - plane.height < max(slack, 0.3 * heights.length)
        else { return .unknown }
        return Standing(support: .plane(plane.index), height: plane.height)
    }

    /// Steeper than 55°, a thing's top hides where its sides end.
    private func isSeenFromAbove(_ point: Vector3) -> Bool {
        let ray = scene.viewpoint - point
        return ray.dot(scene.up) > 0.82 * ray.length
    }

    /// Across the line of sight, horizontally, metres.
    private func width(_ label: Int) -> Double {
        guard let aside = scene.up.cross(thinned[label, 0] - scene.viewpoint).normalized else { return 0 }
        var (low, high) = (Double.infinity, -Double.infinity)
        for index in stride(from: 0, to: thinned.count(label), by: 4) {
            let place = thinned[label, index].dot(aside)
            (low, high) = (min(low, place), max(high, place))
        }
        return high - low
    }

    private func centroid(_ label: Int) -> Vector3 {
        var sum = Vector3.zero
        for index in 0..<thinned.count(label) { sum += thinned[label, index] }
        return sum / Double(max(thinned.count(label), 1))
    }

    /// The thing on or in which `label` is: over its footprint, at its top or below its rim.
    private func thing(
        below label: Int, low: Double, slack: Double, isBottomHidden: Bool, among objects: [SceneObject],
        tops: [Double]
    ) -> Standing? {
        var best: (overlap: Double, standing: Standing)?
        for (place, top) in tops.enumerated() {
            let isAtTop = abs(low - top) <= slack || (isBottomHidden && low > top - slack)
            let isBelowRim = objects[place].form.hollow > 0.5 && low < top - slack
            guard isAtTop || isBelowRim else { continue }
            let other = objects[place]
            let overlap = overlap(label, other)
            guard overlap > (isAtTop ? 0.35 : 0.6), overlap > best?.overlap ?? 0 else { continue }
            let standing =
                isBelowRim
                ? Standing(support: .inside(other.label), height: nil)
                : Standing(support: .object(other.label), height: top)
            best = (overlap, standing)
        }
        return best?.standing
    }

    /// Share of a thing's points that lie over another's footprint.
    private func overlap(_ label: Int, _ other: SceneObject) -> Double {
        let count = thinned.count(label)
        let level = other.observation.center.dot(scene.up)
        var over = 0
        for index in stride(from: 0, to: count, by: 4) {
            let point = thinned[label, index]
            let beside = point + scene.up * (level - point.dot(scene.up))
            if other.observation.shape.signedDistance(beside) < 0 { over += 4 }
        }
        return Double(over) / Double(max(count, 1))
    }

    /// Fills in which things are within `neighbourGap` of one another.
    func findNeighbours(_ objects: inout [SceneObject]) {
        for a in objects.indices {
            for b in objects.indices where b > a {
                let between = (objects[a].center - objects[b].center).length
                let reach = objects[a].observation.shape.boundingRadius + objects[b].observation.shape.boundingRadius
                guard between < reach + Self.neighbourGap, isNear(objects[a], objects[b]) else { continue }
                objects[a].neighbours.append(objects[b].label)
                objects[b].neighbours.append(objects[a].label)
            }
        }
    }

    private func isNear(_ a: SceneObject, _ b: SceneObject) -> Bool {
        reaches(a.label, b.observation.shape) || reaches(b.label, a.observation.shape)
    }

    /// Whether one of every fourth seen point of a thing is near the completed shape of another.
    private func reaches(_ label: Int, _ shape: Shape) -> Bool {
        let (center, reach) = (shape.center, shape.boundingRadius + Self.neighbourGap)
        for index in stride(from: 0, to: thinned.count(label), by: 4) {
            let (point, apart) = (thinned[label, index], thinned[label, index] - center)
            if apart.dot(apart) < reach * reach, shape.signedDistance(point) < Self.neighbourGap { return true }
        }
        return false
    }

    /// Says of tilted things that they lean against the tallest of their neighbours.
    func findLeaning(_ objects: inout [SceneObject], tilted: [Int]) {
        for index in objects.indices where tilted.contains(objects[index].label) {
            let against = objects.filter { objects[index].neighbours.contains($0.label) }
                .max { top($0) < top($1) }
            guard let against, top(against) > lows[objects[index].label] + 0.01 else { continue }
            objects[index].support = .leaning(against.label)
        }
    }

    private func top(_ object: SceneObject) -> Double {
        object.observation.shape.top(along: scene.up)
    }
}
