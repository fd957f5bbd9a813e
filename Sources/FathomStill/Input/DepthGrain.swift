internal import Fathom

/// How noisy a depth image is, by what neighbouring pixels say.
struct DepthGrain {
    /// Median over the picture of a pixel's standard deviation, metres.
    let sigma: Double
    /// The same over what `expected` has there.
    let ratio: Double

    /// `nil` where too few pixels lie between two of their surface.
    ///
    /// On a smooth surface z(u−1) − 2 z(u) + z(u+1) is noise alone, of variance 6 σ²; the median forgives edges.
    init?(_ depth: [Float], width: Int, height: Int, over expected: DepthNoise) {
        var sigmas: [Double] = []
        var ratios: [Double] = []
        for v in stride(from: 1, to: height, by: 4) {
            for u in stride(from: 1, to: width - 1, by: 4) {
                let (left, z, right) = (depth[v * width + u - 1], depth[v * width + u], depth[v * width + u + 1])
                guard left > 0, z > 0, right > 0, abs(left - right) < Self.sameSurface * z else { continue }
                let sigma = Double(abs(left - 2 * z + right)) * Self.sigmaPerDifference
                sigmas.append(sigma)
                ratios.append(sigma / max(expected.sigma(Double(z)), 1e-6))
            }
        }
        guard sigmas.count >= Self.fewest else { return nil }
        sigmas.sort()
        ratios.sort()
        sigma = sigmas[sigmas.count / 2]
        ratio = ratios[ratios.count / 2]
    }

    /// Of the depth: what differs by more is two surfaces.
    private static let sameSurface: Float = 0.2
    private static let fewest = 1000
    /// The median of |x| is 0.6745 of a normal x's standard deviation.
    private static let sigmaPerDifference = 1 / (0.6745 * 6.0.squareRoot())
}
