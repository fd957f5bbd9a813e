internal import Fathom
internal import Foundation

/// Images of files, decoded whole.
enum ImageFile {
    /// Colour, three bytes a pixel.
    struct Color {
        var width: Int
        var height: Int
        var rgb: [UInt8]
    }

    /// Depth, metres, 0 where invalid.
    struct Depth {
        var width: Int
        var height: Int
        var meters: [Float]
    }

    static func color(_ path: String) throws(StillError) -> Color {
        let bytes = try InputFile.read(path)
        let header = try ImageHeader(bytes, file: path)
        guard header.bitDepth <= 8 else {
            throw .malformed(
                file: path, expected: "a colour image of 8 bits", found: "\(header.bitDepth) bits a channel")
        }
        let plane = plane(.color, header.format == .png ? .png : .jpeg, header, bytes)
        do throws(Rejection) {
            let decoder = PlaneDecoder()
            let image = try decoder.color(plane)
            return Color(width: header.width, height: header.height, rgb: image.pixels)
        } catch {
            throw StillError(error, file: path)
        }
    }

    /// - Parameter metersPerCount: what one count of the PNG stands for.
    static func depth(_ path: String, metersPerCount: Double) throws(StillError) -> Depth {
        let bytes = try InputFile.read(path)
        let header = try ImageHeader(bytes, file: path)
        guard header.format == .png, header.bitDepth == 16, header.isGrey else {
            let found =
                header.format == .jpeg
                ? "a JPEG" : "a \(header.isGrey ? "grey" : "colour") PNG of \(header.bitDepth) bits"
            throw .malformed(file: path, expected: "a grey PNG of 16 bits", found: found)
        }
        var plane = plane(.depth, .png16, header, bytes)
        plane.metersPerCount = metersPerCount
        do throws(Rejection) {
            let decoder = PlaneDecoder()
            let image = try decoder.depth(plane, limits: FrameLimits(maxDepth: .greatestFiniteMagnitude))
            return Depth(width: header.width, height: header.height, meters: image.pixels)
        } catch {
            throw StillError(error, file: path)
        }
    }

    static func mask(_ path: String) throws(StillError) -> PixelMask {
        let bytes = try InputFile.read(path)
        let header = try ImageHeader(bytes, file: path)
        guard header.format == .png, header.isGrey, header.bitDepth <= 8 else {
            throw .malformed(
                file: path, expected: "a grey PNG of at most 8 bits, not 0 inside",
                found: header.format == .jpeg
                    ? "a JPEG" : "a \(header.isGrey ? "grey" : "colour") PNG of \(header.bitDepth) bits")
        }
        do throws(Rejection) {
            let decoder = PlaneDecoder()
            let image = try decoder.mask(plane(.mask, .png, header, bytes))
            return PixelMask(width: header.width, height: header.height, bytes: image.pixels)
        } catch {
            throw StillError(error, file: path)
        }
    }

    private static func plane(
        _ kind: PlaneKind, _ encoding: PlaneEncoding, _ header: ImageHeader, _ bytes: Data
    ) -> Plane {
        Plane(
            kind: kind, encoding: encoding, width: header.width, height: header.height,
            storage: bytes.withUnsafeBytes { OwnedBytes($0) })
    }
}

extension ColorImage {
    /// All of it, three bytes a pixel.
    fileprivate var pixels: [UInt8] {
        var rgb = [UInt8](repeating: 0, count: width * height * 3)
        for y in 0..<height {
            for x in 0..<width {
                let pixel = base + y * rowStep + x * pixelStep
                let place = (y * width + x) * 3
                (rgb[place], rgb[place + 1], rgb[place + 2]) = (pixel[red], pixel[green], pixel[blue])
            }
        }
        return rgb
    }
}

extension DepthImage {
    /// All of it, metres.
    fileprivate var pixels: [Float] {
        (0..<height).flatMap { y in (0..<width).map { meters(x: $0, y: y) } }
    }
}

extension LabelImage {
    /// All of it, a byte a pixel.
    fileprivate var pixels: [UInt8] {
        (0..<height).flatMap { y in (0..<width).map { UInt8(truncatingIfNeeded: value(x: $0, y: y)) } }
    }
}
