/// The colour and strength of a scene's light, as far as its pixels tell, and colours freed of it.
///
/// A colour becomes its place in a `ColorNameTable` by three small tables, one a component.
struct SceneLight {
    /// Each component's part of the table's index, for each of its 256 values.
    private var red = InlineArray<256, UInt16>(repeating: 0)
    private var green = InlineArray<256, UInt16>(repeating: 0)
    private var blue = InlineArray<256, UInt16>(repeating: 0)

    /// What each component is multiplied by.
    private(set) var gains = SIMD3<Float>(1, 1, 1)

    init(_ grid: SceneGrid) {
        for value in 0..<256 {
            let corrected = SIMD3(repeating: Float(value)) * gains
            func bits(_ component: Float) -> UInt16 { UInt16(min(component, 255)) >> 3 }
            red[value] = bits(corrected.x) << 10
            green[value] = bits(corrected.y) << 5
            blue[value] = bits(corrected.z)
        }
    }

    /// A colour's place in the table, and what it counts for: highlights and the darkest shadows say little of a thing.
    @inline(__always)
    func look(_ color: UInt32, isInside: Bool) -> (index: Int, weight: UInt32) {
        let (r, g, b) = (Int(color >> 16 & 255), Int(color >> 8 & 255), Int(color & 255))
        let isClipped = min(r, g, b) >= 250 || max(r, g, b) < 16
        let index = Int(red[r] | green[g] | blue[b])
        return (index, isInside ? (isClipped ? 2 : 4) : 1)
    }
}
