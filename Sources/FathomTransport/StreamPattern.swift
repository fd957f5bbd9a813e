/// Names of streams; `*` stands for any run of characters.
public struct StreamPattern: Sendable, Equatable {
    public let text: String

    public init(_ text: String) {
        self.text = text
    }

    /// What every matching name begins with: what a SUB socket can filter by.
    public var prefix: String {
        String(text.prefix { $0 != "*" })
    }

    public func matches(_ stream: String) -> Bool {
        let (pattern, name) = (Array(text.utf8), Array(stream.utf8))
        var (p, n) = (0, 0)
        // Where to go on when what follows the last star does not fit.
        var retry: (p: Int, n: Int)?
        while n < name.count {
            if p < pattern.count, pattern[p] == UInt8(ascii: "*") {
                p += 1
                retry = (p, n)
            } else if p < pattern.count, pattern[p] == name[n] {
                (p, n) = (p + 1, n + 1)
            } else if let last = retry {
                retry = (last.p, last.n + 1)
                (p, n) = (last.p, last.n + 1)
            } else {
                return false
            }
        }
        return pattern[p...].allSatisfy { $0 == UInt8(ascii: "*") }
    }
}
