/// Why a recording could not be read.
public enum EpisodeError: Error, Sendable, Equatable, CustomStringConvertible {
    case unreadable(file: String, reason: String)
    /// Lines count from 1.
    case malformed(file: String, line: Int, field: String, expected: String, found: String)

    public var description: String {
        switch self {
        case .unreadable(let file, let reason):
            "\(file): \(reason)"
        case .malformed(let file, let line, let field, let expected, let found):
            "\(file):\(line): \(field): expected \(expected), found \(found)"
        }
    }
}
