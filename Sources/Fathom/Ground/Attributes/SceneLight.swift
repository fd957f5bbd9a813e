/// The colour and strength of a scene's light, as far as its pixels tell, and colours freed of it.
///
/// What is nearly grey is taken to be grey: the mean of those pixels, brighter ones for more, gives the cast (grey world on
/// near-neutral pixels, as in Huo et al., "Robust automatic white balance algorithm using gray color points in images",
/// 2006). The brightest twentieth gives the exposure.
struct SceneLight {
    /// What each component is multiplied by.
    let gains: SIMD3<Float>

    /// By how much a grey pixel's red and blue may differ from its green; more than the casts of lamps left by a camera's own
    /// white balance.
    private static let neutral: Float = 1.35
    /// Cells that are looked at in each direction: one in so many.
    private static let stride = 6
    private static let fewest: Float = 100
    private static let castLimit: Float = 1.35
    /// What is clipped stays white; a scene with nothing white in it is not made brighter than that.
    private static let exposureLimits: ClosedRange<Float> = 1...1.5
    /// The value that the brightest twentieth of a well exposed picture reaches.
    private static let bright: Float = 235

    init(_ cells: GridCells) {
        let cast = Self.cast(cells)
        gains = cast * Self.exposure(cells, cast)
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
        var gains = SIMD3<Float>(1, 1, 1)
        for _ in 0..<3 {
            var (sum, count) = (SIMD3<Float>.zero, Float(0))
            forEachSample(cells) { color in
                let corrected = color * gains
                guard min(color.x, color.y, color.z) > 12, isNear(corrected.x, corrected.y),
                    isNear(corrected.z, corrected.y)
                else { return }
                let brightness = max(color.x, color.y, color.z)
                sum += color * brightness * brightness
                count += 1
            }
            guard count >= fewest else { break }
            gains = SIMD3(limited(sum.y / sum.x), 1, limited(sum.y / sum.z))
        }
        return gains
    }

    @inline(__always)
    private static func isNear(_ component: Float, _ green: Float) -> Bool {
        component < neutral * green && green < neutral * component
    }

    private static func limited(_ gain: Float) -> Float {
        min(max(gain, 1 / castLimit), castLimit)
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
