import Foundation

/// Makes PCD files.
struct PointCloudWriter {
    var width: Int
    var height: Int
    /// x, y, z and 0xRRGGBB of each point.
    var points: [(x: Float, y: Float, z: Float, color: UInt32)]
    var encoding = "binary"

    init(_ desk: Desk) {
        (width, height) = (desk.camera.width, desk.camera.height)
        let camera = desk.camera
        points = (0..<width * height).map { pixel in
            let z = Double(desk.depth[pixel])
            let x = (Double(pixel % desk.camera.width) - camera.cx) / camera.fx * z
            let y = (Double(pixel / desk.camera.width) - camera.cy) / camera.fy * z
            let rgb = desk.rgb[pixel * 3..<pixel * 3 + 3].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            return (Float(x), Float(y), Float(z), rgb)
        }
    }

    /// A file with a label before the coordinates, as data sets have it.
    func file(header change: (String) -> String = { $0 }) -> Data {
        let header = """
            # .PCD v0.7 - Point Cloud Data file format
            VERSION 0.7
            FIELDS label x y z rgba
            SIZE 4 4 4 4 4
            TYPE U F F F U
            COUNT 1 1 1 1 1
            WIDTH \(width)
            HEIGHT \(height)
            VIEWPOINT 0 0 0 1 0 0 0
            POINTS \(width * height)
            DATA \(encoding)

            """
        return Data(change(header).utf8) + body
    }

    private var body: Data {
        switch encoding {
        case "ascii":
            return Data(points.map { "7 \($0.x) \($0.y) \($0.z) \($0.color)\n" }.joined().utf8)
        case "binary":
            return points.reduce(into: Data()) { data, point in
                for word in [7, point.x.bitPattern, point.y.bitPattern, point.z.bitPattern, point.color] {
                    data.append(word)
                }
            }
        default:
            var plain = Data()
            for _ in points { plain.append(UInt32(7)) }
            for point in points { plain.append(point.x.bitPattern) }
            for point in points { plain.append(point.y.bitPattern) }
            for point in points { plain.append(point.z.bitPattern) }
            for point in points { plain.append(point.color) }
            let packed = Self.pack(plain)
            var data = Data()
            data.append(UInt32(packed.count))
            data.append(UInt32(plain.count))
            return data + packed
        }
    }

    /// LZF: repeats of the four bytes before as references back, the rest as literals.
    static func pack(_ plain: Data) -> Data {
        let bytes = [UInt8](plain)
        var (packed, literals, place) = (Data(), [UInt8](), 0)
        func flush() {
            guard !literals.isEmpty else { return }
            packed.append(UInt8(literals.count - 1))
            packed.append(contentsOf: literals)
            literals = []
        }
        while place < bytes.count {
            var length = 0
            while place >= 4, place + length < bytes.count, length < 264,
                bytes[place + length] == bytes[place + length - 4]
            {
                length += 1
            }
            if length >= 3 {
                flush()
                // Distance 4, which is 3 on file.
                let coded = length - 2
                packed.append(contentsOf: coded < 7 ? [UInt8(coded << 5), 3] : [7 << 5, UInt8(coded - 7), 3])
                place += length
            } else {
                literals.append(bytes[place])
                place += 1
                if literals.count == 32 { flush() }
            }
        }
        flush()
        return packed
    }
}

extension Data {
    /// Little-endian.
    mutating func append(_ word: UInt32) {
        for shift in [0, 8, 16, 24] as [UInt32] { append(UInt8(truncatingIfNeeded: word >> shift)) }
    }
}
