/// Spearman's ρ of two equally long series: the correlation of their ranks, ties sharing their average rank.
///
/// 0 where there is nothing to rank: fewer than two pairs, or one series constant.
func spearman(_ x: [Double], _ y: [Double]) -> Double {
    let (a, b) = (averageRanks(x), averageRanks(y))
    let mean = Double(a.count + 1) / 2
    var (covariance, varianceA, varianceB) = (0.0, 0.0, 0.0)
    for (rankA, rankB) in zip(a, b) {
        covariance += (rankA - mean) * (rankB - mean)
        varianceA += (rankA - mean) * (rankA - mean)
        varianceB += (rankB - mean) * (rankB - mean)
    }
    guard varianceA > 0, varianceB > 0 else { return 0 }
    return covariance / (varianceA * varianceB).squareRoot()
}

/// Kendall's τ-b of two equally long series, by Knight's algorithm (1966) in O(n log n); 0 where `spearman` is.
func kendall(_ x: [Double], _ y: [Double]) -> Double {
    let pairs = zip(x, y).sorted { $0 < $1 }
    var byY = pairs.map(\.1)
    let discordant = sortCountingSwaps(&byY)
    let all = pairCount(pairs.count)
    let tiedX = tiedPairs(pairs) { $0.0 == $1.0 }
    let tiedY = tiedPairs(byY, ==)
    let tiedBoth = tiedPairs(pairs, ==)
    guard all > tiedX, all > tiedY else { return 0 }
    return Double(all - tiedX - tiedY + tiedBoth - 2 * discordant)
        / (Double(all - tiedX) * Double(all - tiedY)).squareRoot()
}

func averageRanks(_ values: [Double]) -> [Double] {
    let order = values.indices.sorted { values[$0] < values[$1] }
    var ranks = [Double](repeating: 0, count: values.count)
    var start = 0
    while start < order.count {
        var end = start
        while end < order.count && values[order[end]] == values[order[start]] { end += 1 }
        for index in start..<end { ranks[order[index]] = Double(start + end + 1) / 2 }
        start = end
    }
    return ranks
}

private func pairCount(_ count: Int) -> Int {
    count * (count - 1) / 2
}

/// Pairs of equal neighbours' groups in a sorted series.
private func tiedPairs<Element>(_ sorted: [Element], _ areEqual: (Element, Element) -> Bool) -> Int {
    var (pairs, group) = (0, 1)
    for (left, right) in zip(sorted, sorted.dropFirst()) {
        group = areEqual(left, right) ? group + 1 : 1
        pairs += group - 1
    }
    return pairs
}

/// Merge sort; returns how many pairs stood in falling order.
private func sortCountingSwaps(_ values: inout [Double]) -> Int {
    var swaps = 0
    var width = 1
    var merged = values
    while width < values.count {
        for start in stride(from: 0, to: values.count, by: 2 * width) {
            let middle = min(start + width, values.count)
            let end = min(start + 2 * width, values.count)
            var (left, right) = (start, middle)
            for target in start..<end {
                if left < middle && (right == end || values[left] <= values[right]) {
                    merged[target] = values[left]
                    left += 1
                } else {
                    swaps += middle - left
                    merged[target] = values[right]
                    right += 1
                }
            }
        }
        swap(&values, &merged)
        width *= 2
    }
    return swaps
}
