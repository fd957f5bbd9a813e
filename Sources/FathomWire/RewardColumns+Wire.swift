public import Fathom

extension RewardColumns {
    /// The column of statuses as `RewardBatch` has it on the wire: a byte of `fathom.v1.Status` each.
    public var wireStatuses: [UInt8] {
        statuses.map { Self.wireNumbers[Int($0.rawValue)] }
    }

    private static let wireNumbers = RewardStatus.allCases
        .sorted { $0.rawValue < $1.rawValue }.map { UInt8(truncatingIfNeeded: $0.wireNumber) }
}
