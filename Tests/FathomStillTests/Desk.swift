import Fathom
import FathomTestKit
import Foundation

@testable import FathomStill

/// A folder with a rendered picture in it, as a user would have one.
final class Desk {
    let folder: URL
    let camera: Camera
    let scene: Scene
    let rgb: [UInt8]
    /// Metres, NaN where nothing is.
    let depth: [Float]
    let labels: [UInt8]

    static let redBox = Scene.Body(
        "red box", .box(halfExtents: Vector3(0.04, 0.03, 0.05), heading: 0.3), at: Vector3(-0.12, 0.02, 0.05),
        color: Scene.red)
    static let blueBox = Scene.Body(
        "blue box", .box(halfExtents: Vector3(0.03, 0.03, 0.04), heading: 0.7), at: Vector3(0.12, -0.02, 0.04),
        color: Scene.blue)

    init(_ bodies: [Scene.Body] = [redBox, blueBox], width: Int = 320, height: Int = 240) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "fathom-still-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        camera = .lookingAtTable(width: width, height: height)
        scene = Scene(bodies)
        var renderer = Renderer(camera: camera)
        let planes = renderer.planes(scene)
        rgb = planes[0].storage.map { Array($0.bytes) } ?? []
        depth = planes[1].storage.map { Array($0.bytes.bindMemory(to: Float.self)) } ?? []
        labels = planes[2].storage.map { Array($0.bytes) } ?? []
        try write("color.png", PNGFile.color(rgb, width: width, height: height))
        try write("depth.png", PNGFile.grey(counts(of: 0.0001), width: width, height: height))
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    /// Depth in counts of `unit` metres.
    func counts(of unit: Double) -> [UInt16] {
        depth.map { $0 > 0 ? UInt16(min((Double($0) / unit).rounded(), 65535)) : 0 }
    }

    func path(_ name: String) -> String {
        folder.appending(path: name).path
    }

    @discardableResult func write(_ name: String, _ bytes: Data?) throws -> String {
        try (bytes ?? Data()).write(to: folder.appending(path: name))
        return path(name)
    }

    @discardableResult func write(_ name: String, _ text: String) throws -> String {
        try write(name, Data(text.utf8))
    }

    var files: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
    }

    var intrinsics: String { "\(camera.fx),\(camera.fy),\(camera.cx),\(camera.cy)" }

    var input: StillInput {
        StillInput(
            color: path("color.png"), depth: path("depth.png"), depthUnit: 0.0001, camera: intrinsics, noise: "ideal")
    }

    /// Where a body's centre lies in the camera's frame.
    func inCamera(_ body: Scene.Body) -> Vector3 {
        (camera.worldFromCamera ?? .identity).rigidInverse(body.center)
    }

    /// The pixels that show a body, as a file.
    func mask(_ body: Int) throws -> String {
        let pixels = labels.map { $0 == UInt8(body + 1) ? UInt8(255) : 0 }
        return "mask:"
            + (try write("mask\(body).png", PNGFile.grey(pixels, width: camera.width, height: camera.height)))
    }

    /// The rectangle around a body.
    func box(_ body: Int) -> String {
        let pixels = labels.map { $0 == UInt8(body + 1) ? UInt8(255) : 0 }
        let bounds = PixelMask(width: camera.width, height: camera.height, bytes: pixels).bounds
        return bounds.map { "box:\($0.xMin),\($0.yMin),\($0.xMax),\($0.yMax)" } ?? ""
    }

    /// The camera's pose, row by row.
    var pose: [[Double]] {
        let pose = camera.worldFromCamera ?? .identity
        return (0..<3).map { row in
            [pose.rotation.x[row], pose.rotation.y[row], pose.rotation.z[row], pose.translation[row]]
        }
    }
}

/// The error's text, or what came in its place.
func refusal<Value>(_ body: () throws(StillError) -> Value) -> String {
    do throws(StillError) {
        _ = try body()
        return "no error"
    } catch {
        return error.description
    }
}
