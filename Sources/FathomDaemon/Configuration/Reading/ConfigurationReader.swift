/// A value of the file together with its key path.
struct Field {
    var path: String
    var value: YAMLValue
}

/// Walks the values of one file, collects every issue and remembers where each key stands.
final class ConfigurationReader {
    private(set) var issues: [ConfigurationIssue] = []
    private(set) var positions: [String: SourcePosition] = [:]
    /// Whether frames must come from somewhere: a replay has them.
    let needsFrames: Bool

    init(needsFrames: Bool = true) {
        self.needsFrames = needsFrames
    }

    func report(_ issue: ConfigurationIssue) {
        issues.append(issue)
    }

    func report(_ field: Field, found: String? = nil, allowed: String, suggestion: String? = nil) {
        report(
            ConfigurationIssue(
                position: field.value.position, keyPath: field.path, found: found ?? field.value.found,
                allowed: allowed, suggestion: suggestion))
    }

    /// The entries of a mapping whose keys are the cases of `Key`; `nil` when it is no mapping.
    func section<Key: ConfigurationKey>(_ field: Field?, of keys: Key.Type) -> Section<Key>? {
        guard let field else { return nil }
        guard case .mapping(let entries) = field.value.content else {
            report(field, allowed: "a mapping with \(Self.list(Key.names))")
            return nil
        }
        var section = Section<Key>(path: field.path, position: field.value.position)
        for entry in entries {
            guard let key = Key(rawValue: entry.key) else {
                reportUnknown(entry, in: field, keys: keys)
                continue
            }
            let path = section.path(key)
            positions[path] = entry.value.position
            section.fields[key] = Field(path: path, value: entry.value)
        }
        return section
    }

    /// The items of a list that is not empty, or the value itself as the only item.
    func items(_ field: Field?, allowed: String, single: Bool = false, maximum: Int = 10_000) -> [Field]? {
        guard let field else { return nil }
        if single, case .scalar = field.value.content { return [field] }
        guard case .sequence(let values) = field.value.content, !values.isEmpty else {
            report(field, allowed: allowed)
            return nil
        }
        guard values.count <= maximum else {
            report(field, found: "\(values.count) items", allowed: "at most \(maximum)")
            return nil
        }
        return values.enumerated().map { index, value in
            let path = "\(field.path)[\(index)]"
            positions[path] = value.position
            return Field(path: path, value: value)
        }
    }

    /// The field of a key that must be there.
    func required<Key: ConfigurationKey>(_ key: Key, of section: Section<Key>, allowed: String) -> Field? {
        if let field = section[key] { return field }
        report(
            ConfigurationIssue(
                position: section.position, keyPath: section.path(key), found: "no such key", allowed: allowed))
        return nil
    }

    private func reportUnknown<Key: ConfigurationKey>(_ entry: YAMLValue.Entry, in field: Field, keys: Key.Type) {
        let path = field.path.isEmpty ? entry.key : "\(field.path).\(entry.key)"
        if let note = Key.notYet[entry.key] {
            report(
                ConfigurationIssue(
                    position: entry.keyPosition, keyPath: path, found: "a key that \(note)",
                    allowed: Self.list(Key.names)))
            return
        }
        report(
            ConfigurationIssue(
                position: entry.keyPosition, keyPath: String(path.prefix(200)),
                found: "the unknown key \(YAMLValue.quoted(entry.key))", allowed: Self.list(Key.names),
                suggestion: Spelling.nearest(to: entry.key, among: Key.names)))
    }

    static func list(_ words: [String]) -> String {
        words.joined(separator: ", ")
    }
}

/// The keys that one mapping of the file may have.
protocol ConfigurationKey: RawRepresentable<String>, CaseIterable, Hashable {
    /// Keys that a later version will know, with the words that say so.
    static var notYet: [String: String] { get }
}

extension ConfigurationKey {
    static var names: [String] { allCases.map(\.rawValue) }
    static var notYet: [String: String] { [:] }
}

/// A mapping of the file whose keys are known.
struct Section<Key: ConfigurationKey> {
    var path: String
    var position: SourcePosition
    var fields: [Key: Field] = [:]

    subscript(key: Key) -> Field? { fields[key] }

    func path(_ key: Key) -> String {
        path.isEmpty ? key.rawValue : "\(path).\(key.rawValue)"
    }
}
