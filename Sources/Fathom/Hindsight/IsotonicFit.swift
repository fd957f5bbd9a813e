/// The never falling sequence with the least sum of squared differences from a given one: pool adjacent violators
/// (Ayer et al. 1955).
enum IsotonicFit {
    private struct Block {
        var sum: Double
        var count: Int
        var mean: Double { sum / Double(count) }
    }

    static func fit(_ values: [Double]) -> [Double] {
        var blocks: [Block] = []
        for value in values {
            blocks.append(Block(sum: value, count: 1))
            while blocks.count > 1, blocks[blocks.count - 2].mean > blocks[blocks.count - 1].mean {
                let last = blocks.removeLast()
                blocks[blocks.count - 1].sum += last.sum
                blocks[blocks.count - 1].count += last.count
            }
        }
        return blocks.flatMap { Array(repeating: $0.mean, count: $0.count) }
    }

    /// The same of what is there; what is not stays so.
    static func fit(_ values: [Double?]) -> [Double?] {
        var fitted = fit(values.compactMap(\.self)).makeIterator()
        return values.map { $0 == nil ? nil : fitted.next() }
    }
}
