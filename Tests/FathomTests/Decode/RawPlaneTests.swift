import Fathom
import Testing

@Suite("Raw planes")
struct RawPlaneTests {
    /// Random rows with random padding, the last one padded or not.
    struct Rows {
        var width: Int
        var height: Int
        var rowStep: Int
        var bytes: [UInt8]

        init(bytesPerPixel: Int, _ random: inout SplitMix64) {
            (width, height) = random.size()
            rowStep = width * bytesPerPixel + Int.random(in: 0...7, using: &random)
            let isPadded = Bool.random(using: &random)
            bytes = random.bytes(isPadded ? height * rowStep : (height - 1) * rowStep + width * bytesPerPixel)
        }
    }

    static func plane(_ kind: PlaneKind, _ encoding: PlaneEncoding, _ rows: Rows, _ random: inout SplitMix64) throws
        -> Plane
    {
        let compression = [PlaneCompression.none, .zstd, .lz4].randomElement(using: &random) ?? .none
        let bytes =
            switch compression {
            case .none: rows.bytes
            case .zstd: try Encode.zstd(rows.bytes)
            case .lz4: try Encode.lz4(rows.bytes)
            }
        return Plane(
            kind: kind, encoding: encoding, compression: compression, width: rows.width, height: rows.height,
            rowStep: rows.rowStep, storage: ShiftedBytes(bytes, offset: .random(in: 0...7, using: &random)))
    }

    @Test(
        "colour arrives as sent, compressed or not",
        arguments: [PlaneEncoding.rgb8, .bgr8, .rgba8, .bgra8, .mono8])
    func color(encoding: PlaneEncoding) throws {
        var random = SplitMix64(seed: UInt64(encoding.rawValue))
        let decoder = PlaneDecoder()
        defer { decoder.release() }
        let size = try #require(encoding.bytesPerPixel)
        let order: [Int] =
            switch encoding {
            case .bgr8, .bgra8: [2, 1, 0]
            case .mono8: [0, 0, 0]
            default: [0, 1, 2]
            }
        for _ in 0..<40 {
            let rows = Rows(bytesPerPixel: size, &random)
            let image = try decoder.color(try Self.plane(.color, encoding, rows, &random))
            let sent = (0..<rows.height).flatMap { y in
                (0..<rows.width).flatMap { x in order.map { rows.bytes[y * rows.rowStep + x * size + $0] } }
            }
            #expect(image.allChannels == sent)
        }
    }

    @Test("counts become metres, and 0 stays invalid")
    func depth16() throws {
        var random = SplitMix64(seed: 16)
        let decoder = PlaneDecoder()
        defer { decoder.release() }
        for _ in 0..<40 {
            let rows = Rows(bytesPerPixel: 2, &random)
            let image = try decoder.depth(try Self.plane(.depth, .depth16UC1, rows, &random))
            let sent = (0..<rows.height).flatMap { y in
                (0..<rows.width).map { x -> Float in
                    let at = y * rows.rowStep + x * 2
                    let meters = Float(UInt16(rows.bytes[at]) | UInt16(rows.bytes[at + 1]) << 8) * 0.001
                    return meters <= 20 ? meters : 0
                }
            }
            #expect(image.allMeters == sent)
        }
    }

    @Test("NaN, infinite, negative and far metres are invalid")
    func depth32() throws {
        let sent: [Float] = [1.5, .nan, .infinity, -.infinity, -1, 0, 139, 20, .leastNonzeroMagnitude]
        let bytes = sent.flatMap { value in (0..<4).map { UInt8(truncatingIfNeeded: value.bitPattern >> (8 * $0)) } }
        let plane = Plane(
            kind: .depth, encoding: .depth32FC1, width: 3, height: 3, storage: ShiftedBytes(bytes, offset: 1))
        let decoder = PlaneDecoder()
        defer { decoder.release() }
        let image = try decoder.depth(plane)
        #expect(image.allMeters == [1.5, 0, 0, 0, 0, 0, 0, 20, .leastNonzeroMagnitude])
    }

    @Test("labels of every width arrive as sent", arguments: [PlaneEncoding.label8UC1, .depth16UC1, .label32SC1])
    func labels(encoding: PlaneEncoding) throws {
        var random = SplitMix64(seed: 8)
        let decoder = PlaneDecoder()
        defer { decoder.release() }
        let size = try #require(encoding.bytesPerPixel)
        for _ in 0..<30 {
            let rows = Rows(bytesPerPixel: size, &random)
            let image = try decoder.labels(try Self.plane(.label, encoding, rows, &random))
            let sent = (0..<rows.height).flatMap { y in
                (0..<rows.width).map { x in
                    (0..<size).reduce(UInt32(0)) {
                        $0 | UInt32(rows.bytes[y * rows.rowStep + x * size + $1]) << (8 * $1)
                    }
                }
            }
            #expect(image.allValues == sent)
        }
    }

    @Test("a raw plane is read where it lies")
    func isNotCopied() throws {
        let storage = OwnedBytes([UInt8](repeating: 9, count: 12))
        let image = try PlaneDecoder().color(
            Plane(kind: .color, encoding: .rgb8, width: 2, height: 2, storage: storage))
        #expect(UnsafeRawPointer(image.base) == storage.bytes.baseAddress)
    }

    @Test("an image outlives the frame that it came with")
    func keepsStorage() throws {
        let decoder = PlaneDecoder()
        weak var lost: OwnedBytes?
        do {
            let storage = OwnedBytes([1, 2, 3])
            lost = storage
            _ = try decoder.color(Plane(kind: .color, encoding: .rgb8, width: 1, height: 1, storage: storage))
        }
        #expect(lost != nil)
        decoder.release()
        #expect(lost == nil)
    }

    @Test("depth without one valid pixel says so")
    func validity() throws {
        var bytes = [UInt8](repeating: 0, count: 50 * 40 * 2)
        let decoder = PlaneDecoder()
        defer { decoder.release() }
        func isValid() throws -> Bool {
            let plane = Plane(
                kind: .depth, encoding: .depth16UC1, width: 50, height: 40, storage: OwnedBytes(bytes))
            return try decoder.depth(plane).hasValidPixel
        }
        #expect(try !isValid())
        bytes[(39 * 50 + 49) * 2] = 1
        #expect(try isValid())
    }
}
