import Fathom
import FathomEpisodes
import Testing

@Suite struct TruthTableTests {
    private let header = "stream,episode,sequence,distance_m,success,target_visible,target_x,target_y,target_z"

    @Test func readsRowsAndLeavesUnknownTargetsOut() throws {
        let text =
            "\(header)\r\nfront,0,0,0.25,0,1,1.5,-2,3e-1\r\n\"a,\"\"b\"\"\",x,18446744073709551615,0,True,false,,,\n\n"
        let rows = try TruthTable(parsing: text, file: "truth.csv").rows
        #expect(
            rows == [
                TruthRow(
                    stream: "front", episode: "0", sequence: 0, distance: 0.25, isSuccess: false,
                    isTargetVisible: true, target: Vector3(1.5, -2, 0.3)),
                TruthRow(
                    stream: "a,\"b\"", episode: "x", sequence: .max, distance: 0, isSuccess: true,
                    isTargetVisible: false, target: nil),
            ])
    }

    @Test func columnsAreFoundByName() throws {
        let text = """
            target_z,target_y,target_x,note,success,target_visible,distance_m,sequence,episode,stream
            3,2,1,hello,0,1,0.5,9,e,s
            """
        let row = try #require(TruthTable(parsing: text, file: "").rows.first)
        #expect(row.target == Vector3(1, 2, 3))
        #expect(row.sequence == 9 && row.stream == "s")
    }

    @Test(arguments: [
        ("front,0,0,0.25,0,1,1,2", "line"),
        ("front,0,-1,0.25,0,1,1,2,3", "sequence"),
        ("front,0,0,nan,0,1,1,2,3", "distance_m"),
        ("front,0,0,-0.1,0,1,1,2,3", "distance_m"),
        ("front,0,0,,0,1,1,2,3", "distance_m"),
        ("front,0,0,0.1,maybe,1,1,2,3", "success"),
        ("front,0,0,0.1,0,,1,2,3", "target_visible"),
        ("front,0,0,0.1,0,1,inf,2,3", "target_x"),
        ("front,0,0,0.1,0,1,1,,3", "target_x, target_y, target_z"),
        (",0,0,0.1,0,1,1,2,3", "stream"),
        ("front,0,5,0.1,0,1,1,2,3", "sequence"),
    ])
    func malformedRowsAreNamed(row: String, field: String) {
        let error = #expect(throws: EpisodeError.self) {
            try TruthTable(parsing: "\(header)\nfront,0,5,0.25,0,1,1,2,3\n\(row)\n", file: "truth.csv")
        }
        guard case .malformed("truth.csv", 3, let found, _, _)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(found == field)
    }

    @Test func aMissingColumnIsNamed() {
        let error = #expect(throws: EpisodeError.self) {
            try TruthTable(parsing: "stream,episode,sequence\n", file: "truth.csv")
        }
        #expect(error?.description.hasPrefix("truth.csv:1: header: expected a column success") == true)
        #expect(throws: EpisodeError.self) { try TruthTable(parsing: "", file: "truth.csv") }
    }
}
