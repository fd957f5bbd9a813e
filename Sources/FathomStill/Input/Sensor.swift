internal import Fathom

/// Names of depth sensors, as in the daemon's configuration.
public enum Sensor {
    /// A structured-light sensor, or what the picture shows where that is noisier.
    public static let defaultName = "auto"

    static let rule = "auto, ideal, structured-light, stereo=COEFFICIENT (1/metres) or sigma=METRES"

    /// - Parameter grain: how noisy the picture is, over a structured-light sensor's.
    static func noise(_ text: String, grain: @autoclosure () -> DepthGrain?) throws(StillError) -> DepthNoise {
        switch text {
        case "auto":
            // Pictures in files come from cameras, most of them of this kind; up to half as much again is such a sensor's too.
            if let grain = grain(), grain.ratio > 1.5 { return .constant(grain.sigma) }
            return .structuredLight
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
