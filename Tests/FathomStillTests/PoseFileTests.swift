import Fathom
import FathomTestKit
import Foundation
import Testing

@testable import FathomStill

/// A camera's pose in whatever notation, and what is none.
@Suite struct PoseFileTests {
    let desk: Desk

    init() throws {
        desk = try Desk(width: 32, height: 24)
    }

    private var rows: [String] { desk.pose.map { $0.map { "\($0)" }.joined(separator: ", ") } }

    @Test func everyNotationSaysTheSame() throws {
        let bracketed = rows.map { "[\($0)]" }
        let all = rows + ["0, 0, 0, 1"]
        let items: [String] = all.map { "  - [\($0)]\n" }
        let texts: [String] = [
            "[\(bracketed.joined(separator: ", "))]",
            "[\(bracketed.joined(separator: ",\n")),\n[0, 0, 0, 1]]",
            "[\(all.joined(separator: ", "))]",
            "world_from_camera:\n\(items.joined())",
            "{\"world_from_camera\": [\(bracketed.joined(separator: ", "))]}",
            all.joined(separator: "\n"),
            rows.joined(separator: "\n").replacing(",", with: " ") + "\n",
        ]
        for text in texts {
            #expect(try PoseFile.read(try desk.write("pose", text)) == desk.camera.worldFromCamera, "\(text)")
        }
    }

    @Test(arguments: [
        ("1 2 3", "expected 4×4 or 3×4 numbers, row by row (JSON, YAML or plain text), found 3 numbers"),
        ("[[1, 0, 0], [0, 1, 0], [0, 0, 1]]", "found 9 numbers"),
        ("1 0 0 0  0 1 0 0  0 0 1 0  0 0 0 2", "expected 0, 0, 0, 1 as the last row, found 0.0, 0.0, 0.0, 2.0"),
        ("2 0 0 0  0 2 0 0  0 0 2 0", "found columns of length 2, 2, 2, or not at right angles"),
        ("1 0 0 0  0 1 0 0  0 0 -1 0", "found a mirroring"),
        ("1 0 0 nan  0 1 0 0  0 0 1 0", "found 'nan'"),
        ("one 0 0 0  0 1 0 0  0 0 1 0", "found 'one'"),
        ("{a: 1, b: 2}", "found 2 keys"), ("[[1, {a: 1}]]", "found something else in the list"),
        ("a: &x [1]\nb: *x", "found anchors or aliases"), ("", "is empty"),
    ])
    func whatIsNoPoseIsRefused(_ text: String, _ expected: String) throws {
        let path = try desk.write("pose", text)
        let found = refusal { () throws(StillError) in try PoseFile.read(path) }
        #expect(found.hasPrefix("\(path): ") && found.contains(expected), "\(found)")
    }
}
