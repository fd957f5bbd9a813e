internal import Foundation

/// Foundation's functions under names that do not clash with those of a file that imports none.
enum Trigonometry {
    static func sine(_ angle: Double) -> Double { sin(angle) }
    static func cosine(_ angle: Double) -> Double { cos(angle) }
    static func tangent(_ angle: Double) -> Double { tan(angle) }
    static func logarithm(_ x: Double) -> Double { log(x) }
}
