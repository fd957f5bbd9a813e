/// The last potentials of a session as a row of bars, newest on the right: `▁▂▄ ▆█`, a gap where there was none.
///
/// Bars stand for 0 to 1, whatever came, so that rows of several sessions compare. Holds at most `capacity` numbers.
struct Sparkline: Sendable {
    static let capacity = 20
    private static let bars = Array("▁▂▃▄▅▆▇█")
    private var potentials: [Double?] = []

    mutating func append(_ potential: Double?) {
        if potentials.count == Self.capacity { potentials.removeFirst() }
        potentials.append(potential)
    }

    /// One character a potential.
    var text: String {
        String(potentials.map(Self.bar))
    }

    private static func bar(_ potential: Double?) -> Character {
        guard let potential, !potential.isNaN else { return " " }
        let level = min(max(potential, 0), 1) * Double(bars.count - 1)
        return bars[Int(level.rounded())]
    }
}
