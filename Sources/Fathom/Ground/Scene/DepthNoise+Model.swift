internal import FathomKernels

extension DepthNoise {
    /// σ(z) as a polynomial of z: every preset is one of degree two.
    private var coefficients: (Float, Float, Float) {
        let base = sigma(0)
        let one = sigma(1) - base
        let two = sigma(2) - base
        let square = (two - 2 * one) / 2
        return (Float(base), Float(one - square), Float(square))
    }

    /// How far depths `pixels` pixels apart may differ on one surface, seen at up to 70° from its normal.
    func model(_ projection: Projection, pixels: Int) -> fathom_depth_model {
        let (base, linear, square) = coefficients
        let footprint = projection.footprint(depth: 1) * Double(pixels)
        return fathom_depth_model(
            sigma: (base, linear, square), step: 0.004, step_slope: Float(2.7 * footprint))
    }
}
