import Foundation
import Testing

/// The built `fathom measure` and `fathom segment`: what comes out where, and with which exit code.
@Suite struct MeasureCommandTests {
    private let missing = ["--color", "/no/such.png", "--depth", "/no/such.png", "--depth-unit", "0.001"]

    @Test func whatCannotBeReadIsOneLineAndExitCodeTwo() throws {
        for command in ["measure", "segment"] {
            let words = command == "measure" ? ["the red mug"] : []
            let outcome = try RunningTool([command] + missing + ["--camera", "500,500,320,240"] + words).wait()
            #expect(outcome.status == 2 && outcome.output.isEmpty)
            #expect(outcome.errors == "fathom \(command): /no/such.png: No such file or directory\n")
        }
    }

    @Test func intrinsicsThatAreNoNumbersEndWithTwo() throws {
        let outcome = try RunningTool(["measure"] + missing + ["--camera", "nan,500,320,240", "the red mug"]).wait()
        #expect(outcome.status == 2 && outcome.output.isEmpty)
        #expect(outcome.errors.hasPrefix("fathom measure: --camera: expected fx,fy,cx,cy"))
    }

    @Test func aBatchTakesNoOtherQuestion() throws {
        let outcome = try RunningTool(["measure", "--batch", "x.jsonl", "the red mug"]).wait()
        #expect(outcome.status == 2 && outcome.errors.hasPrefix("Error: --batch takes its questions from the file"))
    }

    @Test func aPictureIsMeasured() throws {
        // Four by three points of a plane, one metre away, with a thing asked for by its place.
        let rows = (0..<12).map { "\(Double($0 % 4) * 0.01) \(Double($0 / 4) * 0.01) 1\n" }.joined()
        let text = """
            VERSION 0.7
            FIELDS x y z
            SIZE 4 4 4
            TYPE F F F
            WIDTH 4
            HEIGHT 3
            DATA ascii
            \(rows)
            """
        let path = try CheckTests.write(text)
        let outcome = try CommandLineTool.run(
            "measure", "--pcd", path, "--camera", "100,100,0,0", "--json", "point:0,0,1", "point:0,0.3,1.4")
        #expect(outcome.status == 0 && outcome.errors.isEmpty)
        #expect(outcome.output.hasPrefix("{\"status\": \"measured\", \"reason\": null, \"distance_m\": 0.5, "))
        let estimated = try CommandLineTool.run("measure", "--pcd", path, "point:0,0,1")
        #expect(estimated.status == 2)
        #expect(estimated.errors.contains("to estimate the camera by (or --camera), found too few"))
    }
}
