import FathomEpisodes

enum RecordKey: String, ConfigurationKey {
    case folder, compression, chunk, rotate, sync, queue
    case whenBehind = "when_behind"
}

extension ConfigurationReader {
    /// `record: { folder: … }`; `nil` when there is none, or it is not right, with the issue reported.
    func record(_ field: Field?) -> RecordingConfiguration? {
        guard let section = section(field, of: RecordKey.self) else { return nil }
        let field = required(.folder, of: section, allowed: "a folder for the recordings")
        let folder = text(field, allowed: "a folder for the recordings", maximumBytes: 4096)
        var record = RecordingConfiguration(folder: folder ?? "")
        record.compression = choice(section[.compression], of: MCAPCompression.self) ?? record.compression
        record.chunkBytes = bytes(section[.chunk], from: 1 << 10, through: 1 << 28) ?? record.chunkBytes
        record.rotateBytes =
            bytes(section[.rotate], from: 1 << 20, through: 1 << 50).map { UInt64($0) } ?? record.rotateBytes
        record.queueBytes = bytes(section[.queue], from: 1 << 20, through: 1 << 40) ?? record.queueBytes
        record.synchronization = synchronization(section[.sync]) ?? record.synchronization
        record.overflow = choice(section[.whenBehind], of: RecordingConfiguration.Overflow.self) ?? record.overflow
        return folder == nil ? nil : record
    }

    private func synchronization(_ field: Field?) -> RecordingConfiguration.Synchronization? {
        guard let field else { return nil }
        if field.value.plainText == "chunk" { return .chunk }
        let range = NumberRange.positive(through: 3600)
        guard let text = field.value.plainText, let seconds = Unit.seconds.parse(text), range.contains(seconds) else {
            report(field, allowed: "chunk, or \(range.description)\(Unit.seconds.description)")
            return nil
        }
        return .seconds(seconds)
    }

    private func bytes(_ field: Field?, from least: Int, through most: Int) -> Int? {
        guard let field else { return nil }
        let value = field.value.plainText.flatMap { Unit.bytes.parse($0) }?.rounded()
        guard let value, (Double(least)...Double(most)).contains(value) else {
            report(field, allowed: "a number from \(least) to \(most)\(Unit.bytes.description)")
            return nil
        }
        return Int(value)
    }
}
