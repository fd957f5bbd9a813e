internal import CAprilTag
public import Fathom

/// An AprilTag on a sheet of paper in the world, with a white cell around it, as a camera would see it.
public struct PrintedTag: Sendable {
    public var worldFromTag: Transform
    /// Metres: edge of a cell.
    private let cellSize: Double
    /// Cells along an edge of the sheet.
    private let cells: Int
    private let isWhite: [Bool]

    /// The library's own picture of the tag; `nil` for an id that the family does not have.
    /// - Parameter worldFromTag: the tag frame as `AprilTag` has it; for a camera without a pose the world is its optical frame.
    public init?(_ tag: AprilTag, worldFromTag: Transform) {
        guard (0..<tag.family.codes).contains(tag.id), let family = Self.table(tag.family),
            let image = apriltag_to_image(family, Int32(tag.id))
        else { return nil }
        defer { fathom_free_tag_image(image) }
        self.worldFromTag = worldFromTag
        let (picture, width) = (image.pointee, Int(image.pointee.width))
        cellSize = tag.size / Double(tag.family.edgeCells)
        cells = width + 2
        var isWhite = [Bool](repeating: true, count: cells * cells)
        for y in 0..<width {
            for x in 0..<width { isWhite[(y + 1) * cells + x + 1] = picture.buf[y * Int(picture.stride) + x] > 127 }
        }
        self.isWhite = isWhite
    }

    /// The same for the life of the process; what it would free is a few bytes.
    private static func table(_ family: TagFamily) -> UnsafeMutablePointer<apriltag_family_t>? {
        switch family {
        case .tag36h11: tag36h11_create()
        case .tag25h9: tag25h9_create()
        case .tag16h5: tag16h5_create()
        case .tagStandard41h12: tagStandard41h12_create()
        case .tagStandard52h13: tagStandard52h13_create()
        case .tagCircle21h7: tagCircle21h7_create()
        case .tagCircle49h12: tagCircle49h12_create()
        case .tagCustom48h12: tagCustom48h12_create()
        }
    }

    /// How the camera blurs and what noise it adds.
    public struct Imaging: Sendable {
        /// Width of the square of the image that a pixel gathers light from, pixels.
        public var pixelWidth: Double
        /// Standard deviation of the noise of a colour channel, of 255.
        public var noise: Double
        public var seed: UInt64

        public init(pixelWidth: Double = 1, noise: Double = 0, seed: UInt64 = 1) {
            self.pixelWidth = pixelWidth
            self.noise = noise
            self.seed = seed
        }
    }

    /// Puts the sheet into the colour (rgb8) and depth (32FC1) planes of a rendered frame, lens distortion included.
    public func paint(on frame: inout Frame, imaging: Imaging = Imaging(), depthNoise: DepthNoise = .ideal) {
        guard let camera = frame.camera else { return }
        var random = SplitMix64(seed: imaging.seed)
        let cameraFromTag = (camera.worldFromCamera ?? .identity).rigidInverse * worldFromTag
        let view = View(projection: Projection(camera), cameraFromTag: cameraFromTag)
        let (columns, rows) = window(view)
        for index in frame.planes.indices {
            var bytes = frame.planes[index].storage.map { Array($0.bytes) } ?? []
            switch frame.planes[index].kind {
            case .color: color(&bytes, view, columns, rows, imaging, &random)
            case .depth: depth(&bytes, view, columns, rows, depthNoise, &random)
            case .label, .mask: continue
            }
            frame.planes[index].storage = OwnedBytes(bytes)
        }
    }

    private struct View {
        var projection: Projection
        var cameraFromTag: Transform
        var width: Int { projection.camera.width }
        var height: Int { projection.camera.height }
    }

