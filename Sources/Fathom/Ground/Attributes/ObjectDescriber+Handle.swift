extension ObjectDescriber {
    /// Adds the points of a handle to those of a thing that is said to have one: a handle touches it in two thin places, so that
    /// the scene has it as a thing of its own.
    /// - Parameter points: of the thing, in the scene's frame.
    func gatherHandle(_ grid: SceneGrid, of label: Int, _ scene: SceneContext, into points: PointBuffer) {
        let cells = GridCells(grid)
        let body = tallies[label]
        // A real sensor mixes what is thin with what is behind it.
        let companions = noise == .ideal ? 2 : 3
        guard let color = body.meanColor(label, cells) else { return }
        for other in 1..<tallies.count where other != label && isHandle(tallies[other], of: body) {
            let piece = tallies[other]
            guard let own = piece.meanColor(other, cells),
                SceneColor.isShade(own, of: color, sine: 0.12, ratio: 3), touches(cells, other, piece, label)
            else { continue }
            for row in piece.bounds.yMin...piece.bounds.yMax {
                for column in piece.bounds.xMin...piece.bounds.xMax {
                    let cell = row * cells.width + column
                    guard cells.labels[cell] == UInt16(other), cells.z[cell] > 0,
                        cells.companions(cell, column, row, UInt16(other)) >= companions
                    else { continue }
                    points.append(scene.frameFromCamera(cells.point(cell)))
                }
            }
        }
    }

    /// Whether a piece is small beside the thing, at its side, and at about its depth.
    private func isHandle(_ piece: ObjectTally, of body: ObjectTally) -> Bool {
        let (own, its) = (body.bounds, piece.bounds)
        let (width, height) = (own.xMax - own.xMin + 1, own.yMax - own.yMin + 1)
        guard piece.measured * 5 < body.measured, piece.measured >= 4, body.measured > 0 else { return false }
        return its.xMax >= own.xMin - width / 2 && its.xMin <= own.xMax + width / 2
            && its.yMin >= own.yMin - height / 8 && its.yMax <= own.yMax + height / 8
            && abs(piece.meanDepth - body.meanDepth) < 0.1 * body.meanDepth
    }

    /// Whether a cell of `piece` is within three cells of one of `label`.
    private func touches(_ cells: GridCells, _ piece: Int, _ tally: ObjectTally, _ label: Int) -> Bool {
        for row in tally.bounds.yMin...tally.bounds.yMax {
            for column in tally.bounds.xMin...tally.bounds.xMax
            where cells.labels[row * cells.width + column] == UInt16(piece) {
                for y in max(row - 3, 0)...min(row + 3, cells.height - 1) {
                    for x in max(column - 3, 0)...min(column + 3, cells.width - 1)
                    where cells.labels[y * cells.width + x] == UInt16(label) {
                        return true
                    }
                }
            }
        }
        return false
    }
}

extension ObjectTally {
    /// Of what is seen of it; `nil` where there is no colour.
    func meanColor(_ label: Int, _ cells: GridCells) -> SIMD3<Float>? {
        guard bounds.yMin <= bounds.yMax, bounds.xMin <= bounds.xMax else { return nil }
        var (sum, seen) = (SIMD3<Float>.zero, Float(0))
        for row in bounds.yMin...bounds.yMax {
            for column in bounds.xMin...bounds.xMax {
                let cell = row * cells.width + column
                guard cells.labels[cell] == UInt16(label), cells.z[cell] > 0 else { continue }
                sum += SceneColor.channels(cells.color[cell])
                seen += 1
            }
        }
        guard seen > 0, sum != .zero else { return nil }
        return sum / seen
    }
}
