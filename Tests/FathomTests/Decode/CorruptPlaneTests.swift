import CSpng
import Fathom
import Testing

/// Fuzzing: whatever the bytes, a decoder ends with an image of the claimed size or a rejection.
@Suite("Corrupt planes")
struct CorruptPlaneTests {
    static let width = 40
    static let height = 24

    static func samples(_ random: inout SplitMix64) throws -> [Plane] {
        // Smooth, so that compression has something to do.
        let counts = (0..<width * height).map { UInt16(700 + $0 % 13) }
        let depth = counts.withUnsafeBytes { Array($0) }
        let rgb = (0..<width * height * 3).map { UInt8(truncatingIfNeeded: $0 / 7) }
        func plane(_ kind: PlaneKind, _ encoding: PlaneEncoding, _ bytes: [UInt8], _ by: PlaneCompression = .none)
            -> Plane
        {
            Plane(
                kind: kind, encoding: encoding, compression: by, width: width, height: height,
                storage: OwnedBytes(bytes))
        }
        return [
            plane(.color, .jpeg, try Encode.jpeg(rgb, width: width, height: height)),
            plane(.color, .png, try Encode.png(rgb, width: width, height: height)),
            plane(
                .depth, .png16,
                try Encode.png(depth, width: width, height: height, color: SPNG_COLOR_TYPE_GRAYSCALE, bits: 16)),
            plane(.depth, .depth16UC1, try Encode.zstd(depth), .zstd),
            plane(.depth, .depth16UC1, try Encode.lz4(depth), .lz4),
            plane(.color, .rgb8, try Encode.zstd(rgb), .zstd),
            plane(.color, .rgb8, try Encode.lz4(rgb), .lz4),
        ]
    }

    /// Reads every pixel, so that a sanitizer sees what lies outside.
    static func decode(_ plane: Plane, _ decoder: PlaneDecoder) throws(Rejection) {
        if plane.kind == .color {
            #expect(try decoder.color(plane).allChannels.count == width * height * 3)
        } else {
            #expect(try decoder.depth(plane).allMeters.count == width * height)
        }
    }

    @Test("cut bytes are refused, at any length")
    func truncated() throws {
        var random = SplitMix64(seed: 1)
        let decoder = PlaneDecoder()
        defer { decoder.release() }
        for sample in try Self.samples(&random) {
            let storage = try #require(sample.storage)
            let bytes = storage.bytes
            // A PNG's last chunk carries no pixels, nor do a JPEG's last bits.
            for kept in stride(from: 0, to: bytes.count - 16, by: 11) {
                var cut = sample
                cut.storage = OwnedBytes(Array(bytes[..<kept]))
                let found = rejection { () throws(Rejection) in try Self.decode(cut, decoder) }
                #expect(found?.reason == "planes.bytes", "\(sample.encoding) \(sample.compression) cut to \(kept)")
            }
            // The decoder is as good as new.
            try Self.decode(sample, decoder)
        }
    }

    @Test("flipped bits end in an image or a rejection")
    func flipped() throws {
        var random = SplitMix64(seed: 2)
        let decoder = PlaneDecoder()
        defer { decoder.release() }
        for sample in try Self.samples(&random) {
            let storage = try #require(sample.storage)
            let bytes = Array(storage.bytes)
            for _ in 0..<400 {
                var bad = bytes
                for _ in 0..<Int.random(in: 1...4, using: &random) {
                    bad[Int.random(in: 0..<bad.count, using: &random)] ^= 1 << UInt8.random(in: 0...7, using: &random)
                }
                var plane = sample
                plane.storage = OwnedBytes(bad)
                _ = rejection { () throws(Rejection) in try Self.decode(plane, decoder) }
            }
            try Self.decode(sample, decoder)
        }
    }

    @Test("noise is refused")
    func noise() throws {
        var random = SplitMix64(seed: 3)
        let decoder = PlaneDecoder()
        defer { decoder.release() }
        for sample in try Self.samples(&random) {
            for count in [0, 1, 3, 64, 5000] {
                var plane = sample
                plane.storage = OwnedBytes(random.bytes(count))
                let found = rejection { () throws(Rejection) in try Self.decode(plane, decoder) }
                #expect(found?.reason == "planes.bytes")
            }
        }
    }

    @Test("zstd and lz4 of another length are refused: short, over-long, a bomb", arguments: [-1, 1, 3_000_000])
    func otherLength(more: Int) throws {
        let bytes = [UInt8](repeating: 0, count: Self.width * Self.height + more)
        for (compression, data) in [(PlaneCompression.zstd, try Encode.zstd(bytes)), (.lz4, try Encode.lz4(bytes))] {
            let plane = Plane(
                kind: .color, encoding: .mono8, compression: compression, width: Self.width, height: Self.height,
                storage: OwnedBytes(data))
            let found = rejection { () throws(Rejection) in _ = try PlaneDecoder().color(plane) }
            #expect(found?.field == "planes[color].bytes")
        }
    }

    @Test("zstd must declare its size, and nothing may follow either")
    func strictFrames() throws {
        let bytes = [UInt8](repeating: 0, count: Self.width * Self.height)
        let cases: [(PlaneCompression, [UInt8])] = [
            (.zstd, try Encode.zstd(bytes, declaresSize: false)),
            (.zstd, try Encode.zstd(bytes) + [1, 2, 3]),
            (.zstd, try Encode.zstd(bytes) + Encode.zstd(bytes)),
            (.lz4, try Encode.lz4(bytes) + [1, 2, 3]),
        ]
        for (compression, data) in cases {
            let plane = Plane(
                kind: .color, encoding: .mono8, compression: compression, width: Self.width, height: Self.height,
                storage: OwnedBytes(data))
            #expect(rejection { () throws(Rejection) in _ = try PlaneDecoder().color(plane) } != nil)
        }
    }

    @Test("planes that no validator has seen are refused as well")
    func unchecked() {
        let storage = OwnedBytes([UInt8](repeating: 0, count: 64))
        let bad = [
            Plane(kind: .depth, encoding: .depth16UC1, width: 4, height: 4, storage: storage),
            Plane(kind: .color, encoding: .mono8, width: 0, height: 4, storage: storage),
            Plane(kind: .color, encoding: .mono8, width: 4, height: 1 << 40, storage: storage),
            Plane(kind: .color, encoding: .depth16UC1, width: 4, height: 4, storage: storage),
            Plane(kind: .color, encoding: .mono8, width: 4, height: 4, rowStep: 3, storage: storage),
            Plane(kind: .color, encoding: .mono8, width: 4, height: 4, rowStep: -16, storage: storage),
            Plane(kind: .color, encoding: .mono8, width: 4, height: 4, storage: storage),
            Plane(kind: .color, encoding: .mono8, width: 4, height: 4, storage: nil),
        ]
        for plane in bad {
            #expect(rejection { () throws(Rejection) in _ = try PlaneDecoder().color(plane) } != nil)
        }
    }
}
