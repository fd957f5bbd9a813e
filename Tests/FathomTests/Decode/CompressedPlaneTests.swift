import CSpng
import CTurboJPEG
import Fathom
import Testing

@Suite("Compressed planes")
struct CompressedPlaneTests {
    static func plane(_ kind: PlaneKind, _ encoding: PlaneEncoding, _ width: Int, _ height: Int, _ bytes: [UInt8])
        -> Plane
    {
        Plane(kind: kind, encoding: encoding, width: width, height: height, storage: OwnedBytes(bytes))
    }

    @Test("a PNG arrives bit for bit")
    func png() throws {
        var random = SplitMix64(seed: 1)
        let decoder = PlaneDecoder()
        defer { decoder.release() }
        for _ in 0..<25 {
            let (width, height) = random.size()
            let rgb = random.bytes(width * height * 3)
            let color = Self.plane(.color, .png, width, height, try Encode.png(rgb, width: width, height: height))
            #expect(try decoder.color(color).allChannels == rgb)

            let grey = random.bytes(width * height)
            let greyPNG = try Encode.png(grey, width: width, height: height, color: SPNG_COLOR_TYPE_GRAYSCALE)
            #expect(
                try decoder.mask(Self.plane(.mask, .png, width, height, greyPNG)).allValues == grey.map(UInt32.init))
            let inColor = try decoder.color(Self.plane(.color, .png, width, height, greyPNG))
            #expect(inColor.allChannels == grey.flatMap { [$0, $0, $0] })
        }
    }

    @Test("a 16-bit PNG keeps its counts, whatever the byte order of the machine")
    func png16() throws {
        var random = SplitMix64(seed: 2)
        let decoder = PlaneDecoder()
        defer { decoder.release() }
        for _ in 0..<25 {
            let (width, height) = random.size()
            let counts = (0..<width * height).map { _ in UInt16.random(in: 0...19_999, using: &random) }
            let bytes = counts.withUnsafeBytes { Array($0) }
            let data = try Encode.png(bytes, width: width, height: height, color: SPNG_COLOR_TYPE_GRAYSCALE, bits: 16)
            let depth = try decoder.depth(Self.plane(.depth, .png16, width, height, data))
            #expect(depth.allMeters == counts.map { Float($0) * 0.001 })
            let labels = try decoder.labels(Self.plane(.label, .png16, width, height, data))
            #expect(labels.allValues == counts.map(UInt32.init))
        }
    }

    @Test("a JPEG arrives in the right colours, sub-sampled or not", arguments: [TJSAMP_444, TJSAMP_422, TJSAMP_420])
    func jpeg(subsampling: TJSAMP) throws {
        var random = SplitMix64(seed: 3)
        let decoder = PlaneDecoder()
        defer { decoder.release() }
        for _ in 0..<20 {
            let (width, height) = random.size()
            let color = random.bytes(3)
            let pixels = (0..<width * height).flatMap { _ in color }
            let data = try Encode.jpeg(pixels, width: width, height: height, subsampling: subsampling)
            let image = try decoder.color(Self.plane(.color, .jpeg, width, height, data))
            let worst = zip(image.allChannels, pixels).map { abs(Int($0) - Int($1)) }.max() ?? 0
            #expect(worst <= 4)
        }
    }

    @Test("a grey JPEG has one channel")
    func greyJPEG() throws {
        let pixels = [UInt8](repeating: 77, count: 20 * 10)
        let data = try Encode.jpeg(pixels, width: 20, height: 10, format: TJPF_GRAY, subsampling: TJSAMP_GRAY)
        let decoder = PlaneDecoder()
        defer { decoder.release() }
        let image = try decoder.color(Self.plane(.color, .jpeg, 20, 10, data))
        #expect(image.pixelStep == 1)
        #expect(image.allChannels.allSatisfy { abs(Int($0) - 77) <= 1 })
    }

    @Test("a CMYK JPEG is refused in words")
    func cmyk() throws {
        let pixels = [UInt8](repeating: 77, count: 16 * 16 * 4)
        let data = try Encode.jpeg(pixels, width: 16, height: 16, format: TJPF_CMYK)
        let found = rejection { () throws(Rejection) in
            _ = try PlaneDecoder().color(Self.plane(.color, .jpeg, 16, 16, data))
        }
        #expect(found?.found == "CMYK")
    }

    @Test("padding behind a JPEG is harmless, a missing end is not")
    func jpegEnds() throws {
        var random = SplitMix64(seed: 4)
        let data = try Encode.jpeg(random.bytes(64 * 48 * 3), width: 64, height: 48)
        _ = try PlaneDecoder().color(Self.plane(.color, .jpeg, 64, 48, data + [0, 0, 0]))
        for kept in stride(from: 0, to: data.count - 2, by: 97) {
            let found = rejection { () throws(Rejection) in
                _ = try PlaneDecoder().color(Self.plane(.color, .jpeg, 64, 48, Array(data[..<kept])))
            }
            #expect(found?.field == "planes[color].bytes", "cut to \(kept) of \(data.count) bytes")
        }
    }

    @Test(
        "an image of another size is refused before a pixel is decoded", arguments: [(1, 0), (0, 1), (20_000, 20_000)])
    func otherSize(more: (Int, Int)) throws {
        // A bomb: few bytes that unfold to many.
        let width = 30 + more.0, height = 20 + more.1
        let decoder = PlaneDecoder()
        defer { decoder.release() }
        func refused(_ plane: Plane) -> Bool {
            let found = rejection { () throws(Rejection) in
                _ = plane.kind == .color ? try decoder.color(plane).width : try decoder.depth(plane).width
            }
            return found?.reason == "planes.bytes"
        }
        if more.0 < 100 {
            let pixels = [UInt8](repeating: 0, count: width * height * 3)
            #expect(refused(Self.plane(.color, .jpeg, 30, 20, try Encode.jpeg(pixels, width: width, height: height))))
            #expect(refused(Self.plane(.color, .png, 30, 20, try Encode.png(pixels, width: width, height: height))))
        } else {
            let pixels = [UInt8](repeating: 0, count: 30 * 20 * 3)
            var png = try Encode.png(pixels, width: 30, height: 20)
            // The header's width, whose check sum is then wrong as well.
            png[18] = 0x4e
            #expect(refused(Self.plane(.color, .png, 30, 20, png)))
        }
    }

    @Test("a PNG of another colour type is refused")
    func otherColorType() throws {
        let rgb = try Encode.png([UInt8](repeating: 0, count: 12), width: 2, height: 2)
        let decoder = PlaneDecoder()
        defer { decoder.release() }
        #expect(
            rejection { () throws(Rejection) in _ = try decoder.depth(Self.plane(.depth, .png16, 2, 2, rgb)) }?.expected
                == "a grey PNG of 16 bits")
        #expect(
            rejection { () throws(Rejection) in _ = try decoder.mask(Self.plane(.mask, .png, 2, 2, rgb)) }?.expected
                == "a grey PNG of at most 8 bits")
    }
}
