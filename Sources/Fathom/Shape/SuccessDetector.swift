/// Whether the task is done: near for K of the last N measured frames, and every gate holds.
struct SuccessDetector: Sendable {
    let configuration: SuccessConfiguration
    /// One bit a measured frame, the newest lowest: was it near?
    private var history: UInt64 = 0

    init(_ configuration: SuccessConfiguration) {
        self.configuration = configuration
    }

    mutating func beginEpisode() {
        history = 0
    }

    func isNear(_ meters: Double) -> Bool {
        meters < configuration.within
    }

    /// Takes a distance measured in this frame; one that was predicted never enters.
    mutating func advance(measured meters: Double) {
        let mask: UInt64 = configuration.window >= 64 ? .max : (1 << UInt64(configuration.window)) - 1
        history = (history << 1 | (isNear(meters) ? 1 : 0)) & mask
    }

    /// Whether success holds at a frame with this distance. A predicted distance cannot create success, but it can
    /// deny it: a gripper that moved off a hidden target is not there any more.
    func holds(_ meters: Double, isMeasured: Bool, scalars: [NamedScalar]) -> Bool {
        history.nonzeroBitCount >= configuration.required && (isMeasured || isNear(meters)) && gatesHold(scalars)
    }

    func gatesHold(_ scalars: [NamedScalar]) -> Bool {
        for gate in configuration.gates where !gate.holds(for: scalars) { return false }
        return true
    }
}

extension SuccessGate {
    /// A scalar that is missing or no finite number fails the gate; one sent twice must pass twice.
    func holds(for scalars: [NamedScalar]) -> Bool {
        var isPresent = false
        for candidate in scalars where candidate.name == scalar {
            guard candidate.value.isFinite, compare(candidate.value) else { return false }
            isPresent = true
        }
        return isPresent
    }

    private func compare(_ value: Double) -> Bool {
        switch relation {
        case .less: value < threshold
        case .greater: value > threshold
        case .lessOrEqual: value <= threshold
        case .greaterOrEqual: value >= threshold
        }
    }
}
