import ArgumentParser
import FathomStill

struct MeasureCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "measure",
        abstract: "Measure between two things of one picture.",
        discussion: """
            A and B are descriptions ("the red mug"), point:x,y,z (metres, camera frame), box:x0,y0,x1,y1 (pixels), \
            mask:FILE.png or tag:FAMILY/ID/SIZE (metres). One alone gives its position, size and distance from the camera. That nothing fits, or \
            several things do, is an answer too: status absent or ambiguous. docs/measure.md explains the output.

            Exit codes: 0 answered, 2 the input cannot be used.
            """)

    @OptionGroup var still: StillOptions

    @Option(help: "center, surface, horizontal or vertical.")
    var kind = "center"

    @Option(help: "PNG to draw the measurement in.")
    var overlay: String?

    @Option(help: "Folder for each entity's mask: a.png and b.png, 0 or 255 a pixel.")
    var masks: String?

    @Flag(help: "Print one JSON object.")
    var json = false

    @Option(help: "File of lines {\"a\": …, \"b\": …, \"kind\": …}: an answer each, as JSON lines.")
    var batch: String?

    @Option(help: "Also time so many rounds of segmenting the picture and choosing A.")
    var timing: Int?

    @Argument(help: "What is measured.")
    var a: String?

    @Argument(help: "What to measure to.")
    var b: String?

    func validate() throws {
        guard batch == nil || a == nil && overlay == nil && timing == nil else {
            throw ValidationError("--batch takes its questions from the file, draws no overlay and times nothing.")
        }
        guard batch != nil || a != nil else { throw ValidationError("Name one thing to measure, or two.") }
    }

    func run() throws {
        try StillOptions.run("measure") { () throws(StillError) in
            if let batch {
                try MeasureBatch(input: still.input, questions: batch, kind: kind, masks: masks).run { print($0) }
            } else {
                let measure = Measure(
                    input: still.input, a: a ?? "", b: b, kind: kind, overlay: overlay, masks: masks, isJSON: json,
                    timedFrames: timing)
                print(try measure.run(note: { StillOptions.tell("measure", $0) }))
            }
        }
    }
}
