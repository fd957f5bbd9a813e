extension Int {
    /// The whole pixels of `start ..< end` that an image of `count` columns or rows has; none when either is NaN.
    static func pixels(_ start: Double, _ end: Double, of count: Int) -> Range<Int> {
        guard start < end, start < Double(count), end > 0 else { return 0..<0 }
        let first = start > 0 ? Int(start) : 0
        let last = end < Double(count) ? Int(end) : count
        return first..<Swift.max(first, last)
    }
}
