import Fathom
import FathomTestKit
import Foundation
import Testing

@testable import FathomStill

/// What is measured in a rendered picture, against what was rendered.
@Suite struct MeasureTests {
    let desk: Desk

    init() throws {
        desk = try Desk()
    }

    private func answer(_ a: String, _ b: String? = nil, kind: String = "center") throws -> Answer {
        try Answer(Measure(input: desk.input, a: a, b: b, kind: kind, isJSON: true).run())
    }

    private func distance(_ a: [Double]?, _ b: Vector3) -> Double {
        guard let a, a.count == 3 else { return .infinity }
        return (Vector3(a[0], a[1], a[2]) - b).length
    }

    @Test func pointsAreMeasuredExactly() throws {
        let found = try answer("point:0,0,1", "point:0.3,0.4,1")
        #expect(found.status == "measured" && found.distance == 0.5 && found.reason == nil)
        #expect(found.a?.center == [0, 0, 1] && found.a?.nearest == 1)
        #expect(found.a?.size == nil && found.a?.box == nil && found.a?.pixels == nil)
    }

    @Test func boxesAndMasksFindTheCompletedThing() throws {
        for (a, b) in [(desk.box(0), desk.box(1)), (try desk.mask(0), try desk.mask(1))] {
            let found = try answer(a, b)
            #expect(found.status == "measured")
            #expect(distance(found.a?.center, desk.inCamera(Desk.redBox)) < 0.012)
            #expect(distance(found.b?.center, desk.inCamera(Desk.blueBox)) < 0.012)
            let truth = (Desk.redBox.center - Desk.blueBox.center).length
            #expect(abs((found.distance ?? 0) - truth) < 0.01 && (found.deviation ?? 0) > 0)
            #expect((found.a?.pixels ?? 0) > 500 && found.candidates?.isEmpty == true)
        }
    }

    @Test func oneThingAloneIsMeasuredFromTheCamera() throws {
        let found = try answer(try desk.mask(0))
        let truth: Double = desk.inCamera(Desk.redBox).length
        #expect(found.b == nil && abs((found.distance ?? 0) - truth) < 0.012)
        let depths: [Float] = zip(desk.labels, desk.depth).filter { $0.0 == 1 }.map(\.1)
        let nearest = Double(depths.min() ?? 0)
        let reported = found.a?.nearest ?? 0
        #expect(reported > nearest && reported < truth)
    }

    @Test func theWorldSaysWhatIsLevel() throws {
        let pose = try desk.write("pose.json", "\(desk.pose)")
        var input = desk.input
        input.worldFromCamera = pose
        for (kind, truth) in [("vertical", 0.01), ("horizontal", 0.2433)] {
            let found = try Answer(
                Measure(input: input, a: try desk.mask(0), b: try desk.mask(1), kind: kind, isJSON: true).run())
            #expect(abs((found.distance ?? 0) - truth) < 0.01, "\(kind)")
        }
    }

    @Test func whatThereIsNotIsAbsentAndNotZero() throws {
        let found = try answer("the green ball", desk.box(0))
        #expect(found.status == "absent" && found.distance == nil && found.deviation == nil)
        #expect(found.reason?.contains("the green ball") == true)
        #expect(found.a?.description == "the green ball" && found.a?.center == nil)
        #expect(found.b?.center != nil)
    }

