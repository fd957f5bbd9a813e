import Fathom

extension ConfigurationReader {
    static let offsetRule = "three lengths [x, y, z]: the tool point in the tag's frame"

    /// An AprilTag, `{ family: tag36h11, id: 3, size: 4 cm, offset: [0, 0, 10 cm] }`; without offset its centre counts.
    func tag(_ field: Field) -> AprilTag? {
        guard let section = section(field, of: TagKey.self) else { return nil }
        let families = Self.list(TagFamily.allCases.map(\.rawValue))
        let family = choice(required(.family, of: section, allowed: families), of: TagFamily.self)
        let codes = (family?.codes ?? TagFamily.allCases.map(\.codes).max()) ?? 1
        let id = integer(
            required(.id, of: section, allowed: "the number of the tag within its family, from 0"), in: 0...codes - 1)
        let size = quantity(
            required(.size, of: section, allowed: "the edge of the tag's black square, a length"),
            in: .positive(through: AprilTag.maxSize), unit: .meters)
        let offset = offset(section[.offset])
        guard let family, let id, let size, let offset else { return nil }
        return AprilTag(family: family, id: id, size: size, offset: offset)
    }

    private func offset(_ field: Field?) -> Vector3? {
        guard let field else { return .zero }
        guard let items = items(field, allowed: Self.offsetRule) else { return nil }
        guard items.count == 3 else {
            report(field, found: "\(items.count) of them", allowed: Self.offsetRule)
            return nil
        }
        let lengths = items.map { quantity($0, in: .any(magnitude: AprilTag.maxOffset), unit: .meters) }
        guard let x = lengths[0], let y = lengths[1], let z = lengths[2] else { return nil }
        return Vector3(x, y, z)
    }
}
