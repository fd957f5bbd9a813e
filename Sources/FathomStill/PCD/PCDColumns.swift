/// The fields of a point cloud that are of use, being filled.
struct PCDColumns {
    private(set) var cloud: PointCloud
    private let header: PCDHeader
    private let place: (x: Int, y: Int, z: Int, color: Int?)

    init(_ header: PCDHeader) {
        self.header = header
        func index(_ name: String) -> Int? { header.fields.firstIndex { $0.name == name } }
        // The header has made sure of x, y and z.
        place = (
            index("x") ?? 0, index("y") ?? 0, index("z") ?? 0,
            (index("rgb") ?? index("rgba")).flatMap { header.fields[$0].bytes == 4 ? $0 : nil }
        )
        let empty = [Float](repeating: 0, count: header.points)
        cloud = PointCloud(
            width: header.width, height: header.height, x: empty, y: empty, z: empty,
            rgb: place.color == nil ? nil : [UInt8](repeating: 0, count: header.points * 3))
    }

    /// Takes every point from binary data; `offset` tells where a point's field lies.
    mutating func fill(_ bytes: UnsafeRawBufferPointer, offset: (_ field: Int, _ point: Int) -> Int) {
        func coordinate(_ field: Int, _ point: Int) -> Float {
            let start = offset(field, point)
            return header.fields[field].size == 8
                ? Float(bytes.loadUnaligned(fromByteOffset: start, as: Double.self))
                : bytes.loadUnaligned(fromByteOffset: start, as: Float.self)
        }
        for point in 0..<header.points {
            set(point, coordinate(place.x, point), coordinate(place.y, point), coordinate(place.z, point))
            if let color = place.color {
                set(point, color: bytes.loadUnaligned(fromByteOffset: offset(color, point), as: UInt32.self))
            }
        }
    }

    /// Takes one point from a line of text.
    /// - Returns: `false` when a coordinate or the colour is no number.
    mutating func set(_ point: Int, _ words: [String]) -> Bool {
        func word(_ field: Int) -> String { words[header.fields[..<field].reduce(0) { $0 + $1.count }] }
        guard let x = Float(word(place.x)), let y = Float(word(place.y)), let z = Float(word(place.z)) else {
            return false
        }
        set(point, x, y, z)
        guard let color = place.color else { return true }
        // As a float, the colour's bits; as an integer, its value.
        let bits =
            header.fields[color].type == "F"
            ? Float(word(color))?.bitPattern
            : UInt32(word(color)) ?? Int32(word(color)).map { UInt32(bitPattern: $0) }
        guard let bits else { return false }
        set(point, color: bits)
        return true
    }

    private mutating func set(_ point: Int, _ x: Float, _ y: Float, _ z: Float) {
        guard x.isFinite, y.isFinite, z.isFinite, z > 0 else { return }
        (cloud.x[point], cloud.y[point], cloud.z[point]) = (x, y, z)
    }

    /// - Parameter bits: 0x00RRGGBB.
    private mutating func set(_ point: Int, color bits: UInt32) {
        for channel in 0..<3 {
            cloud.rgb?[point * 3 + channel] = UInt8(truncatingIfNeeded: bits >> UInt32(16 - 8 * channel))
        }
    }
}
