import Fathom

enum RobotKey: String, ConfigurationKey {
    case labels, colors, volumes
}

enum VolumeKey: String, ConfigurationKey {
    case pose, from, to, radius
}

extension ConfigurationReader {
    private static let volumeRule = "a list of { pose: name, radius: length, from: [x, y, z], to: [x, y, z] }"
    private static let pointRule = "three lengths [x, y, z] in the pose's frame"
    /// Metres; no part of a robot is larger or further from its pose.
    private static let maxSize = 10.0

    /// What of the picture is the robot: by label, colour or volumes that move with poses.
    func robot(_ field: Field?) -> RobotBody {
        guard let field, let section = section(field, of: RobotKey.self) else { return RobotBody() }
        let labels = items(section[.labels], allowed: "a label's name, or a list of them", single: true, maximum: 64)
        let colors = items(section[.colors], allowed: "a colour, or a list of them", single: true, maximum: 11)
        let volumes = items(section[.volumes], allowed: Self.volumeRule, maximum: 64)
        return RobotBody(
            labels: (labels ?? []).compactMap { text($0, allowed: "a label's name as text") },
            colors: (colors ?? []).compactMap { choice($0, of: ColorName.self) },
            volumes: (volumes ?? []).compactMap(volume))
    }

    private func volume(_ field: Field) -> RobotBody.Volume? {
        guard let section = section(field, of: VolumeKey.self) else { return nil }
        let pose = text(required(.pose, of: section, allowed: "a pose's name"), allowed: "a pose's name as text")
        let radius = quantity(
            required(.radius, of: section, allowed: "a length"), in: .positive(through: Self.maxSize), unit: .meters)
        let from = point(section[.from]) ?? .zero
        let to = section[.to].map { point($0) ?? from } ?? from
        guard let pose, let radius else { return nil }
        return RobotBody.Volume(pose: pose, from: from, to: to, radius: radius)
    }

    private func point(_ field: Field?) -> Vector3? {
        guard let field, let items = items(field, allowed: Self.pointRule) else { return nil }
        guard items.count == 3 else {
            report(field, found: "\(items.count) of them", allowed: Self.pointRule)
            return nil
        }
        let lengths = items.map { quantity($0, in: .any(magnitude: Self.maxSize), unit: .meters) }
        guard let x = lengths[0], let y = lengths[1], let z = lengths[2] else { return nil }
        return Vector3(x, y, z)
    }
}
