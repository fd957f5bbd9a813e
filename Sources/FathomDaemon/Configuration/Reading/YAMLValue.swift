/// A place in a configuration file, counted from 1.
public struct SourcePosition: Sendable, Equatable {
    public var line: Int
    public var column: Int

    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }
}

/// A parsed YAML value that knows where it stands; free of aliases and tags.
struct YAMLValue {
    struct Entry {
        var key: String
        var keyPosition: SourcePosition
        var value: YAMLValue
    }

    enum Content {
        /// Quoted text is always text; plain text may be a number, a boolean or nothing.
        case scalar(String, isQuoted: Bool)
        case sequence([YAMLValue])
        case mapping([Entry])
    }

    var content: Content
    var position: SourcePosition

    /// What a message says was found.
    var found: String {
        switch content {
        case .scalar(let text, isQuoted: true): "the text \(Self.quoted(text))"
        case .scalar(let text, isQuoted: false) where Self.isNull(text): "nothing"
        case .scalar(let text, isQuoted: false): Self.quoted(text)
        case .sequence(let items): items.isEmpty ? "an empty list" : "a list"
        case .mapping(let entries): entries.isEmpty ? "an empty mapping" : "a mapping"
        }
    }

    /// The text of a plain scalar that is not nothing.
    var plainText: String? {
        guard case .scalar(let text, isQuoted: false) = content, !Self.isNull(text) else { return nil }
        return text
    }

    /// The text of a scalar, quoted or not.
    var scalarText: String? {
        guard case .scalar(let text, _) = content else { return nil }
        return text
    }

    static func isNull(_ text: String) -> Bool {
        ["", "~", "null", "Null", "NULL"].contains(text)
    }

    /// Short and on one line, whatever the file holds.
    static func quoted(_ text: String) -> String {
        let start = text.unicodeScalars.prefix(60).map { scalar in
            scalar.properties.generalCategory == .control ? "·" : String(scalar)
        }
        return "\"\(start.joined())\(text.unicodeScalars.count > 60 ? "…" : "")\""
    }
}
