import Fathom
import Testing

@testable import FathomDaemon

@Suite struct IntrinsicsTests {
    static func words(_ fx: Double, _ fy: Double, _ cx: Double = 319.5, _ cy: Double = 239.5) -> [String] {
        IntrinsicsCheck(camera: Camera(width: 640, height: 480, fx: fx, fy: fy, cx: cx, cy: cy)).lines
            .map(\.description)
    }

    @Test func anOrdinaryCameraIsGood() {
        #expect(Self.words(600, 600) == ["✓ camera: 640×480, field of view 56° × 44°"])
    }

    @Test func anImpossibleFieldOfViewIsDoubtful() {
        #expect(Self.words(6000, 6000).first?.hasPrefix("! camera.k: field of view 6.1° × 4.6°") == true)
        #expect(Self.words(0.9, 0.9).first?.hasSuffix("are they in pixels of 640×480?") == true)
    }

    @Test func anotherResolutionsPrincipalPointIsDoubtful() {
        #expect(Self.words(600, 600, 639.5, 359.5).first?.contains("the centre of 1280×720") == true)
        #expect(Self.words(600, 600, 0, 0).count == 1)
    }

    @Test func oblongPixelsAreDoubtful() {
        #expect(Self.words(600, 450).first?.contains("differ by more than 10 %") == true)
    }
}
