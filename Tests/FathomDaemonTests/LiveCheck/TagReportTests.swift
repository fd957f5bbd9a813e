import Fathom
import FathomTestKit
import Testing

@testable import FathomDaemon

/// What `fathom check --live` says of a tag.
@Suite struct TagReportTests {
    private static let tag = AprilTag(family: .tag36h11, id: 3, size: 0.08)

    private static func complaints(
        sought: AprilTag, shown: AprilTag = tag, change: (inout Frame) -> Void = { _ in }
    ) -> [String] {
        let frame = LiveFixture.frame { frame in
            let worldFromTag =
                (frame.camera?.worldFromCamera ?? .identity)
                * Transform(rotation: .identity, translation: Vector3(-0.11, -0.08, 0.5))
            PrintedTag(shown, worldFromTag: worldFromTag)?.paint(on: &frame)
            change(&frame)
        }
        return LiveFixture.complaints(frame, LiveFixture.task { $0.gripper = .tag(sought) })
    }

    @Test func aTagInViewIsRight() {
        #expect(Self.complaints(sought: Self.tag) == [])
    }

    @Test func anotherNumberInViewIsNamed() {
        var sought = Self.tag
        sought.id = 5
        #expect(
            Self.complaints(sought: sought).first
                == "✗ gripper: tag tag36h11/5 is not in view; of that family there is 3")
    }

    @Test func aWrongSizeIsTold() {
        var sought = Self.tag
        sought.size = 0.1
        let first = Self.complaints(sought: sought).first
        #expect(first?.hasPrefix("✗ gripper: tag tag36h11/3 measures about 0.080 m by its depth, not 0.1 m") == true)
    }

    @Test func aTagNeedsColour() {
        let complaints = Self.complaints(sought: Self.tag) { $0.planes.removeAll { $0.kind == .color } }
        #expect(complaints.first?.contains("no color plane, which the gripper (tag tag36h11/3) is found by") == true)
    }
}
