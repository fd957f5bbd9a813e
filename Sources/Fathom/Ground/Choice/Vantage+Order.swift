extension Vantage {
    /// Probability that thing `first` comes before thing `second` in the selector's order.
    ///
    /// One half where they are the same at its measure; certain where they differ by more than a person would let pass.
    func precedes(_ selector: Selector, _ first: Int, _ second: Int) -> Double {
        let (a, b) = (places[first], places[second])
        switch selector {
        case .left: return Self.order(a.right, b.right, within: Self.sideways(a, b))
        case .right: return Self.order(b.right, a.right, within: Self.sideways(a, b))
        case .nearest: return nearer(first, second)
        case .farthest: return nearer(second, first)
        case .largest: return Self.longer(objects[first].longest, objects[second].longest)
        case .smallest: return Self.longer(objects[second].longest, objects[first].longest)
        case .top: return higher(a, b)
        case .bottom: return higher(b, a)
        // The order that the middle is the middle of.
        case .middle: return Self.order(a.right, b.right, within: Self.sideways(a, b))
        case .tallest: return Self.longer(objects[first].size.z, objects[second].size.z)
        case .shortest: return Self.longer(objects[second].size.z, objects[first].size.z)
        case .longest: return Self.longer(objects[first].longest, objects[second].longest)
        case .widest: return Self.longer(objects[first].size.x, objects[second].size.x)
        case .thinnest: return Self.longer(objects[second].size.y, objects[first].size.y)
        }
    }

    /// Probability that thing `first` is nearer to thing `anchor` than `second` is.
    func precedes(nearestTo anchor: Int, _ first: Int, _ second: Int) -> Double {
        let (a, b) = (gap(first, anchor), gap(second, anchor))
        return Self.order(a, b, within: 0.01 + 0.1 * min(a, b))
    }

    /// Sides are measured to about a tenth.
    static func longer(_ first: Double, _ second: Double) -> Double {
        order(second, first, within: 0.12 * max(first, second))
    }

    /// 1 where a < b by more than the margin, one half where they are equal, straight between.
    static func order(_ a: Double, _ b: Double, within margin: Double) -> Double {
        ramp(b - a, -margin, margin)
    }

    private func nearer(_ first: Int, _ second: Int) -> Double {
        let (a, b) = (objects[first].nearest, objects[second].nearest)
        return Self.order(a, b, within: 0.005 + 0.01 * min(a, b))
    }

    /// Half of the smaller's half-width.
    private static func sideways(_ a: Place, _ b: Place) -> Double {
        max(0.5 * min(a.halfWidth, b.halfWidth), 0.005)
    }

    /// On a stack by what they stand on; on one level by where they are in the image.
    private func higher(_ a: Place, _ b: Place) -> Double {
        if abs(a.base - b.base) > 0.015 { return a.base > b.base ? 1 : 0 }
        return Self.order(a.below, b.below, within: Self.sideways(a, b))
    }
}
