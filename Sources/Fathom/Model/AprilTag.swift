/// An AprilTag that an entity wears, and where the entity's tool point lies, seen from the tag.
///
/// The tag frame is that of libapriltag. The origin is the tag's centre; to someone who faces the tag and sees it upright, x points
/// right, y down, and z *into* the tag, away from the viewer. Its axes are then those of an optical frame.
public struct AprilTag: Sendable, Equatable {
    public var family: TagFamily
    /// Number of the code within its family, from 0.
    public var id: Int
    /// Metres: edge of the square whose corners are detected, which is `family.edgeCells` cells of the print. For tag16h5,
    /// tag25h9 and tag36h11 that is the outer edge of the black square; for the others the square where the white frame
    /// meets the black one, with more cells outside of it.
    public var size: Double
    /// Tool point in the tag frame, metres.
    public var offset: Vector3

    public static let maxSize = 10.0
    public static let maxOffset = 10.0

    public init(family: TagFamily, id: Int, size: Double, offset: Vector3 = .zero) {
        self.family = family
        self.id = id
        self.size = size
        self.offset = offset
    }

    /// Family and number, as `tag36h11/3`.
    public var code: String { "\(family.rawValue)/\(id)" }

    /// All of it, as in `tag36h11/3, 0.04 m, offset (0.0, 0.0, 0.1) m`.
    var words: String {
        "\(code), \(size) m, offset (\(offset.x), \(offset.y), \(offset.z)) m"
    }

    /// - Throws: `Rejection` of the id, the size or the offset when no such tag can be.
    public func check() throws(Rejection) {
        guard (0..<family.codes).contains(id) else {
            throw Rejection("tag.id", expected: "0 to \(family.codes - 1) in \(family.rawValue)", found: "\(id)")
        }
        guard size > 0, size <= Self.maxSize else {
            throw Rejection("tag.size", expected: "above 0, at most \(Self.maxSize) m", found: "\(size)")
        }
        let reach = max(abs(offset.x), abs(offset.y), abs(offset.z))
        guard offset.isFinite, reach <= Self.maxOffset else {
            throw Rejection("tag.offset", expected: "within ±\(Self.maxOffset) m", found: "\(offset)")
        }
    }
}

/// A set of AprilTags that are told apart by their codes; names are libapriltag's.
public enum TagFamily: String, Sendable, CaseIterable {
    case tag36h11, tag25h9, tag16h5, tagStandard41h12, tagStandard52h13, tagCircle21h7, tagCircle49h12, tagCustom48h12

    /// How many tags there are of it.
    public var codes: Int {
        switch self {
        case .tag36h11: 587
        case .tag25h9: 35
        case .tag16h5: 30
        case .tagStandard41h12: 2115
        case .tagStandard52h13: 48714
        case .tagCircle21h7: 38
        case .tagCircle49h12: 65535
        case .tagCustom48h12: 42211
        }
    }

    /// Bits of a code.
    public var bits: Int {
        switch self {
        case .tag36h11: 36
        case .tag25h9: 25
        case .tag16h5: 16
        case .tagStandard41h12: 41
        case .tagStandard52h13: 52
        case .tagCircle21h7: 21
        case .tagCircle49h12: 49
        case .tagCustom48h12: 48
        }
    }

    /// Cells along the edge of the square that `AprilTag.size` measures.
    public var edgeCells: Int {
        switch self {
        case .tag36h11: 8
        case .tag25h9: 7
        case .tag16h5, .tagStandard52h13, .tagCustom48h12: 6
        case .tagStandard41h12, .tagCircle21h7, .tagCircle49h12: 5
        }
    }
}
