/// How far measured distances are from the true ones, and whether their σ says so. Metres.
public struct ErrorStatistics: Sendable, Equatable, Encodable {
    public let count: Int
    /// Mean of |error|.
    public let meanAbsolute: Double
    public let medianAbsolute: Double
    public let percentile95Absolute: Double
    /// Mean of |error| / truth, over frames whose truth is not 0.
    public let relative: Double?
    /// Mean of measured − true.
    public let bias: Double
    public let rootMeanSquare: Double
    /// Share of frames whose truth lies within ± 1.96 σ.
    public let coverage95: Double
    public let medianDeviation: Double
    /// Median σ over root mean square error: 1 is honest, below 1 too sure. Absent without any error.
    public let deviationOverError: Double?

    private enum CodingKeys: String, CodingKey {
        case count
        case meanAbsolute = "mae_m"
        case medianAbsolute = "median_m"
        case percentile95Absolute = "p95_m"
        case relative = "abs_rel"
        case bias = "bias_m"
        case rootMeanSquare = "rmse_m"
        case coverage95 = "coverage_95"
        case medianDeviation = "sigma_median_m"
        case deviationOverError = "sigma_over_rmse"
    }

    /// `nil` without any sample.
    init?(_ samples: [(measured: Double, deviation: Double, truth: Double)]) {
        guard !samples.isEmpty else { return nil }
        let errors = samples.map { $0.measured - $0.truth }
        let absolute = errors.map(abs).sorted()
        let relative = samples.filter { $0.truth > 0 }.map { abs($0.measured - $0.truth) / $0.truth }
        count = samples.count
        meanAbsolute = mean(absolute)
        medianAbsolute = quantile(absolute, 0.5)
        percentile95Absolute = quantile(absolute, 0.95)
        self.relative = relative.isEmpty ? nil : mean(relative)
        bias = mean(errors)
        rootMeanSquare = mean(errors.map { $0 * $0 }).squareRoot()
        let covered = samples.filter { abs($0.measured - $0.truth) <= 1.96 * $0.deviation }
        coverage95 = Double(covered.count) / Double(samples.count)
        medianDeviation = quantile(samples.map(\.deviation).sorted(), 0.5)
        deviationOverError = rootMeanSquare > 0 ? medianDeviation / rootMeanSquare : nil
    }
}

/// Mean of a series that is not empty.
func mean(_ values: [Double]) -> Double {
    values.reduce(0, +) / Double(values.count)
}

/// Quantile of a sorted series that is not empty, linear between neighbours as numpy's default.
func quantile(_ sorted: [Double], _ share: Double) -> Double {
    let position = share * Double(sorted.count - 1)
    let below = Int(position)
    let above = min(below + 1, sorted.count - 1)
    return sorted[below] + (position - Double(below)) * (sorted[above] - sorted[below])
}
