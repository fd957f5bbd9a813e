import Fathom
import FathomTestKit
import Foundation
import Testing

@testable import FathomStill

/// Organised point clouds: what is read of them, and what is refused.
@Suite struct PCDTests {
    let desk: Desk

    init() throws {
        desk = try Desk(width: 96, height: 72)
    }

    private func cloud(_ encoding: String) throws -> PointCloud {
        var writer = PointCloudWriter(desk)
        writer.encoding = encoding
        return try PCDFile.read(try desk.write("cloud.pcd", writer.file()))
    }

    @Test(arguments: ["ascii", "binary", "binary_compressed"])
    func everyEncodingHoldsTheSamePicture(_ encoding: String) throws {
        let cloud = try cloud(encoding)
        #expect(cloud.width == 96 && cloud.height == 72)
        #expect(cloud.z == desk.depth.map { $0 > 0 ? $0 : 0 })
        // Points without a place keep their colour.
        #expect(cloud.rgb == desk.rgb)
    }

    @Test func theCameraIsEstimatedFromThePoints() throws {
        let camera = try cloud("binary").intrinsics(file: "cloud.pcd")
        #expect(abs(camera.fx - desk.camera.fx) < 0.001 && abs(camera.fy - desk.camera.fy) < 0.001)
        #expect(abs(camera.cx - desk.camera.cx) < 0.001 && abs(camera.cy - desk.camera.cy) < 0.001)
    }

    @Test func aColourMayBeAFloatsBits() throws {
        var writer = PointCloudWriter(desk)
        writer.encoding = "binary"
        let bytes = writer.file { $0.replacing("rgba", with: "rgb").replacing("U F F F U", with: "U F F F F") }
        #expect(try PCDFile.read(try desk.write("cloud.pcd", bytes)).rgb == desk.rgb)
    }

    @Test func withoutColourThereIsDepthAlone() throws {
        let bytes = PointCloudWriter(desk).file { $0.replacing("rgba", with: "curvature") }
        #expect(try PCDFile.read(try desk.write("cloud.pcd", bytes)).rgb == nil)
    }

    @Test(arguments: [
        ("WIDTH 96", "WIDTH 6912", "HEIGHT 72", "HEIGHT 1", "an unorganised one of 6912×1"),
        ("WIDTH 96", "WIDTH 96", "POINTS 6912", "POINTS 6911", "expected 6912 POINTS (96×72), found 6911"),
        ("WIDTH 96", "WIDTH 9600000", "POINTS", "# ", "at most 4096 points a side, found 9600000×72"),
        ("WIDTH 96", "WIDTH -96", "POINTS", "# ", "unorganised one of -96×72"),
        ("WIDTH 96", "WIDTH many", "POINTS", "# ", "expected WIDTH and HEIGHT, found none"),
        ("x y z", "u v w", "#", "#", "expected fields x, y and z of type F, found FIELDS label u v w rgba"),
        ("TYPE U F F F U", "TYPE U I I I U", "#", "#", "expected fields x, y and z of type F"),
        ("SIZE 4 4 4 4 4", "SIZE 4 4 4 4", "#", "#", "of one length, at most 64, found 5, 4, 5 and 5"),
        ("SIZE 4 4 4 4 4", "SIZE 3 4 4 4 4", "#", "#", "'label' of 3 bytes, type 'U', 1 times"),
        ("COUNT 1", "COUNT 99999", "#", "#", "'label' of 4 bytes, type 'U', 99999 times"),
        ("DATA binary", "DATA gzip", "#", "#", "DATA ascii, binary or binary_compressed, found 'gzip'"),
        ("DATA binary", "DATE binary", "#", "#", "a header without DATA"),
    ])
    func aBadHeaderIsNamed(_ a: String, _ b: String, _ c: String, _ d: String, _ expected: String) throws {
        let bytes = PointCloudWriter(desk).file { $0.replacing(a, with: b).replacing(c, with: d) }
        let path = try desk.write("cloud.pcd", bytes)
        let text = refusal { () throws(StillError) in try PCDFile.read(path) }
        #expect(text.hasPrefix("\(path): ") && text.contains(expected), "\(text)")
    }

