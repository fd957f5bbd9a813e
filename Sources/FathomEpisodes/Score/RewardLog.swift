internal import Foundation

/// Recorded rewards, one JSON object a line, keys as in `fathom.v1.Reward`.
///
/// It is what Python's `MessageToDict(reward, preserving_proto_field_name=True)` gives: 64-bit numbers are strings
/// (plain numbers are read too), enum values are names.
public struct RewardLog: Sendable {
    public let rewards: [RecordedReward]

    public init(contentsOf file: String) throws(EpisodeError) {
        try self.init(TextLines(contentsOf: file), file: file)
    }

    /// - Parameter file: what messages call the text.
    public init(parsing text: String, file: String) throws(EpisodeError) {
        try self.init(TextLines(text), file: file)
    }

    private init(_ text: TextLines, file: String) throws(EpisodeError) {
        let decoder = JSONDecoder()
        var rewards: [RecordedReward] = []
        rewards.reserveCapacity(text.lines.count)
        for (number, line) in text.lines {
            do {
                rewards.append(try decoder.decode(RecordedReward.self, from: Data(line.utf8)))
            } catch {
                let (field, problem) = Self.explain(error)
                throw .malformed(
                    file: file, line: number, field: field, expected: problem, found: String(line.prefix(60)))
            }
        }
        self.rewards = rewards
    }

    private static func explain(_ error: any Error) -> (field: String, problem: String) {
        func path(_ context: DecodingError.Context, _ last: String? = nil) -> String {
            let names = context.codingPath.map(\.stringValue) + [last].compactMap(\.self)
            return names.isEmpty ? "line" : names.joined(separator: ".")
        }
        switch error as? DecodingError {
        case .keyNotFound(let key, let context): return (path(context, key.stringValue), "it to be present")
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            return (path(context), "another type (\(context.debugDescription))")
        case .dataCorrupted(let context):
            let problem = context.codingPath.isEmpty ? "one JSON object a line" : context.debugDescription
            return (path(context), problem.replacingOccurrences(of: "expected ", with: ""))
        default: return ("line", "a reward")
        }
    }
}
