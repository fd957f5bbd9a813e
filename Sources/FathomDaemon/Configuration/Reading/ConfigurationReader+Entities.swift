import Fathom
import FathomTransport

extension ConfigurationReader {
    static let nameRule = "1 to 64 of the characters a–z A–Z 0–9 . _ -"
    static let selectorRule = "a description as text, or a mapping with one of \(list(SelectorKey.names))"

    /// A name that can be a level of a topic: ZeroMQ matches prefixes and `/` separates levels.
    func name(_ field: Field?) -> String? {
        guard let field, let text = text(field, allowed: Self.nameRule) else { return nil }
        guard StreamName.isValid(text) else {
            report(field, allowed: Self.nameRule)
            return nil
        }
        return text
    }

    func selector(_ field: Field?) -> EntitySelector? {
        guard let field else { return nil }
        if case .scalar = field.value.content {
            return text(field, allowed: Self.selectorRule).map { .description($0) }
        }
        guard let section = section(field, of: SelectorKey.self) else { return nil }
        guard case .mapping(let entries) = field.value.content, entries.count == 1 else {
            report(field, found: "a mapping with \(entryCount(field)) keys", allowed: Self.selectorRule)
            return nil
        }
        guard let (key, value) = section.fields.first else { return nil }
        if key == .tag { return tag(value).map { .tag($0) } }
        guard let text = text(value, allowed: "a name as text") else { return nil }
        return switch key {
        case .pose: .pose(text)
        case .label: .label(text)
        case .region: .region(text)
        case .detections: .detections(text)
        case .description, .tag: .description(text)
        }
    }

    func streams(_ section: Section<TaskKey>) -> StreamSelection? {
        let isEach = boolean(section[.each])
        let allowed = "a list of stream names, or a pattern as \"env-*\" with each: true"
        guard let field = required(.streams, of: section, allowed: allowed) else { return nil }
        if case .scalar = field.value.content { return pattern(field, isEach: isEach ?? false, allowed: allowed) }
        guard let items = items(field, allowed: allowed, maximum: 1000) else { return nil }
        if isEach == true {
            report(field, allowed: "a pattern as \"env-*\" where each is true: a list is fused into one session")
            return nil
        }
        let names = items.map(name)
        return names.contains { $0 == nil } ? nil : .fused(names.compactMap { $0 })
    }

    private func pattern(_ field: Field, isEach: Bool, allowed: String) -> StreamSelection? {
        guard let text = text(field, allowed: allowed) else { return nil }
        guard StreamName.isValid(text, isPattern: true) else {
            report(field, allowed: "\(Self.nameRule), and * in a pattern")
            return nil
        }
        if isEach { return .each(pattern: text) }
        guard !text.contains("*") else {
            report(
                field, found: "the pattern \(YAMLValue.quoted(text)) without each: true",
                allowed: "each: true beside it, for one session a stream; or a list of streams to fuse")
            return nil
        }
        return .fused([text])
    }

    private func entryCount(_ field: Field) -> Int {
        if case .mapping(let entries) = field.value.content { entries.count } else { 0 }
    }
}
