import CAprilTag
import FathomTestKit
import Testing

@testable import Fathom

/// Tags printed by the library itself, seen by a camera of which everything is known.
@Suite struct TagFinderTests {
    static let barrel = Camera(
        width: 640, height: 480, fx: 600, fy: 605, cx: 325, cy: 236,
        distortion: .plumbBob(k1: -0.28, k2: 0.08, p1: 0.001, p2: -0.0008, k3: 0))
    static let cameras: [TagStage] = [
        TagStage(),
        TagStage(imaging: PrintedTag.Imaging(pixelWidth: 1.5, noise: 3)),
        TagStage(imaging: PrintedTag.Imaging(pixelWidth: 2.5, noise: 8)),
        TagStage(camera: barrel, imaging: PrintedTag.Imaging(pixelWidth: 1.5, noise: 3)),
    ]

    private func errors(
        _ stage: TagStage, count: Int = 10, range: ClosedRange<Double> = 0.6...0.6
    ) throws -> [(meters: Double, sigmas: Double)] {
        var random = SplitMix64(seed: 3)
        return try (0..<count).map { index in
            var stage = stage
            stage.imaging.seed = UInt64(index + 1)
            let pose = TagStage.randomPose(range: range, using: &random)
            let found = try stage.found(stage.frame([pose]))
            let tag = try #require(found.count == 1 ? found.first : nil)
            #expect(tag.id == stage.tag.id && tag.contradictingSize == nil)
            #expect(tag.isRefinedByDepth == stage.hasDepth)
            return try tag.error(pose(stage.tag.offset))
        }
    }

    @Test(arguments: cameras.indices)
    func aToolPointTenCentimetresOffIsExactWithDepth(camera: Int) throws {
        let errors = try errors(Self.cameras[camera])
        #expect(errors.allSatisfy { $0.meters <= 0.002 })
        #expect(errors.count { $0.sigmas > 3 } == 0)
    }

    @Test func depthNoiseIsInTheSigma() throws {
        var stage = TagStage(imaging: PrintedTag.Imaging(pixelWidth: 1.5, noise: 3))
        stage.depthNoise = .structuredLight
        let errors = try errors(stage, range: 0.4...0.8)
        #expect(errors.allSatisfy { $0.meters <= 0.005 })
        #expect(errors.count { $0.sigmas > 3 } == 0)
    }

    @Test(arguments: cameras.indices)
    func theSizeAloneIsEnoughAndItsSigmaSaysHowGood(camera: Int) throws {
        var stage = Self.cameras[camera]
        stage.hasDepth = false
        let errors = try errors(stage, count: 15)
        #expect(errors.map(\.meters).sorted()[7] <= 0.003)
        #expect(errors.count { $0.sigmas > 3 } <= 1)
    }

    @Test func theTagsAxesAreThoseOfWhoLooksAtIt() throws {
        for (offset, place) in [
            (Vector3(0.05, 0, 0), Vector3(0.05, 0, 0.5)), (Vector3(0, 0.05, 0), Vector3(0, 0.05, 0.5)),
            (Vector3(0, 0, 0.1), Vector3(0, 0, 0.6)), (Vector3(0, 0, -0.1), Vector3(0, 0, 0.4)),
        ] {
            var stage = TagStage()
            stage.tag.offset = offset
            let found = try stage.found(stage.frame([TagStage.facing(at: Vector3(0, 0, 0.5))]))
            let tag = try #require(found.first)
            #expect((tag.toolPoint - place).length < 0.001)
            // Lower left first, then on against the clock.
            #expect(tag.corners[0].x < tag.corners[1].x && tag.corners[0].y > tag.corners[3].y)
        }
    }

    @Test(arguments: TagFamily.allCases)
    func everyFamilyIsKnownAndFound(family: TagFamily) throws {
        let library = try #require(family.create())
        #expect(family.codes == Int(library.pointee.ncodes))
        #expect(family.bits == Int(library.pointee.nbits))
        #expect(family.edgeCells == Int(library.pointee.width_at_border))
        #expect(String(cString: library.pointee.name) == family.rawValue)
        var stage = TagStage()
        stage.tag = AprilTag(family: family, id: family.codes - 1, size: 0.04)
        let pose = TagStage.facing(at: Vector3(0.05, -0.03, 0.5)).moved(turn: Vector3(0.3, 0.4, 0.5), shift: .zero)
        let tag = try #require(try stage.found(stage.frame([pose])).first)
        #expect(try tag.error(pose(.zero)).meters < 0.001)
        // Looking for one code leaves the library's shared table as it was.
        #expect(library.pointee.codes[0] != library.pointee.codes[1])
        #expect(Int(library.pointee.ncodes) == family.codes)
    }

