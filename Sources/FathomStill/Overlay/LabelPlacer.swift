/// Finds room for labels: inside the picture, off each other, near what they name, off what is to be seen.
struct LabelPlacer {
    private let width: Double
    private let height: Double
    private var taken: [Area] = []
    /// What is better left visible, with its weight a pixel.
    private var shown: [(area: Area, weight: Double)] = []

    private static let gap = 4.0

    init(width: Double, height: Double) {
        (self.width, self.height) = (width, height)
    }

    /// Nothing is put there.
    mutating func block(_ area: Area) {
        taken.append(area)
    }

    /// Little is put there.
    mutating func avoid(_ area: Area, weight: Double) {
        shown.append((area, weight))
    }

    /// Keeps labels off a line.
    mutating func avoid(from: Spot, to: Spot, width: Double) {
        let steps = max(Int((to - from).length / width), 1)
        for step in 0...steps {
            let spot = from + (to - from) * (Double(step) / Double(steps))
            avoid(Area(x: spot.x - width / 2, y: spot.y - width / 2, width: width, height: width), weight: 8)
        }
    }

    /// The best free place for a label of this size about `anchor`, which is taken then; `nil` when there is none.
    /// - Parameter isOver: whether it is best put on the anchor itself.
    mutating func place(
        width labelWidth: Double, height labelHeight: Double, about anchor: Area, isOver: Bool = false
    ) -> Area? {
        var best: (area: Area, cost: Double)?
        let margin = isOver ? 1 : Self.gap
        let columns = Self.steps(
            from: margin, to: width - labelWidth - margin,
            preferring: [
                anchor.center.x - labelWidth / 2, anchor.x, anchor.x + anchor.width - labelWidth,
                anchor.x + anchor.width + margin, anchor.x - labelWidth - margin,
            ])
        let rows = Self.steps(
            from: margin, to: height - labelHeight - margin,
            preferring: [
                anchor.y - labelHeight - margin, anchor.y + anchor.height + margin, anchor.center.y - labelHeight / 2,
            ])
        for y in rows {
            for x in columns {
                let area = Area(x: x, y: y, width: labelWidth, height: labelHeight)
                guard taken.allSatisfy({ $0.overlap(area.grown(margin)) == 0 }) else { continue }
                let cost = isOver ? (area.center - anchor.center).length : cost(area, anchor)
                if cost < best?.cost ?? .infinity { best = (area, cost) }
            }
        }
        if let best { taken.append(best.area) }
        return best?.area
    }

    private func cost(_ area: Area, _ anchor: Area) -> Double {
        // The gap between label and anchor, and a little for not being centred above.
        let across = max(anchor.x - area.x - area.width, area.x - anchor.x - anchor.width, 0)
        let down = max(anchor.y - area.y - area.height, area.y - anchor.y - anchor.height, 0)
        let away = (across * across + down * down).squareRoot()
        let sideways = abs(area.center.x - anchor.center.x) + 0.5 * max(area.center.y - anchor.y, 0)
        let hidden = shown.reduce(0) { $0 + $1.weight * $1.area.overlap(area) }
        return away + 0.15 * sideways + 0.02 * hidden
    }

    /// Every few pixels, and the places that look best.
    private static func steps(from low: Double, to high: Double, preferring best: [Double]) -> [Double] {
        guard low <= high else { return [] }
        return best.map { min(max($0, low), high) } + Array(stride(from: low, through: high, by: 8))
    }
}
