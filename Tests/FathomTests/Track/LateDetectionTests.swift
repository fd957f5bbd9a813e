import FathomTestKit
import Testing

@testable import Fathom

/// A detector of the user's own that is slow: its word is about the past.
@Suite struct LateDetectionTests {
    private static func place(_ step: Int) -> Vector3 {
        TrackPlay.ball.center + Vector3(-0.008, 0.004, 0) * Double(step)
    }

    private static func detection(_ step: Int, _ frame: Frame) throws -> Detections {
        let camera = try unwrapped(frame.camera)
        let center = try unwrapped(camera.worldFromCamera).rigidInverse(place(step))
        let pixel = try unwrapped(Projection(camera).pixel(center))
        let outline = RegionPrompt.Outline.box(
            xMin: pixel.u - 16, yMin: pixel.v - 16, xMax: pixel.u + 16, yMax: pixel.v + 16)
        return Detections(
            stream: "front", captureTimeNanoseconds: frame.captureTimeNanoseconds,
            regions: [RegionPrompt(name: "ball", outline: outline)])
    }

    @Test(arguments: [0, 3, 12]) func whatWasDetectedIsCarriedToNow(late: Int) throws {
        let pipeline = try Pipeline(configuration: .reach(.detections("ball")))
        var renderer = Renderer(camera: TrackPlay.camera)
        var frames: [Frame] = []
        for step in 0..<22 {
            let scene = Scene([TrackPlay.at(Self.place(step)), TrackPlay.cube])
            let frame = renderer.frame(scene, gripper: Vector3(0, 0, 0.4), sequence: UInt64(step))
            frames.append(frame)
            if step == late + 2 { _ = pipeline.process(.detections(try Self.detection(2, frames[2]))) }
            let reward = try #require(pipeline.process(.frame(frame, skipped: 0)))
            guard step >= late + 2 else {
                #expect(reward.status == .absent)
                continue
            }
            #expect(reward.status == .measured)
            #expect((try unwrapped(reward.distance).target - Self.place(step)).length < 0.008)
        }
    }

    @Test func whatIsTooOldOrOfAnotherTimeIsNotUsed() throws {
        for offset in [-5_000_000_000, 5_000_000_000] as [Int64] {
            let pipeline = try Pipeline(configuration: .reach(.detections("ball")))
            var renderer = Renderer(camera: TrackPlay.camera)
            for step in 0..<4 {
                let frame = renderer.frame(Scene([TrackPlay.ball]), gripper: .zero, sequence: UInt64(step))
                var late = try Self.detection(0, frame)
                late.captureTimeNanoseconds += offset
                _ = pipeline.process(.detections(late))
                #expect(pipeline.process(.frame(frame, skipped: 0))?.status == .absent)
            }
        }
    }

    @Test func theHistoryIsBounded() {
        var history = DetectionHistory()
        for step in 0..<5000 { history.append(Frame(stream: "a", captureTimeNanoseconds: Int64(step) * 1_000_000)) }
        #expect(history.frames.count <= 36)
        #expect((history.frames.first?.captureTimeNanoseconds ?? 0) >= 4_250_000_000)
    }
}
