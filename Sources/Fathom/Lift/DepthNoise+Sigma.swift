extension DepthNoise {
    /// Standard deviation in metres of one pixel's depth at depth `z` metres.
    public func sigma(_ z: Double) -> Double {
        switch self {
        case .ideal: 0
        case .structuredLight: 0.0012 + 0.0019 * (z - 0.4) * (z - 0.4)
        case .stereo(let coefficient): coefficient * z * z
        case .constant(let sigma): sigma
        }
    }

    /// Largest depth difference between neighbouring pixels of one surface: 1 cm for a steep one, or what noise makes.
    func step(_ z: Double, footprint: Double) -> Double {
        max(0.004 + 4 * footprint, 6 * sigma(z))
    }

    /// Depth error in metres at depth `z` that neighbouring pixels share. Sensors of these kinds are off by about 1 % of the
    /// depth in slow waves; within one thing 0.4 % is assumed to be left of it.
    func drift(_ z: Double) -> Double {
        switch self {
        case .ideal, .constant: 0
        case .structuredLight, .stereo: 0.004 * z
        }
    }
}
