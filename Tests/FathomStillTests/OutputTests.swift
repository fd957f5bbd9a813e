import Fathom
import FathomTestKit
import Foundation
import Testing

@testable import FathomStill

/// What is written: whole, together, or not at all.
@Suite struct OutputTests {
    let desk: Desk

    init() throws {
        desk = try Desk(width: 96, height: 72)
    }

    @Test func filesAreWrittenTogetherOrNotAtAll() throws {
        let before = desk.files
        var files = OutputFiles()
        try files.add(desk.path("first.png"), Data([1]))
        try files.add(desk.path("missing/second.png"), Data([2]))
        #expect(
            refusal { () throws(StillError) in try files.write() }
                == "\(desk.path("missing/second.png")): cannot be written: No such file or directory")
        #expect(desk.files == before)
    }

    @Test func aFileThatWasThereStaysUntilTheNewOneIsWhole() throws {
        try desk.write("out.png", "old")
        var files = OutputFiles()
        try files.add(desk.path("out.png"), Data("new".utf8))
        try files.write()
        #expect(try String(contentsOfFile: desk.path("out.png"), encoding: .utf8) == "new")
        #expect(!desk.files.contains { $0.hasSuffix(".part") })
    }

    @Test func whereNothingCanBeWrittenIsSaidFirst() throws {
        var measure = Measure(input: desk.input, a: "point:0,0,1", overlay: "/no/such/out.png")
        #expect(
            refusal { () throws(StillError) in try measure.run() }
                == "/no/such/out.png: cannot be written: there is no folder /no/such")
        measure.overlay = desk.folder.path
        #expect(refusal { () throws(StillError) in try measure.run() }.hasSuffix("is a directory, not a file"))
        measure.overlay = nil
        measure.masks = desk.path("color.png")
        #expect(refusal { () throws(StillError) in try measure.run() }.hasSuffix("is a file, not a folder"))
    }

    @Test func aBadPhraseLeavesNoOverlay() throws {
        let before = desk.files
        let measure = Measure(
            input: desk.input, a: "the shiny gizmo", overlay: desk.path("out.png"), masks: desk.path("masks"))
        #expect(refusal { () throws(StillError) in try measure.run() }.contains("the shiny gizmo"))
        #expect(desk.files == before)
    }

    @Test func textInJSONIsEscaped() throws {
        let text = JSON.object([("a\"b", .string("\\ \n \u{1} ü")), ("n", .number(0.1)), ("t", .boolean(true))]).text
        let read = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
        #expect(read?["a\"b"] as? String == "\\ \n \u{1} ü" && read?["n"] as? Double == 0.1)
        #expect(JSON.meters(.nan).text == "null" && JSON.meters(nil).text == "null" && JSON.meters(2).text == "2")
    }
}
