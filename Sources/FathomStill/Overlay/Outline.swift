internal import Fathom

/// The smooth outlines of a mask, for drawing.
enum Outline {
    /// Closed outlines in pixels of the picture times `scale`; specks and pinholes are left out.
    static func trace(_ mask: PixelMask, scale: Double) -> [[Spot]] {
        let loops = loops(closed(mask))
        let largest = loops.map { abs(area($0)) }.max() ?? 0
        return loops.filter { abs(area($0)) >= max(16, 0.01 * largest) }.map { smooth($0, scale: scale) }
    }

    /// The mask with gaps of up to four pixels closed: a sensor leaves holes that a person does not see.
    private static func closed(_ mask: PixelMask) -> PixelMask {
        var closed = mask
        let reach = 2
        guard let box = mask.bounds else { return mask }
        // Room for what grows and for what is looked at around that; what is left out lies outside of the picture.
        let columns = max(box.xMin - 2 * reach, 0)...min(box.xMax + 2 * reach, mask.width - 1)
        let rows = max(box.yMin - 2 * reach, 0)...min(box.yMax + 2 * reach, mask.height - 1)
        var grown = PixelMask(width: mask.width, height: mask.height)
        for y in rows {
            for x in columns where mask[x, y] {
                for (dx, dy) in disc where columns.contains(x + dx) && rows.contains(y + dy) {
                    grown[x + dx, y + dy] = true
                }
            }
        }
        for y in rows {
            for x in columns where grown[x, y] && !mask[x, y] {
                var isHeld = true
                for (dx, dy) in disc where isHeld && columns.contains(x + dx) && rows.contains(y + dy) {
                    isHeld = grown[x + dx, y + dy]
                }
                closed[x, y] = isHeld
            }
        }
        return closed
    }

    /// Pixels within a little more than two of a pixel.
    private static let disc: [(Int, Int)] = (-2...2).flatMap { dy in
        (-2...2).filter { abs($0) + abs(dy) <= 3 }.map { ($0, dy) }
    }

    /// Closed walks along pixel edges with the mask to their right.
    private static func loops(_ mask: PixelMask) -> [[Spot]] {
        guard let box = mask.bounds else { return [] }
        let stride = mask.width + 1
        // From each corner of the pixel grid, the corners that an edge leads to: at most two.
        var edges: [Int: [Int]] = [:]
        func isInside(_ x: Int, _ y: Int) -> Bool {
            x >= 0 && y >= 0 && x < mask.width && y < mask.height && mask[x, y]
        }
        for y in box.yMin...box.yMax {
            for x in box.xMin...box.xMax where mask[x, y] {
                let corner = y * stride + x
                if !isInside(x, y - 1) { edges[corner, default: []].append(corner + 1) }
                if !isInside(x + 1, y) { edges[corner + 1, default: []].append(corner + 1 + stride) }
                if !isInside(x, y + 1) { edges[corner + 1 + stride, default: []].append(corner + stride) }
                if !isInside(x - 1, y) { edges[corner + stride, default: []].append(corner) }
            }
        }
        var loops: [[Spot]] = []
        for start in edges.keys.sorted() {
            while edges[start]?.isEmpty == false {
                var (loop, corner) = ([Spot](), start)
                while let next = edges[corner]?.popLast() {
                    loop.append(Spot(Double(corner % stride) - 0.5, Double(corner / stride) - 0.5))
                    corner = next
                }
                loops.append(loop)
            }
        }
        return loops
    }

    private static func area(_ loop: [Spot]) -> Double {
        var sum = 0.0
        for index in loop.indices {
            let next = loop[(index + 1) % loop.count]
            sum += loop[index].x * next.y - next.x * loop[index].y
        }
        return sum / 2
    }

    /// Each corner the mean of its neighbours: stairs become lines.
    private static func smooth(_ loop: [Spot], scale: Double) -> [Spot] {
        let reach = min(3, loop.count / 8)
        return loop.indices.map { index in
            var sum = Spot(0, 0)
            for offset in -reach...reach { sum = sum + loop[(index + offset + loop.count) % loop.count] }
            let mean = sum * (1 / Double(2 * reach + 1))
            // Pixel centres are at integers, cairo's at halves.
            return Spot((mean.x + 0.5) * scale, (mean.y + 0.5) * scale)
        }
    }
}
