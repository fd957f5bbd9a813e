import Yams

extension YAMLValue {
    /// The largest file that is read, bytes.
    static let maximumBytes = 1 << 20

    /// The root mapping of a document.
    ///
    /// Anchors and aliases are refused: a few lines of them can stand for more memory than any machine has. Yams hashes
    /// keys while it composes, so a text with many aliases is turned away before that.
    static func parse(_ text: String) throws(ConfigurationIssue) -> YAMLValue {
        guard text.utf8.count <= maximumBytes else {
            throw ConfigurationIssue(
                found: "\(text.utf8.count) bytes", allowed: "a configuration of at most \(maximumBytes) bytes")
        }
        if let position = firstAlias(of: text, after: 8) { throw .alias(position) }
        do {
            // The parser owns the anchors, which nodes refer to weakly: it must outlive the conversion.
            let parser = try Parser(yaml: text, encoding: .utf8)
            let root = try parser.singleRoot()
            return try withExtendedLifetime(parser) { () throws(ConfigurationIssue) in
                guard let root else { throw ConfigurationIssue(found: "no YAML document", allowed: "a mapping") }
                return try YAMLValue(root)
            }
        } catch let issue as ConfigurationIssue {
            throw issue
        } catch {
            throw ConfigurationIssue(yamlError: error)
        }
    }

    private init(_ node: Node) throws(ConfigurationIssue) {
        position = SourcePosition(node.mark)
        guard node.anchor == nil else { throw .alias(position) }
        switch node {
        case .scalar(let scalar):
            try Self.checkTag(scalar.tag, at: position)
            content = .scalar(scalar.string, isQuoted: scalar.style != .plain && scalar.style != .any)
        case .sequence(let sequence):
            try Self.checkTag(sequence.tag, at: position)
            var items: [YAMLValue] = []
            for item in sequence { items.append(try YAMLValue(item)) }
            content = .sequence(items)
        case .mapping(let mapping):
            try Self.checkTag(mapping.tag, at: position)
            var entries: [Entry] = []
            for (key, value) in mapping { entries.append(try Self.entry(key, value)) }
            content = .mapping(entries)
        case .alias:
            throw .alias(position)
        }
    }

    private static func entry(_ key: Node, _ value: Node) throws(ConfigurationIssue) -> Entry {
        let keyPosition = SourcePosition(key.mark)
        guard key.anchor == nil else { throw .alias(keyPosition) }
        guard case .scalar(let scalar) = key else {
            throw ConfigurationIssue(
                position: keyPosition, found: "a key that is no text", allowed: "keys of plain text")
        }
        return Entry(key: scalar.string, keyPosition: keyPosition, value: try YAMLValue(value))
    }

    private static func checkTag(_ tag: Tag, at position: SourcePosition) throws(ConfigurationIssue) {
        let name = tag.description
        guard name.isEmpty || name == "tag:yaml.org,2002:str" else {
            throw ConfigurationIssue(
                position: position, found: "the tag \(quoted(name))", allowed: "values without a YAML tag")
        }
    }

    /// Where the alias number `limit` stands, if the text has so many. Text that only looks like one may be counted.
    private static func firstAlias(of text: String, after limit: Int) -> SourcePosition? {
        var count = 0
        var line = 1
        var column = 0
        var previous: UInt8 = 0x0A
        var isStart = false
        for byte in text.utf8 {
            column += 1
            if isStart && byte > 0x20 {
                count += 1
                if count == limit { return SourcePosition(line: line, column: column - 1) }
            }
            isStart = byte == UInt8(ascii: "*") && (previous <= 0x20 || "[{,:?-".utf8.contains(previous))
            if byte == 0x0A { (line, column) = (line + 1, 0) }
            previous = byte
        }
        return nil
    }
}

extension SourcePosition {
    init(_ mark: Mark?) {
        self.init(line: mark?.line ?? 1, column: mark?.column ?? 1)
    }
}

extension ConfigurationIssue {
    static func alias(_ position: SourcePosition) -> Self {
        Self(position: position, found: "a YAML anchor or alias (& or *)", allowed: "values written out")
    }

    /// A message without the excerpt of the file that Yams adds.
    init(yamlError error: any Error) {
        switch error as? YamlError {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            let place = context.map { "\($0.text): " } ?? ""
            self.init(position: SourcePosition(mark), found: "\(place)\(problem)", allowed: "well-formed YAML")
        case .duplicatedKeysInMapping(let keys, let context):
            let names = keys.map(YAMLValue.quoted).joined(separator: ", ")
            self.init(
                position: SourcePosition(context.mark), found: "the key \(names) more than once",
                allowed: "each key once in a mapping")
        case .reader(let problem, _, _, _):
            self.init(found: problem, allowed: "UTF-8 text")
        default:
            self.init(found: "text that YAML does not allow", allowed: "well-formed YAML")
        }
    }
}