    @Test func jsonHasItsKeysInOrderAndNullForWhatIsMissing() throws {
        let text = try Measure(input: desk.input, a: "point:0,0,1", isJSON: true).run()
        #expect(
            text == """
                {"status": "measured", "reason": null, "distance_m": 1, "std_m": 0, "a": {"description": "point:0,0,1", \
                "center_m": [0, 0, 1], "size_m": null, "nearest_m": 1, "box": null, "score": null, "pixels": null}, \
                "b": null, "candidates": []}
                """)
    }

    @Test func peopleGetAFewAlignedLines() throws {
        let text = try Measure(input: desk.input, a: "point:0,0,1", b: "point:0.3,0.4,1").run()
        #expect(
            text == """
                point:0,0,1 → point:0.3,0.4,1: 50.0 ± 0.0 cm (center)
                  a  point:0,0,1      centre (0.000, 0.000, 1.000) m  nearest 1.000 m
                  b  point:0.3,0.4,1  centre (0.300, 0.400, 1.000) m  nearest 1.118 m
                """)
    }

    @Test(arguments: ["", "diagonal", "Center"])
    func anUnknownKindIsRefused(_ kind: String) {
        let text = refusal { () throws(StillError) in
            try Measure(input: desk.input, a: "point:0,0,1", kind: kind).run()
        }
        #expect(text == "--kind: expected center, surface, horizontal, vertical, found '\(kind)'")
    }

    @Test func aPhraseThatSaysNothingIsRefused() {
        let text = refusal { () throws(StillError) in try Measure(input: desk.input, a: "the shiny gizmo").run() }
        #expect(text.hasPrefix("'the shiny gizmo': expected "))
    }

    @Test func aBoxOverBareTableIsAbsent() throws {
        let found = try answer("box:2,200,30,235")
        #expect(found.status == "absent" && found.a?.center == nil)
    }

    @Test func aTimingIsGivenOnlyWhenAskedFor() throws {
        var measure = Measure(input: desk.input, a: "the red box", isJSON: true, timedFrames: 3)
        #expect(try measure.run().contains("\"frames\": 3}"))
        measure.a = "point:0,0,1"
        #expect(
            refusal { () throws(StillError) in try measure.run() }
                == "--timing: expected a description to look for, found 'point:0,0,1'")
        (measure.a, measure.timedFrames) = ("the red box", 0)
        #expect(refusal { () throws(StillError) in try measure.run() }.hasPrefix("--timing: expected 1 … 100000"))
    }

    /// Depth is seen from beside the colour: a mask two pixels too large has the table's depth along its rim.
    @Test func theRimOfAMaskIsNotTheThing() throws {
        var wide = PixelMask(width: 320, height: 240)
        for y in 2..<238 {
            for x in 2..<318 where desk.labels[y * 320 + x] == 1 {
                for (dx, dy) in [(-2, 0), (2, 0), (0, -2), (0, 2), (0, 0)] { wide[x + dx, y + dy] = true }
            }
        }
        let path = try desk.write("wide.png", PNGFile.mask(wide))
        let found = try answer("mask:\(path)")
        #expect(distance(found.a?.center, desk.inCamera(Desk.redBox)) < 0.012)
        #expect(found.a?.pixels == wide.count)
    }

    @Test func masksAreWrittenForEachEvenWhenNothingIsFound() throws {
        let folder = desk.path("masks/deep")
        _ = try Measure(input: desk.input, a: try desk.mask(0), b: "the green ball", masks: folder).run()
        let (a, b) = (try ImageFile.mask("\(folder)/a.png"), try ImageFile.mask("\(folder)/b.png"))
        #expect(a.bytes == desk.labels.map { $0 == 1 ? 255 : 0 })
        #expect(b.count == 0 && b.width == 320)
    }

    @Test func aBatchAnswersLineByLineInOrder() throws {
        let questions = try desk.write(
            "questions.jsonl",
            """
            {"a": "point:0,0,1", "b": "point:0,0,2"}
            {"a": "the green ball"}
            nonsense
            {"a": "box:900,1,950,5", "kind": "surface"}

            {"a": "point:0,0,1", "b": "point:0.3,0.4,1", "kind": "diagonal"}
            {"a": "point:0,0,3"}

            """)
        var lines: [Answer] = []
        try MeasureBatch(input: desk.input, questions: questions, masks: desk.path("masks")).run {
            if let answer = try? Answer($0) { lines.append(answer) }
        }
        #expect(
            lines.map(\.status) == ["measured", "absent", "rejected", "rejected", "rejected", "rejected", "measured"])
        #expect(lines.first?.distance == 1 && lines.last?.distance == 3)
        #expect(lines[2].reason?.hasPrefix("\(questions):3: expected {\"a\"") == true)
        #expect(lines[3].reason?.contains("a box inside the image of 320×240") == true)
        #expect(FileManager.default.fileExists(atPath: desk.path("masks/2-a.png")))
    }
}
