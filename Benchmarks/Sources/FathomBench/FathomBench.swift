import Foundation

/// `fathom-bench GROUP`: measures a group of rows, prints them and adds them to the report.
@main
enum FathomBench {
    static func main() {
        do {
            let options = try Options(Array(CommandLine.arguments.dropFirst()))
            try run(options)
        } catch {
            FileHandle.standardError.write(Data("fathom-bench: \(error)\n".utf8))
            exit(1)
        }
    }

    private static func run(_ options: Options) throws {
        let report = Report(url: options.report)
        switch options.group {
        case "pipeline": try report.add(PipelineRows.run(options))
        case "state": try report.add(StateRows.run(options))
        case "decode": try report.add(DecodeRows.run(options))
        case "wire": try report.add(WireRows.run(options))
        case "table": try report.showAll()
        default: throw Failure("\(options.group): expected pipeline, state, decode, wire or table")
        }
    }
}