    @Test func anotherNumberIsAnotherThing() throws {
        let stage = TagStage()
        let frame = stage.frame([TagStage.facing(at: Vector3(0, 0, 0.5))])
        var other = stage.tag
        other.id = 4
        #expect(try stage.found(frame, seeking: other).isEmpty)
        let view = FrameView(noise: .ideal, limits: FrameLimits())
        view.begin(frame, reference: .camera)
        #expect(TagFinder.ids(of: .tag36h11, in: try view.color(frame)) == [3])
    }

    @Test func twoOfANumberAreBothFound() throws {
        let stage = TagStage()
        let poses = [Vector3(-0.1, 0, 0.5), Vector3(0.1, 0.05, 0.6)].map(TagStage.facing)
        #expect(try stage.found(stage.frame(poses)).count == 2)
    }

    @Test func aCoveredCellIsCorrectedACoveredEdgeHidesTheTag() throws {
        let stage = TagStage()
        let pose = TagStage.facing(at: Vector3(0, 0, 0.4))
        func covered(_ columns: ClosedRange<Double>) throws -> [FoundTag] {
            var frame = stage.frame([pose])
            var pixels = frame.planes[0].storage.map { Array($0.bytes) } ?? []
            for y in 225..<235 {
                for x in Int(319.5 + columns.lowerBound)..<Int(319.5 + columns.upperBound) {
                    for channel in 0..<3 { pixels[(y * 640 + x) * 3 + channel] = 110 }
                }
            }
            frame.planes[0].storage = OwnedBytes(pixels)
            return try stage.found(frame)
        }
        // The edge is 60 pixels long, a cell 7.5.
        let tag = try #require(try covered(-10...0).first)
        #expect(try tag.error(pose(stage.tag.offset)).meters < 0.002)
        #expect(try covered(-60...60).isEmpty)
    }

    @Test func aSizeThatDepthContradictsIsTold() throws {
        let stage = TagStage()
        var sought = stage.tag
        sought.size = 0.05
        let pose = TagStage.facing(at: Vector3(0.02, 0, 0.6)).moved(turn: Vector3(0.4, 0.2, 0), shift: .zero)
        let tag = try #require(try stage.found(stage.frame([pose]), seeking: sought).first)
        let size = try #require(tag.contradictingSize)
        #expect(abs(size - 0.04) < 0.001)
    }

    @Test func theSameImageGivesTheSameBits() throws {
        var stage = TagStage(imaging: PrintedTag.Imaging(pixelWidth: 1.5, noise: 3))
        stage.depthNoise = .structuredLight
        let frame = stage.frame([TagStage.facing(at: Vector3(0.02, 0, 0.6))])
        let (a, b) = (try #require(try stage.found(frame).first), try #require(try stage.found(frame).first))
        #expect(a.toolPoint == b.toolPoint && a.noise == b.noise && a.systematic == b.systematic)
        #expect(a.cameraFromTag == b.cameraFromTag && a.corners == b.corners)
    }

    @Test(arguments: [1, 2, 4, 5, 15, 16, 31, 33])
    func anImageTooSmallForATagShowsNone(side: Int) throws {
        var stage = TagStage()
        (stage.camera.width, stage.camera.height) = (side, side)
        #expect(try stage.found(stage.frame([])).isEmpty)
    }

    @Test(arguments: [
        (AprilTag(family: .tag36h11, id: 587, size: 0.04), "tag.id: expected 0 to 586 in tag36h11, found 587"),
        (AprilTag(family: .tag16h5, id: -1, size: 0.04), "tag.id: expected 0 to 29 in tag16h5, found -1"),
        (AprilTag(family: .tag36h11, id: 0, size: 0), "tag.size: expected above 0, at most 10.0 m, found 0.0"),
        (AprilTag(family: .tag36h11, id: 0, size: -0.04), "tag.size: expected above 0, at most 10.0 m, found -0.04"),
        (AprilTag(family: .tag36h11, id: 0, size: .nan), "tag.size: expected above 0, at most 10.0 m, found nan"),
    ])
    func aTagThatCannotBeIsRefused(tag: AprilTag, reason: String) {
        let rejection = #expect(throws: Rejection.self) { try TagFinder(tag) }
        #expect(rejection?.description == reason)
    }
}
