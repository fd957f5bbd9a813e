public import Fathom

/// What a simulator knows of one frame it sent; for scoring only.
public struct TruthRow: Sendable, Equatable {
    public var stream: String
    public var episode: String
    public var sequence: UInt64
    /// Metres, of the kind that the task measures.
    public var distance: Double
    public var isSuccess: Bool
    public var isTargetVisible: Bool
    /// Metres, world frame.
    public var target: Vector3?

    public init(
        stream: String, episode: String, sequence: UInt64, distance: Double, isSuccess: Bool = false,
        isTargetVisible: Bool = true, target: Vector3? = nil
    ) {
        self.stream = stream
        self.episode = episode
        self.sequence = sequence
        self.distance = distance
        self.isSuccess = isSuccess
        self.isTargetVisible = isTargetVisible
        self.target = target
    }
}

/// One row for each frame that was sent, as CSV (RFC 4180, a header first).
///
/// Columns, in any order: `stream, episode, sequence, distance_m, success, target_visible, target_x, target_y,
/// target_z`; others are ignored. Truth values are 0, 1, true or false. The target's three cells may be empty together.
public struct TruthTable: Sendable {
    public let rows: [TruthRow]

    public init(contentsOf file: String) throws(EpisodeError) {
        try self.init(TextLines(contentsOf: file), file: file)
    }

    /// - Parameter file: what messages call the text.
    public init(parsing text: String, file: String) throws(EpisodeError) {
        try self.init(TextLines(text), file: file)
    }

    private init(_ text: TextLines, file: String) throws(EpisodeError) {
        guard let header = text.lines.first else {
            throw .malformed(file: file, line: 1, field: "header", expected: "column names", found: "nothing")
        }
        let columns = try TruthColumns(header: header, file: file)
        var rows: [TruthRow] = []
        rows.reserveCapacity(text.lines.count)
        var seen: Set<FrameKey> = []
        for line in text.lines.dropFirst() {
            let row = try columns.row(line)
            guard seen.insert(row.key).inserted else {
                throw .malformed(
                    file: file, line: line.number, field: "sequence", expected: "each frame once",
                    found: "\(row.stream), \(row.episode), \(row.sequence) again")
            }
            rows.append(row)
        }
        self.rows = rows
    }
}

/// What names a frame: a reward and a truth row with equal keys belong together.
struct FrameKey: Hashable {
    let stream: String
    let episode: String
    let sequence: UInt64
}

extension TruthRow {
    var key: FrameKey {
        FrameKey(stream: stream, episode: episode, sequence: sequence)
    }
}