    /// Pixels around the sheet: its bounding box with a margin; the noise stays in it as well.
    private func window(_ view: View) -> (columns: Range<Int>, rows: Range<Int>) {
        let reach = Double(cells) * cellSize * 0.6
        let pixels = [(-1.0, -1.0), (1, -1), (1, 1), (-1, 1)].compactMap { x, y in
            view.projection.pixel(view.cameraFromTag(Vector3(x, y, 0) * reach))
        }
        guard pixels.count == 4 else { return (0..<0, 0..<0) }
        func range(_ values: [Double], _ count: Int) -> Range<Int> {
            let low = min(max((values.min() ?? 0) - 4, 0), Double(count))
            let high = min(max((values.max() ?? 0) + 4, low), Double(count))
            return Int(low)..<Int(high)
        }
        return (range(pixels.map(\.u), view.width), range(pixels.map(\.v), view.height))
    }

    /// Samples along each edge of a pixel.
    private static let samples = 4

    private func color(
        _ bytes: inout [UInt8], _ view: View, _ columns: Range<Int>, _ rows: Range<Int>, _ imaging: Imaging,
        _ random: inout SplitMix64
    ) {
        for y in rows {
            for x in columns {
                let start = (y * view.width + x) * 3
                var channels = SIMD3<Double>(Double(bytes[start]), Double(bytes[start + 1]), Double(bytes[start + 2]))
                if hit(view, Double(x), Double(y), margin: 2) != nil { channels = mean(x, y, channels, view, imaging) }
                for channel in 0..<3 {
                    let value = channels[channel] + (imaging.noise > 0 ? imaging.noise * random.normal() : 0)
                    bytes[start + channel] = UInt8(min(max(value.rounded(), 0), 255))
                }
            }
        }
    }

    private func mean(
        _ x: Int, _ y: Int, _ behind: SIMD3<Double>, _ view: View, _ imaging: Imaging
    ) -> SIMD3<Double> {
        var sum = SIMD3<Double>.zero
        for row in 0..<Self.samples {
            for column in 0..<Self.samples {
                func place(_ index: Int) -> Double {
                    imaging.pixelWidth * ((Double(index) + 0.5) / Double(Self.samples) - 0.5)
                }
                let cell = hit(view, Double(x) + place(column), Double(y) + place(row), margin: 0)?.cell
                sum += cell.map { SIMD3(repeating: isWhite[$0] ? 225 : 25) } ?? behind
            }
        }
        return sum / Double(Self.samples * Self.samples)
    }

    private func depth(
        _ bytes: inout [UInt8], _ view: View, _ columns: Range<Int>, _ rows: Range<Int>, _ noise: DepthNoise,
        _ random: inout SplitMix64
    ) {
        bytes.withUnsafeMutableBytes { buffer in
            for y in rows {
                for x in columns {
                    guard let z = hit(view, Double(x), Double(y), margin: 0)?.depth else { continue }
                    let noisy = Float(z + noise.sigma(z) * random.normal())
                    buffer.storeBytes(of: noisy, toByteOffset: (y * view.width + x) * 4, as: Float.self)
                }
            }
        }
    }

    /// Where a pixel's ray meets the sheet's printed side: depth, and which cell.
    /// - Parameter margin: cells by which the sheet is taken to be larger; the cell is then the nearest one.
    private func hit(_ view: View, _ u: Double, _ v: Double, margin: Double) -> (depth: Double, cell: Int)? {
        let (ray, cameraFromTag) = (view.projection.ray(u, v), view.cameraFromTag)
        let normal = cameraFromTag.rotation.z
        let slope = normal.dot(ray)
        // The tag's z points away from who sees its print.
        guard slope > 1e-6 else { return nil }
        let depth = normal.dot(cameraFromTag.translation) / slope
        guard depth > 0 else { return nil }
        let place = cameraFromTag.rotation.transposed * (ray * depth - cameraFromTag.translation)
        let half = Double(cells) / 2
        let (column, row) = (place.x / cellSize + half, place.y / cellSize + half)
        let inside = -margin...(Double(cells) + margin)
        guard inside.contains(column), inside.contains(row) else { return nil }
        func index(_ value: Double) -> Int { min(max(Int(value.rounded(.down)), 0), cells - 1) }
        return (depth, index(row) * cells + index(column))
    }
}