    @Test(arguments: ["ascii", "binary", "binary_compressed"])
    func aFileThatIsCutOffIsRefusedWhereverItEnds(_ encoding: String) throws {
        var writer = PointCloudWriter(desk)
        writer.encoding = encoding
        let whole = writer.file()
        var random = SplitMix64(seed: 4)
        for _ in 0..<40 {
            let count = 1 + Int(random.next() % UInt64(whole.count - 2))
            let path = try desk.write("cut.pcd", whole.prefix(count))
            // The last number of a text may be cut and still be one.
            if encoding == "ascii", count > whole.count - 12 { continue }
            #expect(refusal { () throws(StillError) in try PCDFile.read(path) }.hasPrefix("\(path): "), "\(count)")
        }
    }

    @Test func damagedBytesNeverCrash() throws {
        var random = SplitMix64(seed: 5)
        for encoding in ["ascii", "binary", "binary_compressed"] {
            var writer = PointCloudWriter(desk)
            writer.encoding = encoding
            let whole = writer.file()
            for _ in 0..<60 {
                var bytes = whole
                for _ in 0..<8 {
                    // Half of the damage goes into the header.
                    let end = random.next() % 2 == 0 ? 250 : bytes.count
                    bytes[Int(random.next() % UInt64(end))] = UInt8(truncatingIfNeeded: random.next())
                }
                let path = try desk.write("damaged.pcd", bytes)
                if let cloud = try? PCDFile.read(path) { _ = try? cloud.intrinsics(file: path) }
            }
        }
    }

    @Test func pointsOfNoPinholeCameraAreRefused() throws {
        var writer = PointCloudWriter(desk)
        var random = SplitMix64(seed: 6)
        for index in writer.points.indices {
            writer.points[index].x = Float(random.uniform(-1...1))
        }
        let path = try desk.write("cloud.pcd", writer.file())
        let cloud = try PCDFile.read(path)
        let text = refusal { () throws(StillError) in try cloud.intrinsics(file: path) }
        #expect(text.contains("expected points as a camera sees them: x right, y down, z forward (or --camera)"))
    }

    @Test func anObjectIsMeasuredInACloudAsInImages() throws {
        let desk = try Desk()
        var writer = PointCloudWriter(desk)
        writer.encoding = "binary_compressed"
        let path = try desk.write("cloud.pcd", writer.file())
        let fromImages = Measure(input: desk.input, a: desk.box(0), b: desk.box(1), isJSON: true)
        let fromCloud = Measure(
            input: StillInput(pointCloud: path, noise: "ideal"), a: desk.box(0), b: desk.box(1), isJSON: true)
        let (a, b) = (try Answer(fromImages.run()), try Answer(fromCloud.run()))
        #expect(a.status == "measured" && b.status == "measured")
        #expect(abs((a.distance ?? 0) - (b.distance ?? 1)) < 0.001)
    }
}

/// LZF streams made by hand.
@Suite struct LZFTests {
    private func decompress(_ bytes: [UInt8], _ size: Int) -> [UInt8]? {
        bytes.withUnsafeBytes { LZF.decompress($0, size: size) }
    }

    @Test func literalsAndReferencesBack() {
        // "ab", then 4 bytes from 2 back: "abab"; a long one has a byte more of length.
        #expect(decompress([1, 97, 98, 2 << 5, 1], 6) == Array("ababab".utf8))
        #expect(decompress([0, 97, 7 << 5, 3, 0], 13) == [UInt8](repeating: 97, count: 13))
    }

    @Test func brokenStreamsAreRefused() {
        #expect(decompress([1, 97], 2) == nil)
        #expect(decompress([0, 97, 2 << 5], 5) == nil)
        #expect(decompress([0, 97, 2 << 5, 1], 5) == nil)
        #expect(decompress([0, 97, 7 << 5], 13) == nil)
        #expect(decompress([0, 97, 2 << 5, 0], 4) == nil)
        #expect(decompress([1, 97, 98], 1) == nil)
        #expect(decompress([0, 97], 2) == nil)
        #expect(decompress([], 1) == nil)
    }
}
