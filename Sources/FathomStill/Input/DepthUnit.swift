internal import Foundation

/// Tells a wrong unit of depth by what no camera sees.
enum DepthUnit {
    /// Metres: a depth image that lies nearer or farther altogether is in another unit.
    static let plausible = 0.01...50.0
    /// Metres a count, of cameras and data sets in use: millimetres, then those of 1/5000 and 1/10000 m.
    private static let common = [0.001, 0.0002, 0.0001]

    /// - Parameters:
    ///   - meters: as read with `unit`, 0 where invalid.
    ///   - unit: metres a count; `nil` where the file holds metres.
    static func check(_ meters: [Float], unit: Double?, file: String) throws(StillError) {
        let valid = meters.filter { $0 > 0 && $0.isFinite }.sorted()
        guard let first = valid.first, let last = valid.last else {
            throw .malformed(file: file, expected: "a pixel with a depth", found: "no valid depth at all")
        }
        // A hundredth may be flying pixels.
        let slack = valid.count / 100
        let (low, high) = (Double(valid[slack]), Double(valid[valid.count - 1 - slack]))
        guard low > plausible.upperBound || high < plausible.lowerBound else { return }
        let middle = Double(valid[valid.count / 2])
        throw .malformed(
            file: file, expected: "depth between 1 cm and 50 m",
            found: "\(words(Double(first))) … \(words(Double(last))): the unit looks wrong\(advice(middle, unit))")
    }

    private static func advice(_ middle: Double, _ unit: Double?) -> String {
        guard let unit else { return "; a point cloud's coordinates must be metres" }
        let fitting = common.map { (unit: $0, middle: middle / unit * $0) }.filter { 0.1...20 ~= $0.middle }
            .sorted { abs(log($0.middle)) < abs(log($1.middle)) }
        guard let best = fitting.first else { return "" }
        let others = fitting.dropFirst().map { ", \($0.unit.plain) at \(words($0.middle))" }.joined()
        return "; --depth-unit \(best.unit.plain) would put the middle at \(words(best.middle))\(others)"
    }

    private static func words(_ meters: Double) -> String {
        meters < 0.01
            ? String(format: "%.2g mm", meters * 1000) : String(format: meters < 10 ? "%.2f m" : "%.0f m", meters)
    }
}

extension Double {
    /// Without an exponent: 0.0001.
    fileprivate var plain: String {
        String(format: "%.4f", self).replacing(/0+$/, with: "")
    }
}
