import Fathom
import FathomTestKit
import Testing

@testable import FathomDaemon

/// What `fathom check --live` says of frames that are right, and of those that are wrong in the usual ways.
@Suite struct LiveReportTests {
    @Test func aRightFrameIsAllGoodAndItsDistanceIsTold() throws {
        let report = LiveReport(LiveFixture.task(), LiveFixture.frame()).report
        #expect(report.isAcceptable)
        #expect(report.sections.map(\.title) == ["reach, stream front", "reach, reward"])
        #expect(LiveFixture.complaints(LiveFixture.frame()) == [])
        let truth = (LiveFixture.ball.center - LiveFixture.gripper).length * 1000
        let words = try #require(report.sections.last?.lines.first?.text.split(separator: " "))
        let distance = try #require(words.dropFirst(2).first.flatMap { Double($0) })
        #expect(abs(distance - truth) < 4)
    }

    @Test func theSameFramesGiveTheSameReport() {
        #expect(
            LiveReport(LiveFixture.task(), LiveFixture.frame()) == LiveReport(LiveFixture.task(), LiveFixture.frame()))
    }

    @Test func aMissingPlaneIsNamedWithWhatNeedsIt() {
        let frame = LiveFixture.frame { $0.planes.removeAll { $0.kind == .color } }
        #expect(
            LiveFixture.complaints(frame).first
                == "✗ no color plane, which the target ('the red ball') is found by; the frame has depth 32FC1 320×240, "
                + "label 8UC1 320×240")
        let bare = LiveFixture.frame { ($0.planes, $0.camera) = ([], nil) }
        #expect(LiveFixture.complaints(bare).contains { $0.hasSuffix("the frame has no planes") })
    }

    @Test func namesThatAreNotThereComeWithThoseThatAre() {
        let task = LiveFixture.task(.label("mug")) { $0.gripper = .pose("hand") }
        let complaints = LiveFixture.complaints(LiveFixture.frame(), task)
        #expect(complaints.contains("✗ gripper: no pose 'hand' in the frame; it has 'gripper'"))
        #expect(complaints.contains("✗ target: no label 'mug' in the frame; it has 'ball', 'cube'"))
        let region = LiveFixture.complaints(LiveFixture.frame(), LiveFixture.task(.region("mug")))
        #expect(region.contains("✗ target: no region 'mug' in the frame; it has none"))
    }

    @Test func aLabelOutOfViewIsDoubtful() {
        let frame = LiveFixture.frame { $0.labels.append(LabelName(value: 9, name: "mug")) }
        let complaints = LiveFixture.complaints(frame, LiveFixture.task(.label("mug")))
        #expect(complaints.first == "! target: label 'mug' is 9, 0 pixels: not in view")
        #expect(LiveFixture.complaints(LiveFixture.frame(), LiveFixture.task(.label("ball"))) == [])
    }

    @Test func aGateWithoutItsScalarCanNeverHold() {
        let task = LiveFixture.task {
            $0.reward.success = SuccessConfiguration(
                within: 0.05, gates: [SuccessGate(scalar: "gripper_opening", relation: .less, threshold: 0.04)])
        }
        #expect(
            LiveFixture.complaints(LiveFixture.frame(), task)
                == ["✗ success: no scalar 'gripper_opening', so its gate never holds; the frame has none"])
    }

    @Test func millimetresSentAsMetresAreRecognized() throws {
        let frame = LiveFixture.frame { frame in
            frame.planes[1] = frame.planes[1].mappingFloats { $0 * 1000 }
        }
        let complaint = try #require(LiveFixture.complaints(frame).first)
        #expect(complaint.hasPrefix("✗ depth: the median is "))
        #expect(complaint.hasSuffix("millimetres were sent as metres; 32FC1 is metres: divide by 1000"))
    }

    @Test func countsOfTheWrongSizeAreRecognized() throws {
        let frame = LiveFixture.frame { frame in
            let counts = frame.planes[1].storage?.bytes.bindMemory(to: Float.self).map {
                UInt16($0 > 0 ? $0 * 1000 : 0)
            }
            frame.planes[1].encoding = .depth16UC1
            frame.planes[1].metersPerCount = 1
            frame.planes[1].storage = counts.map { OwnedBytes($0.withUnsafeBytes(Array.init)) }
        }
        let complaint = try #require(LiveFixture.complaints(frame).first)
        #expect(complaint.hasSuffix("set metres_per_count to 0.001, not 1"))
    }

    @Test func depthWithoutAValidPixelIsWrong() {
        let frame = LiveFixture.frame { $0.planes[1] = $0.planes[1].mappingFloats { _ in .nan } }
        #expect(LiveFixture.complaints(frame).first?.hasPrefix("✗ depth: no pixel is valid") == true)
    }

    @Test func aRawDepthBufferIsRecognized() {
        let frame = LiveFixture.frame {
            $0.planes[1] = $0.planes[1].mappingFloats { $0 > 0 ? 1 - 0.01 / $0 : 1 }
        }
        #expect(LiveFixture.complaints(frame).first?.contains("a raw z-buffer?") == true)
    }

    @Test func swappedColoursAreRecognized() {
        let frame = LiveFixture.frame { $0.planes[0].encoding = .bgr8 }
        let complaints = LiveFixture.complaints(frame)
        #expect(complaints.count == 2)
        #expect(complaints.first?.hasPrefix("✗ absent: target: nothing fits 'the red ball'") == true)
        #expect(
            complaints.last == "✗ with red and blue swapped it is found: are these bytes rgb, sent as bgr8?")
    }

    @Test func aTargetThatIsNotThereIsNotBlamedOnTheColours() {
        #expect(
            LiveFixture.complaints(LiveFixture.frame([LiveFixture.cube]))
                == [
                    "✗ absent: target: nothing fits 'the red ball': the nearest is a black cube, 0.06 m (another colour)"
                ])
    }

    @Test func twoOfAKindAreToldWithWhatWouldSettleIt() throws {
        var other = LiveFixture.ball
        other.center = Vector3(-0.15, 0, 0.03)
        let complaints = LiveFixture.complaints(LiveFixture.frame([LiveFixture.ball, other]))
        #expect(complaints.count == 1)
        #expect(
            complaints.first?.contains("ambiguous") == true && complaints.first?.contains("'the left red ball'") == true
        )
    }

    @Test func aFrameThatCannotBeTrueIsToldOnce() {
        let frame = LiveFixture.frame { $0.camera?.width = 640 }
        let complaints = LiveFixture.complaints(frame)
        #expect(complaints.count == 1)
        #expect(complaints.first?.hasPrefix("✗ planes[0].size: expected 640×240") == true)
    }

    @Test func posesAloneNeedNoCamera() {
        let task = LiveFixture.task(.pose("object"))
        let frame = LiveFixture.frame {
            ($0.planes, $0.camera) = ([], nil)
            $0.poses.append(NamedPose(name: "object", worldFromEntity: .identity))
        }
        #expect(LiveFixture.complaints(frame, task) == [])
    }

    @Test func fusedCamerasAreLookedAtOneByOne() {
        let task = LiveFixture.task { $0.streams = .fused(["front", "side"]) }
        var side = Renderer(camera: .lookingAtTable(from: Vector3(-0.5, -0.6, 0.5)))
        let scene = Scene([LiveFixture.ball, LiveFixture.cube])
        let frames = [
            side.frame(scene, gripper: LiveFixture.gripper, stream: "side"), LiveFixture.frame(),
        ]
        let report = LiveReport(task, frames: frames).report
        #expect(report.sections.map(\.title) == ["reach, stream front", "reach, stream side", "reach, reward"])
        #expect(report.isAcceptable, "\(report)")
    }

    @Test func detectionsAreTakenIn() throws {
        let task = LiveFixture.task(.detections("ball"))
        let frame = LiveFixture.frame()
        let projection = Projection(try #require(frame.camera))
        let pose = try #require(frame.camera?.worldFromCamera)
        let (u, v) = try #require(projection.pixel(pose.rigidInverse(LiveFixture.ball.center)))
        let box = RegionPrompt.Outline.box(xMin: u - 20, yMin: v - 20, xMax: u + 20, yMax: v + 20)
        let detections = Detections(
            stream: "front", captureTimeNanoseconds: 0, regions: [RegionPrompt(name: "ball", outline: box)])
        let report = LiveReport(task, frames: [frame], detections: [detections]).report
        #expect(report.isAcceptable, "\(report)")
        #expect(LiveFixture.complaints(frame, task).first?.contains("no detection 'ball'") == true)
    }
}
