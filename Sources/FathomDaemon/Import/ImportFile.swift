public import FathomEpisodes

/// What `fathom import` is told by its YAML file.
public enum ImportFile: Sendable, Equatable {
    case topics(ImportMap)
    case folder(FolderMap)

    /// Reads a file from disk.
    /// - Throws: `ConfigurationError` with every issue of the file.
    public init(path: String) throws(ConfigurationError) {
        try self.init(name: path, text: ConfigurationFile.read(path))
    }

    /// Reads the text of a file.
    public init(name: String, text: String) throws(ConfigurationError) {
        let root: YAMLValue
        do {
            root = try YAMLValue.parse(text)
        } catch {
            throw ConfigurationError(file: name, issues: [error])
        }
        let reader = ConfigurationReader()
        let file = reader.importFile(Field(path: "", value: root))
        guard let file, reader.issues.isEmpty else { throw ConfigurationError(file: name, issues: reader.issues) }
        self = file
    }
}

private enum ImportKey: String, ConfigurationKey {
    case stream, topics, folder, tolerance, transforms
    case depthUnit = "depth_unit"
}

private enum TopicKey: String, ConfigurationKey {
    case color, depth, camera
}

private enum FolderKey: String, ConfigurationKey {
    case color, depth, poses, camera, rate
}

private enum CameraKey: String, ConfigurationKey {
    case fx, fy, cx, cy
}

private enum TransformKey: String, ConfigurationKey {
    case topics, world, camera, poses
}

extension ConfigurationReader {
    fileprivate func importFile(_ root: Field) -> ImportFile? {
        guard let section = section(root, of: ImportKey.self) else { return nil }
        let stream = text(section[.stream], allowed: "a stream's name") ?? "front"
        let unit = quantity(section[.depthUnit], in: .positive(through: 1), unit: .meters) ?? 0.001
        if let folder = section[.folder] {
            for key in [ImportKey.topics, .tolerance, .transforms] {
                section[key].map { report($0, allowed: "nothing beside folder, which has files and not topics") }
            }
            return folderMap(folder, stream, unit).map(ImportFile.folder)
        }
        let field = required(.topics, of: section, allowed: "topics (of an MCAP file) or folder (of images)")
        return topicMap(field, section, stream, unit).map(ImportFile.topics)
    }

    private func topicMap(
        _ field: Field?, _ root: Section<ImportKey>, _ stream: String, _ unit: Double
    ) -> ImportMap? {
        guard let topics = section(field, of: TopicKey.self) else { return nil }
        func topic(_ key: TopicKey) -> String? {
            let allowed = "a topic of the recording"
            return text(required(key, of: topics, allowed: allowed), allowed: allowed)
        }
        let (color, depth, camera) = (topic(.color), topic(.depth), topic(.camera))
        let tolerance = quantity(root[.tolerance], in: .nonNegative(through: 10), unit: .seconds) ?? 0.02
        let transforms = transforms(root[.transforms])
        guard let color, let depth, let camera else { return nil }
        return ImportMap(
            stream: stream, color: color, depth: depth, camera: camera,
            toleranceNanoseconds: Int64((tolerance * 1e9).rounded()), metersPerCount: unit, transforms: transforms)
    }

    private func transforms(_ field: Field?) -> ImportMap.Transforms? {
        guard let section = section(field, of: TransformKey.self) else { return nil }
        let frame = "the name of a frame of reference"
        let list = required(.topics, of: section, allowed: "topics with transforms")
        let topics = items(list, allowed: "topics with transforms", single: true)?.compactMap {
            text($0, allowed: "a topic of the recording")
        }
        let world = text(required(.world, of: section, allowed: frame), allowed: frame)
        let camera = text(section[.camera], allowed: frame)
        guard let topics, let world else { return nil }
        return ImportMap.Transforms(topics: topics, world: world, camera: camera, poses: poses(section[.poses]))
    }

    /// `{ gripper: tool0 }`: any name, so that its keys are no fixed set.
    private func poses(_ field: Field?) -> [ImportMap.Transforms.Pose] {
        guard let field else { return [] }
        guard case .mapping(let entries) = field.value.content else {
            report(field, allowed: "a mapping from entities to frames of reference, as { gripper: tool0 }")
            return []
        }
        let poses = entries.compactMap { entry in
            text(
                Field(path: "\(field.path).\(entry.key)", value: entry.value),
                allowed: "the name of a frame of reference"
            )
            .map { ImportMap.Transforms.Pose(name: entry.key, frame: $0) }
        }
        return poses.sorted { $0.name < $1.name }
    }

    private func folderMap(_ field: Field, _ stream: String, _ unit: Double) -> FolderMap? {
        guard let section = section(field, of: FolderKey.self) else { return nil }
        func pattern(_ key: FolderKey, _ field: Field?) -> String? {
            let allowed = "a file name with {} in place of the number, as \"{}-\(key.rawValue).png\""
            guard let text = text(field, allowed: allowed) else { return nil }
            if text.contains("{}"), !text.contains("/") { return text }
            field.map { report($0, allowed: allowed) }
            return nil
        }
        func needed(_ key: FolderKey) -> String? {
            pattern(key, required(key, of: section, allowed: "a file name with {} in place of the number"))
        }
        let (color, depth, poses) = (needed(.color), needed(.depth), pattern(.poses, section[.poses]))
        let intrinsics = intrinsics(required(.camera, of: section, allowed: "fx, fy, cx, cy in pixels"))
        let rate = number(section[.rate], in: .positive(through: 10_000)) ?? 30
        guard let color, let depth, let intrinsics else { return nil }
        return FolderMap(
            stream: stream, color: color, depth: depth, poses: poses, intrinsics: intrinsics, metersPerCount: unit,
            rate: rate)
    }

    private func intrinsics(_ field: Field?) -> FolderMap.Intrinsics? {
        guard let section = section(field, of: CameraKey.self) else { return nil }
        func value(_ key: CameraKey, _ range: NumberRange) -> Double? {
            number(required(key, of: section, allowed: "a number of pixels"), in: range)
        }
        let (fx, fy) = (value(.fx, .positive(through: 1e6)), value(.fy, .positive(through: 1e6)))
        let (cx, cy) = (value(.cx, .any(magnitude: 1e6)), value(.cy, .any(magnitude: 1e6)))
        guard let fx, let fy, let cx, let cy else { return nil }
        return FolderMap.Intrinsics(fx: fx, fy: fy, cx: cx, cy: cy)
    }
}
