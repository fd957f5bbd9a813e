extension Vantage {
    /// How well thing `index` stands in the relation to thing `anchor`, in [0, 1].
    func degree(_ kind: RelationKind, _ index: Int, _ anchor: Int) -> Double {
        guard index != anchor else { return 0 }
        let (place, other) = (places[index], places[anchor])
        // Half-way out from the other's middle towards its edge a thing begins to be beside it.
        let aside = (place.right - other.right) / max((place.halfWidth + other.halfWidth) / 2, 0.01)
        let apart = (place.away - other.away) / max((place.halfDepth + other.halfDepth) / 2, 0.01)
        switch kind {
        case .leftOf: return Self.ramp(-aside, 0.2, 0.9)
        case .rightOf: return Self.ramp(aside, 0.2, 0.9)
        case .behind: return Self.ramp(apart, 0.2, 0.9)
        case .inFrontOf: return Self.ramp(-apart, 0.2, 0.9)
        case .on: return rests(index, on: anchor)
        case .in: return lies(index, in: anchor)
        case .under: return rests(anchor, on: index)
        case .nextTo: return nearness(index, anchor)
        // By comparison among all that fit.
        case .between, .nearestTo, .farthestFrom: return 1
        }
    }

    /// How well the middle of thing `index` lies between two others, in [0, 1].
    func between(_ index: Int, _ first: Int, _ second: Int) -> Double {
        guard index != first, index != second, first != second else { return 0 }
        let start = center(first)
        let axis = center(second) - start
        let offset = center(index) - start
        let length = axis.length
        guard length > 1e-6 else { return 0 }
        let along = axis.dot(offset) / (length * length)
        let aside = (offset - axis * along).length
        // Within the corridor that the two things span, and the thing's own half-width.
        let corridor = 0.25 * length + radius(index)
        return Self.ramp(min(along, 1 - along), 0, 0.15) * (1 - Self.ramp(aside, 0.7 * corridor, 1.3 * corridor))
    }

    /// On it, or on something on it: less surely with each step.
    private func rests(_ index: Int, on anchor: Int) -> Double {
        var (current, belief) = (index, 1.0)
        for _ in 0..<4 {
            switch objects[current].support {
            case .object(let label), .leaning(let label):
                guard let below = scene.place(of: label) else { return 0 }
                if below == anchor { return belief }
                (current, belief) = (below, belief * 0.6)
            case .inside(let label):
                return label == objects[anchor].label ? belief * 0.5 : 0
            case .plane:
                return 0
            case .nothing:
                return belief * stacking(current, anchor)
            }
        }
        return 0
    }

    private func lies(_ index: Int, in anchor: Int) -> Double {
        switch objects[index].support {
        case .inside(let label): return label == objects[anchor].label ? 1 : 0
        case .object(let label) where label == objects[anchor].label:
            // Things in a bowl are easily taken for things on it.
            return objects[anchor].form.hollow > 0.3 ? 0.7 : 0.2
        default: return objects[anchor].observation.shape.signedDistance(center(index)) < 0 ? 0.7 : 0
        }
    }

    /// Where what a thing rests on was not made out: whether it is just above the other.
    private func stacking(_ index: Int, _ anchor: Int) -> Double {
        let step = abs(places[index].base - places[anchor].top)
        let offset = center(index) - center(anchor)
        let level = offset - up * up.dot(offset)
        return (1 - Self.ramp(step, 0.01, 0.04)) * (1 - Self.ramp(level.length, radius(anchor), 1.5 * radius(anchor)))
    }

    /// 1 for things that touch, one half for a gap as wide as the two are on average.
    private func nearness(_ index: Int, _ anchor: Int) -> Double {
        let scale = max((objects[index].longest + objects[anchor].longest) / 2, 0.03)
        let share = gap(index, anchor) / scale
        return 1 / (1 + share * share * share * share)
    }

    private func radius(_ index: Int) -> Double {
        (objects[index].size.x + objects[index].size.y) / 4
    }

    private func center(_ index: Int) -> Vector3 {
        objects[index].observation.shape.center
    }

    static func ramp(_ x: Double, _ low: Double, _ high: Double) -> Double {
        min(max((x - low) / (high - low), 0), 1)
    }
}
