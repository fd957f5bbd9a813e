/// One line of the report.
struct Row: Codable {
    var name: String
    var p50: Double?
    var p99: Double?
    /// What it is compared with, in the same run.
    var against: String?
    var againstP50: Double?
    /// How many times faster than `against`.
    var ratio: Double?
    var samples: Int?
    /// A figure that is no duration: allocations, dropped frames, bytes.
    var value: Double?
    /// Budgets in words, as `p50 ≤ 0.15 ms`.
    var budget: String?
    /// Whether all budgets are met; absent without one.
    var isMet: Bool?
    var note: String?

    enum CodingKeys: String, CodingKey {
        case name, against, ratio, samples, value, budget, note
        case p50 = "p50_ms"
        case p99 = "p99_ms"
        case againstP50 = "against_p50_ms"
        case isMet = "met"
    }

    init(_ name: String, _ samples: Samples, against: String? = nil, _ other: Samples? = nil) {
        self.name = name
        p50 = samples.p50
        p99 = samples.p99
        self.samples = samples.count
        self.against = against
        againstP50 = other?.p50
        ratio = other.map { $0.p50 / samples.p50 }
    }

    init(_ name: String, value: Double, note: String? = nil) {
        self.name = name
        self.value = value
        self.note = note
    }

    /// Judges the row.
    func budget(
        p50: Double? = nil, p99: Double? = nil, ratio: Double? = nil, value: Double? = nil, atLeast: Double? = nil
    ) -> Row {
        var row = self
        var words: [String] = []
        var met = true
        func judge(_ actual: Double?, _ limit: Double?, atMost: Bool, _ text: (String) -> String) {
            guard let limit else { return }
            let number = limit == limit.rounded() ? "\(Int(limit))" : "\(limit)"
            words.append(text(number))
            met = met && actual.map { atMost ? $0 <= limit : $0 >= limit } ?? false
        }
        judge(self.p50, p50, atMost: true) { "p50 ≤ \($0) ms" }
        judge(self.p99, p99, atMost: true) { "p99 ≤ \($0) ms" }
        judge(self.ratio, ratio, atMost: false) { "≥ \($0)×" }
        judge(self.value, value, atMost: true) { "≤ \($0)" }
        judge(self.value, atLeast, atMost: false) { "≥ \($0)" }
        row.budget = words.joined(separator: ", ")
        row.isMet = met
        return row
    }

    func note(_ text: String) -> Row {
        var row = self
        row.note = text
        return row
    }
}
