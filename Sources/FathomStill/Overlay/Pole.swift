internal import Fathom

extension PixelMask {
    /// The pixel farthest from the mask's outline, and how far that is: where a mark for it is best put.
    var pole: (x: Int, y: Int, distance: Double)? {
        guard let box = bounds else { return nil }
        let (columns, rows) = (box.xMax - box.xMin + 3, box.yMax - box.yMin + 3)
        // City-block distances weighed 3 and 4 (Borgefors 1986), with a rim of pixels outside.
        var distances = [Int](repeating: 0, count: columns * rows)
        func relax(_ cell: Int, _ neighbours: [(Int, Int)]) {
            guard distances[cell] > 0 else { return }
            for (offset, step) in neighbours { distances[cell] = min(distances[cell], distances[cell + offset] + step) }
        }
        for y in box.yMin...box.yMax {
            for x in box.xMin...box.xMax where self[x, y] {
                distances[(y - box.yMin + 1) * columns + x - box.xMin + 1] = Int.max / 2
            }
        }
        let before = [(-1, 3), (-columns, 3), (-columns - 1, 4), (-columns + 1, 4)]
        for cell in (columns + 1)..<(distances.count - columns - 1) { relax(cell, before) }
        let after = before.map { (-$0.0, $0.1) }
        for cell in ((columns + 1)..<(distances.count - columns - 1)).reversed() { relax(cell, after) }
        guard let best = distances.indices.max(by: { distances[$0] < distances[$1] }) else { return nil }
        return (best % columns - 1 + box.xMin, best / columns - 1 + box.yMin, Double(distances[best]) / 3)
    }
}
