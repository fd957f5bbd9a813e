import ArgumentParser
import FathomStill

struct SegmentCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "segment",
        abstract: "List every thing of one picture.",
        discussion: """
            Prints each thing with its colours, form, size, place and what it rests on. docs/measure.md explains them.

            Exit codes: 0 done, 2 the input cannot be used.
            """)

    @OptionGroup var still: StillOptions

    @Option(help: "PNG to draw the things in.")
    var overlay: String?

    @Option(help: "PNG of 16 bits for the label image: each pixel its thing's number, 0 elsewhere.")
    var labels: String?

    @Option(help: "CSV for what the classifier of forms is told of each thing: its number and the features.")
    var features: String?

    @Flag(help: "Print one JSON object.")
    var json = false

    func run() throws {
        try StillOptions.run("segment") { () throws(StillError) in
            print(
                try Segment(input: still.input, overlay: overlay, labels: labels, features: features, isJSON: json)
                    .run())
        }
    }
}
