/// Why a recording could not be read or written.
public enum EpisodeError: Error, Sendable, Equatable, CustomStringConvertible {
    case unreadable(file: String, reason: String)
    case unwritable(file: String, reason: String)
    /// Lines count from 1.
    case malformed(file: String, line: Int, field: String, expected: String, found: String)
    /// A binary file says at a byte what cannot be. `field` is written as in the MCAP specification: `Chunk.records`.
    case damaged(file: String, offset: UInt64, field: String, expected: String, found: String)
    /// A binary file ends inside the record that begins at `offset`; all before it is whole.
    case cut(file: String, offset: UInt64, record: String)

    public var description: String {
        switch self {
        case .unreadable(let file, let reason):
            "\(file): \(reason)"
        case .unwritable(let file, let reason):
            "\(file): cannot be written: \(reason)"
        case .malformed(let file, let line, let field, let expected, let found):
            "\(file):\(line): \(field): expected \(expected), found \(found)"
        case .damaged(let file, let offset, let field, let expected, let found):
            "\(file): byte \(offset): \(field): expected \(expected), found \(found)"
        case .cut(let file, let offset, let record):
            "\(file): byte \(offset): the file ends inside \(record)"
        }
    }
}
