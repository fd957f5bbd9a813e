/// The colour and strength of a scene's light, as far as its pixels tell, and colours freed of it.
///
/// The cast is the one under which enough of the picture is grey, and cameras balance their pictures: a slight cast is likelier
/// than a strong one. Enough is little, so that a wooden table that fills the picture is not taken for a grey one in warm light
/// (grey points instead of a grey world, as in Huo et al., "Robust automatic white balance algorithm using gray color points
/// in images", 2006). The brightest twentieth gives the exposure; it may as well be a grey thing as a white one in too little
/// light, so that half of what it asks for is done.
struct SceneLight {
    /// What each component is multiplied by.
    let gains: SIMD3<Float>

    /// Cells that are looked at in each direction: one in so many.
    private static let stride = 6
    /// What is clipped stays white; a scene with nothing white in it is not made brighter than that.
    private static let exposureLimits: ClosedRange<Float> = 1...1.5
    /// The value that the brightest twentieth of a well exposed picture reaches.
    private static let bright: Float = 235

    init(_ cells: GridCells) {
        let cast = Self.cast(cells)
        gains = cast * (1 + Self.exposure(cells, cast)) / 2
    }

    /// A colour's place in the table, and what it counts for: highlights and the darkest shadows say little of a thing.
    @inline(__always)
    func look(_ color: UInt32, isInside: Bool) -> (index: Int, weight: UInt32) {
        let (r, g, b) = (color >> 16 & 255, color >> 8 & 255, color & 255)
        let isClipped = min(r, g, b) >= 250 || max(r, g, b) < 16
        let (red, green, blue) = (gains.x * Float(r), gains.y * Float(g), gains.z * Float(b))
        func bits(_ component: Float) -> Int { Int(min(component, 255)) >> 3 }
        return (bits(red) << 10 | bits(green) << 5 | bits(blue), isInside ? (isClipped ? 2 : 4) : 1)
    }

    private static func cast(_ cells: GridCells) -> SIMD3<Float> {
        var votes = CastVotes()
        forEachSample(cells) { votes.add($0) }
        return votes.gains
    }

    private static func exposure(_ cells: GridCells, _ cast: SIMD3<Float>) -> Float {
        var counts = InlineArray<64, Int>(repeating: 0)
        var total = 0
        forEachSample(cells) { color in
            let lit = color * cast
            counts[Int(min(max(lit.x, lit.y, lit.z), 255)) >> 2] += 1
            total += 1
        }
        var (bin, above) = (63, 0)
        while bin > 0, (above + counts[bin]) * 20 <= total {
            above += counts[bin]
            bin -= 1
        }
        guard total > 0, bin > 0 else { return 1 }
        return min(max(bright / Float(bin * 4 + 2), exposureLimits.lowerBound), exposureLimits.upperBound)
    }

    @inline(__always)
    private static func forEachSample(_ cells: GridCells, _ body: (SIMD3<Float>) -> Void) {
        for row in Swift.stride(from: stride / 2, to: cells.height, by: stride) {
            for column in Swift.stride(from: stride / 2, to: cells.width, by: stride) {
                let color = cells.color[row * cells.width + column]
                body(SIMD3(Float(color >> 16 & 255), Float(color >> 8 & 255), Float(color & 255)))
            }
        }
    }
}
