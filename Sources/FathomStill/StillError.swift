internal import Fathom

/// Why there is no answer: one line for the person who asked.
public enum StillError: Error, Sendable, Equatable, CustomStringConvertible {
    case unreadable(file: String, reason: String)
    case malformed(file: String, expected: String, found: String)
    /// An option or an argument by its name on the command line.
    case argument(name: String, expected: String, found: String)
    case sizesDiffer(file: String, size: String, otherFile: String, otherSize: String)
    case unwritable(file: String, reason: String)

    public var description: String {
        let text =
            switch self {
            case .unreadable(let file, let reason): "\(file): \(reason)"
            case .malformed(let file, let expected, let found): "\(file): expected \(expected), found \(found)"
            case .argument(let name, let expected, let found): "\(name): expected \(expected), found \(found)"
            case .sizesDiffer(let file, let size, let otherFile, let otherSize):
                "\(file) is \(size), but \(otherFile) is \(otherSize); both must show the same pixels"
            case .unwritable(let file, let reason): "\(file): cannot be written: \(reason)"
            }
        // A file's name may hold anything, an error is one line.
        return String(text.map { $0.isNewline ? " " : $0 })
    }

    /// The same of a file that was read as `file`.
    init(_ rejection: Rejection, file: String) {
        self = .malformed(file: file, expected: rejection.expected, found: rejection.found)
    }

    /// The same of an entity as it was written.
    init(_ rejection: Rejection, argument: String) {
        self = .argument(name: argument, expected: rejection.expected, found: rejection.found)
    }
}
