internal import Fathom

/// Names of depth sensors, as in the daemon's configuration.
public enum Sensor {
    /// Pictures in files come from cameras, most of them of this kind.
    public static let defaultName = "structured-light"

    static let rule = "ideal, structured-light, stereo=COEFFICIENT (1/metres) or sigma=METRES"

    static func noise(_ text: String) throws(StillError) -> DepthNoise {
        switch text {
        case "ideal": return .ideal
        case "structured-light": return .structuredLight
        default:
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if parts.count == 2, let value = Double(parts[1]), value > 0, value <= 1 {
                if parts[0] == "stereo" { return .stereo(coefficient: value) }
                if parts[0] == "sigma" { return .constant(value) }
            }
            throw .argument(name: "--noise", expected: rule, found: "'\(text.shortened)'")
        }
    }
}
