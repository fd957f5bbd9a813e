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
    /// - Parameter worldFromTag: the tag frame as `Tag` has it; for a camera without a pose the world is its optical frame.
    public init?(_ tag: Tag, worldFromTag: Transform) {
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
        let projection = Projection(camera)
        let cameraFromTag = (camera.worldFromCamera ?? .identity).rigidInverse * worldFromTag
        for index in frame.planes.indices {
            var bytes = frame.planes[index].storage.map { Array($0.bytes) } ?? []
            switch frame.planes[index].kind {
            case .color: color(&bytes, camera, projection, cameraFromTag, imaging, &random)
            case .depth: depth(&bytes, camera, projection, cameraFromTag, depthNoise, &random)
            case .label, .mask: continue
            }
            frame.planes[index].storage = OwnedBytes(bytes)
        }
    }

    /// Samples along each edge of a pixel.
    private static let samples = 5

    private func color(
        _ bytes: inout [UInt8], _ camera: Camera, _ projection: Projection, _ cameraFromTag: Transform,
        _ imaging: Imaging, _ random: inout SplitMix64
    ) {
        for y in 0..<camera.height {
            for x in 0..<camera.width {
                let start = (y * camera.width + x) * 3
                var channels = SIMD3<Double>(Double(bytes[start]), Double(bytes[start + 1]), Double(bytes[start + 2]))
                if hit(projection.ray(Double(x), Double(y)), cameraFromTag, margin: 2) != nil {
                    channels = mean(x, y, channels, projection, cameraFromTag, imaging)
                }
                for channel in 0..<3 {
                    let value = channels[channel] + (imaging.noise > 0 ? imaging.noise * random.normal() : 0)
                    bytes[start + channel] = UInt8(min(max(value.rounded(), 0), 255))
                }
            }
        }
    }

    private func mean(
        _ x: Int, _ y: Int, _ behind: SIMD3<Double>, _ projection: Projection, _ cameraFromTag: Transform,
        _ imaging: Imaging
    ) -> SIMD3<Double> {
        var sum = SIMD3<Double>.zero
        for row in 0..<Self.samples {
            for column in 0..<Self.samples {
                func place(_ index: Int) -> Double {
                    imaging.pixelWidth * ((Double(index) + 0.5) / Double(Self.samples) - 0.5)
                }
                let ray = projection.ray(Double(x) + place(column), Double(y) + place(row))
                let cell = hit(ray, cameraFromTag, margin: 0)?.cell
                sum += cell.map { SIMD3(repeating: isWhite[$0] ? 225 : 25) } ?? behind
            }
        }
        return sum / Double(Self.samples * Self.samples)
    }

    private func depth(
        _ bytes: inout [UInt8], _ camera: Camera, _ projection: Projection, _ cameraFromTag: Transform,
        _ noise: DepthNoise, _ random: inout SplitMix64
    ) {
        bytes.withUnsafeMutableBytes { buffer in
            for y in 0..<camera.height {
                for x in 0..<camera.width {
                    guard let z = hit(projection.ray(Double(x), Double(y)), cameraFromTag, margin: 0)?.depth else {
                        continue
                    }
                    let noisy = Float(z + noise.sigma(z) * random.normal())
                    buffer.storeBytes(of: noisy, toByteOffset: (y * camera.width + x) * 4, as: Float.self)
                }
            }
        }
    }

    /// Where a ray meets the sheet's printed side: depth, and which cell.
    /// - Parameter margin: cells by which the sheet is taken to be larger; the cell is then the nearest one.
    private func hit(_ ray: Vector3, _ cameraFromTag: Transform, margin: Double) -> (depth: Double, cell: Int)? {
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
