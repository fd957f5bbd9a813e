/// How well each of 32×32×32 sRGB colours deserves a set of colour names: 0 not at all, 255 fully.
///
/// One look-up a pixel, whatever the colour space behind it.
public final class ColorTable: Sendable {
    public static let size = 32 * 32 * 32

    // Filled in init, read-only afterwards, freed in deinit.
    nonisolated(unsafe) public let weights: UnsafePointer<UInt8>

    /// The table of any of `names`.
    public init(_ names: [ColorName]) {
        let table = UnsafeMutablePointer<UInt8>.allocate(capacity: Self.size)
        for index in 0..<Self.size {
            let color = OKLab(
                red: Self.component(index >> 10), green: Self.component(index >> 5), blue: Self.component(index))
            let weight = names.map { $0.membership(color) }.max() ?? 0
            table[index] = UInt8((weight * 255).rounded())
        }
        weights = UnsafePointer(table)
    }

    deinit {
        weights.deallocate()
    }

    /// Centre of a 5-bit component's bin, but the ends exact: most blacks and whites of renderers are.
    static func component(_ bits: Int) -> Double {
        Double(bits & 31) / 31
    }
}
