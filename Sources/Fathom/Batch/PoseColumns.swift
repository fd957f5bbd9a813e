/// What happens to an environment at a step.
public struct PoseFlags: OptionSet, Sendable {
    public let rawValue: UInt8

    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// The step is an episode's first.
    public static let begins = PoseFlags(rawValue: 1)
    public static let terminated = PoseFlags(rawValue: 2)
    public static let truncated = PoseFlags(rawValue: 4)
    static let known: PoseFlags = [.begins, .terminated, .truncated]
}

/// Poses of N environments at one control step, as columns of little-endian numbers that need not be aligned.
///
/// The bytes are read in place; they must outlive the value.
public struct PoseColumns {
    /// Names of the P poses.
    public let poses: [String]
    /// Names of the S scalars.
    public let scalars: [String]
    /// N×P×3 doubles, metres, world frame.
    private let positions: UnsafeRawBufferPointer
    /// N×S doubles.
    private let values: UnsafeRawBufferPointer
    /// N bytes.
    private let flags: UnsafeRawBufferPointer

    public init(
        poses: [String], scalars: [String] = [], positions: UnsafeRawBufferPointer,
        values: UnsafeRawBufferPointer = UnsafeRawBufferPointer(start: nil, count: 0), flags: UnsafeRawBufferPointer
    ) {
        self.poses = poses
        self.scalars = scalars
        self.positions = positions
        self.values = values
        self.flags = flags
    }

    /// - Throws: `Rejection` for a name that stands twice, so that nobody can tell which of the two is meant.
    func checkNames() throws(Rejection) {
        for (field, names) in [("poses", poses), ("scalars", scalars)] {
            for index in names.indices where names[..<index].contains(names[index]) {
                throw Rejection.duplicate(field, names[index])
            }
        }
    }

    /// - Throws: `Rejection` for a column that is not of the size that `count` environments make.
    func checkSizes(count: Int) throws(Rejection) {
        for (name, column, size) in [
            ("positions", positions, count * poses.count * 24), ("scalars", values, count * scalars.count * 8),
            ("flags", flags, count),
        ] {
            guard column.count == size else {
                throw Rejection(name, expected: "\(size) bytes for \(count) environments", found: "\(column.count)")
            }
        }
    }

    func index(of pose: String) throws(Rejection) -> Int {
        guard let index = poses.firstIndex(of: pose) else {
            throw Rejection("poses", expected: "'\(pose)' among them", found: poses.joined(separator: ", "))
        }
        return index
    }

    func flags(of environment: Int) -> PoseFlags {
        PoseFlags(rawValue: flags[environment])
    }

    /// - Throws: `Rejection` for what is no number.
    func scalar(of environment: Int, _ index: Int) throws(Rejection) -> Double {
        let value = double(values, environment * scalars.count + index)
        guard value.isFinite else {
            throw Rejection("scalars", expected: "'\(scalars[index])' finite", found: "\(value)")
        }
        return value
    }

    /// - Throws: `Rejection` for what can be no place.
    func position(of environment: Int, _ pose: Int) throws(Rejection) -> Vector3 {
        let start = (environment * poses.count + pose) * 3
        let position = Vector3(double(positions, start), double(positions, start + 1), double(positions, start + 2))
        // False for NaN as well.
        let limit = FrameValidator.maxCoordinate
        guard abs(position.x) <= limit, abs(position.y) <= limit, abs(position.z) <= limit else {
            throw Rejection(
                "poses", expected: "'\(poses[pose])' finite and up to ±1e8 m",
                found: "\(position.x), \(position.y), \(position.z)")
        }
        return position
    }

    private func double(_ column: UnsafeRawBufferPointer, _ index: Int) -> Double {
        let bits = column.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self)
        return Double(bitPattern: UInt64(littleEndian: bits))
    }
}
