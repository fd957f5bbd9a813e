/// Rewards of N environments as columns: what a column holds where its bit is not present means nothing.
public struct RewardColumns: Sendable {
    /// The numbers of a reward, in the order of the columns.
    public enum Number: Int, CaseIterable, Sendable {
        case value, distance, potential, previousPotential, shaping, progress, progressGain
    }

    public private(set) var statuses: [RewardStatus]
    /// Bit i: whether the number of raw value i is present.
    public private(set) var presence: [UInt8]
    /// 0 no, 1 yes, 2 not told.
    public private(set) var successes: [UInt8]
    /// One column a `Number`.
    public private(set) var numbers: [[Double]]
    /// Why the first few environments have no reward, as "3: poses: expected …, found …".
    public var reasons: [String] = []

    static let maxReasons = 16

    init(count: Int) {
        statuses = Array(repeating: .absent, count: count)
        presence = Array(repeating: 0, count: count)
        successes = Array(repeating: 2, count: count)
        numbers = Number.allCases.map { _ in Array(repeating: 0, count: count) }
    }

    /// What environment `index` got; `nil` where it is not present.
    public func number(_ number: Number, of index: Int) -> Double? {
        presence[index] & (1 << UInt8(number.rawValue)) == 0 ? nil : numbers[number.rawValue][index]
    }

    mutating func set(_ index: Int, _ distance: Distance, _ terms: RewardTerms) {
        statuses[index] = .measured
        presence[index] = 0
        put(terms.value, .value, index)
        put(distance.meters, .distance, index)
        put(terms.potential, .potential, index)
        put(terms.previousPotential, .previousPotential, index)
        put(terms.shaping, .shaping, index)
        put(terms.progress, .progress, index)
        put(terms.progressGain, .progressGain, index)
        successes[index] = terms.success.map { $0 ? 1 : 0 } ?? 2
    }

    mutating func reject(_ index: Int, _ rejection: Rejection) {
        statuses[index] = .rejected
        presence[index] = 0
        successes[index] = 2
        for column in numbers.indices { numbers[column][index] = 0 }
        if reasons.count < Self.maxReasons { reasons.append("\(index): \(rejection)".shortened) }
    }

    private mutating func put(_ number: Double?, _ column: Number, _ index: Int) {
        numbers[column.rawValue][index] = number ?? 0
        if number != nil { presence[index] |= 1 << UInt8(column.rawValue) }
    }
}
