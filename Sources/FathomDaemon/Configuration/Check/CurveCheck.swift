import Fathom

/// Questions about a potential Φ(distance) that are answered by trying, in the arithmetic that rewards are computed in.
enum CurveCheck {
    typealias Potential = (Double) -> Double

    /// Whether Φ − 1, the number that `dense` pays, falls at every step of 0.1 mm from 0 to `maxDistance`, metres.
    static func strictlyDecreases(_ potential: Potential, upTo maxDistance: Double) -> Bool {
        firstFlat(potential, upTo: maxDistance) == nil
    }

    /// The first distance, metres, from which Φ − 1 does not fall over the next 0.1 mm.
    static func firstFlat(_ potential: Potential, upTo maxDistance: Double) -> Double? {
        var previous = potential(0)
        guard previous.isFinite else { return 0 }
        let steps = (maxDistance * 10_000).rounded(.up)
        // Beyond any workspace the question is not worth its time.
        for step in stride(from: 1, through: min(steps, 2_000_000), by: 1) {
            let next = potential(min(step / 10_000, maxDistance))
            guard next - 1 < previous - 1 else { return (step - 1) / 10_000 }
            previous = next
        }
        return nil
    }

    /// The first distance, metres, where 1 cm more leaves Φ − 1 unchanged as a 32-bit number, as replay buffers keep it.
    static func firstFlatInFloat(_ potential: Potential, upTo maxDistance: Double) -> Double? {
        let steps = Int((min(maxDistance, 200) * 100).rounded(.down))
        guard steps > 0 else { return nil }
        var previous = Float(potential(0) - 1)
        for step in 1...steps {
            let next = Float(potential(Double(step) / 100) - 1)
            if next == previous { return Double(step - 1) / 100 }
            previous = next
        }
        return nil
    }
}
