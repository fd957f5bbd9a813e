import FathomTestKit

@testable import Fathom

/// A 640×480 camera and the tags before it; the world is the optical frame.
struct TagStage {
    static let tag = AprilTag(family: .tag36h11, id: 3, size: 0.04, offset: Vector3(0, 0, 0.1))

    var camera = Camera(width: 640, height: 480, fx: 600, fy: 600, cx: 319.5, cy: 239.5)
    var tag = TagStage.tag
    var imaging = PrintedTag.Imaging()
    var depthNoise = DepthNoise.ideal
    var hasDepth = true

    /// Facing the camera.
    static func facing(at place: Vector3) -> Transform {
        Transform(rotation: .identity, translation: place)
    }

    /// Somewhere in view at `range` metres, leaning up to 41° either way, turned any way about its normal.
    static func randomPose(range: ClosedRange<Double>, using random: inout SplitMix64) -> Transform {
        let z = random.uniform(range)
        let lean = Vector3(random.uniform(-0.75...0.75), random.uniform(-0.75...0.75), 0)
        return facing(at: Vector3(random.uniform(-0.3...0.3) * z, random.uniform(-0.2...0.2) * z, z))
            .moved(turn: lean, shift: .zero).moved(turn: Vector3(0, 0, random.uniform(-4...4)), shift: .zero)
    }

    /// Grey, with nothing in reach of the depth sensor but the tags.
    func frame(_ poses: [Transform], sequence: UInt64 = 0) -> Frame {
        let (width, height) = (camera.width, camera.height)
        let depth = [Float](repeating: .nan, count: width * height)
        var planes = [
            Plane(
                kind: .color, encoding: .rgb8, width: width, height: height, part: 2,
                storage: OwnedBytes([UInt8](repeating: 110, count: width * height * 3)))
        ]
        if hasDepth {
            planes.append(
                Plane(
                    kind: .depth, encoding: .depth32FC1, width: width, height: height, part: 3,
                    storage: OwnedBytes(depth.withUnsafeBytes(Array.init))))
        }
        var frame = Frame(
            stream: "front", step: sequence, sequence: sequence, captureTimeNanoseconds: Int64(sequence) * 40_000_000,
            camera: camera, planes: planes)
        for pose in poses {
            PrintedTag(tag, worldFromTag: pose)?.paint(on: &frame, imaging: imaging, depthNoise: depthNoise)
        }
        return frame
    }

    /// What a new finder sees in the frame.
    func found(_ frame: Frame, seeking sought: AprilTag? = nil) throws -> [FoundTag] {
        let view = FrameView(noise: depthNoise, limits: FrameLimits())
        view.begin(frame, reference: .camera)
        return try TagFinder(sought ?? tag).tags(
            in: try view.color(frame), depth: try view.depthIfValid(frame), projection: Projection(camera),
            noise: depthNoise)
    }
}

extension FoundTag {
    /// Error of the tool point, metres, and how many of its own standard deviations that is.
    func error(_ truth: Vector3) throws -> (meters: Double, sigmas: Double) {
        let error = toolPoint - truth
        guard let direction = error.normalized else { return (0, 0) }
        let variance = direction.dot((noise + systematic) * direction)
        return (error.length, error.length / variance.squareRoot())
    }
}
