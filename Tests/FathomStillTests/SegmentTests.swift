import Fathom
import FathomTestKit
import Foundation
import Testing

@testable import FathomStill

/// `fathom segment` on a rendered picture.
@Suite struct SegmentTests {
    private struct Things: Decodable {
        struct Thing: Decodable {
            var label: Int
            var description: String
            var center: [Double]
            var box: [Int]
            var pixels: Int
            var colors: [String: Double]
            var support: String

            private enum CodingKeys: String, CodingKey {
                case label, description, box, pixels, colors, support
                case center = "center_m"
            }
        }
        var objects: [Thing]
    }

    let desk: Desk

    init() throws {
        desk = try Desk()
    }

    @Test func eachThingIsListedWithItsColourAndPlace() throws {
        let text = try Segment(input: desk.input, isJSON: true).run()
        let things = try JSONDecoder().decode(Things.self, from: Data(text.utf8)).objects
        #expect(things.count == 2)
        for (name, body) in [("red", Desk.redBox), ("blue", Desk.blueBox)] {
            let place = desk.inCamera(body)
            let thing = things.first {
                (Vector3($0.center[0], $0.center[1], $0.center[2]) - place).length < 0.02
            }
            #expect((thing?.colors[name] ?? 0) > 0.5, "\(name)")
            #expect(thing?.support == "plane 1" && thing?.description.hasPrefix(name) == true)
        }
    }

    @Test func theLabelImageHoldsTheListedNumbers() throws {
        let path = desk.path("labels.png")
        let text = try Segment(input: desk.input, labels: path, isJSON: true).run()
        let things = try JSONDecoder().decode(Things.self, from: Data(text.utf8)).objects
        // A label image is a depth image whose count is one metre.
        let labels = try ImageFile.depth(path, metersPerCount: 1).meters.map { Int($0) }
        #expect(Set(labels) == Set([0] + things.map(\.label)))
        for thing in things { #expect(labels.filter { $0 == thing.label }.count == thing.pixels) }
    }

    @Test func peopleGetATable() throws {
        let lines = try Segment(input: desk.input).run().split(separator: "\n")
        #expect(lines.count == 3)
        #expect(lines.first?.hasPrefix("#  thing") == true)
    }
}
