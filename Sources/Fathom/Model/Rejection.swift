/// Why an input was not accepted: which field, what would have been right, what came.
public struct Rejection: Error, Sendable, Equatable, CustomStringConvertible {
    /// Path of the field, as `camera.k` or `planes[1].row_step`.
    public var field: String
    public var expected: String
    public var found: String

    /// Cuts what a sender may have written: `field` and `found`, to `String.maxToldBytes`.
    public init(_ field: String, expected: String, found: String) {
        self.field = field.shortened
        self.expected = expected
        self.found = found.shortened
    }

    public var description: String {
        "\(field): expected \(expected), found \(found)"
    }

    /// What to count it under: the field without indices, so that counters stay few.
    public var reason: String {
        var depth = 0
        return String(
            field.filter { character in
                if character == "[" { depth += 1 }
                defer { if character == "]" { depth -= 1 } }
                return depth == 0
            })
    }
}
