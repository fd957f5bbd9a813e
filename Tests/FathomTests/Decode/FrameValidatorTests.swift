import Fathom
import Testing

@Suite("Frame validator")
struct FrameValidatorTests {
    @Test("a frame with everything is admitted")
    func good() throws {
        var validator = FrameValidator()
        #expect(try validator.admit(GoodFrame.make()) == Admission(continuity: .newPublisher, lostFrames: 0))
    }

    @Test("poses alone are a frame")
    func posesOnly() throws {
        var frame = GoodFrame.make()
        (frame.camera, frame.planes, frame.regions) = (nil, [], [])
        var validator = FrameValidator()
        _ = try validator.admit(frame)
    }

    @Test("a spoilt frame is refused, its field named, and the next good one never knows", arguments: SpoiltFrame.all)
    func spoilt(_ how: SpoiltFrame) throws {
        for isFirst in [true, false] {
            var validator = FrameValidator()
            if !isFirst { _ = try validator.admit(GoodFrame.make(sequence: 1)) }
            // Ahead in every respect: had it left a trace, the good frame would come too late.
            var bad = GoodFrame.make(sequence: 900, episode: "9", publisherEpoch: 9)
            how.spoil(&bad)
            #expect(rejection { () throws(Rejection) in _ = try validator.admit(bad) }?.field == how.field)
            let expected: Admission.Continuity = isFirst ? .newPublisher : .continues
            #expect(try validator.admit(GoodFrame.make(sequence: 2)).continuity == expected)
        }
    }

    @Test("a rejection says what would have been right and what came")
    func words() {
        var frame = GoodFrame.make()
        frame.planes[1].storage = OwnedBytes([UInt8](repeating: 0, count: 95))
        var validator = FrameValidator()
        let found = rejection { () throws(Rejection) in _ = try validator.admit(frame) }
        #expect(found?.description == "planes[1].bytes: expected 96 bytes, found 95 bytes")
        #expect(found?.reason == "planes.bytes")
    }

    @Test("the last row may be padded or not", arguments: [(26 * 5 + 24, true), (26 * 6, true), (26 * 6 - 1, false)])
    func padding(count: Int, isRight: Bool) {
        var frame = GoodFrame.make()
        frame.planes[0].rowStep = 26
        frame.planes[0].storage = OwnedBytes([UInt8](repeating: 0, count: count))
        var validator = FrameValidator()
        #expect((rejection { () throws(Rejection) in _ = try validator.admit(frame) } == nil) == isRight)
    }

    @Test("the configured maximum holds")
    func limits() {
        var validator = FrameValidator()
        let found = rejection { () throws(Rejection) in
            _ = try validator.admit(GoodFrame.make(), limits: FrameLimits(maxWidth: 7))
        }
        #expect(found?.field == "camera.width")
    }

    @Test("a detector's regions are judged as a frame's are")
    func detections() throws {
        func check(_ outline: RegionPrompt.Outline, score: Double = 1) -> String? {
            rejection { () throws(Rejection) in
                try FrameValidator.check(
                    Detections(
                        stream: "front", captureTimeNanoseconds: 0,
                        regions: [RegionPrompt(name: "a", score: score, outline: outline)]))
            }?.field
        }
        #expect(check(.box(xMin: 0, yMin: 0, xMax: 1, yMax: 1)) == nil)
        #expect(check(.box(xMin: 0, yMin: 0, xMax: .nan, yMax: 1)) == "regions[0].box")
        #expect(check(.polygon([0, 0, 1, 1, 0, 1]), score: 2) == "regions[0].score")
        #expect(check(.mask(part: 2)) == "regions[0].mask_part")
    }
}
