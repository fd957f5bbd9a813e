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
        case "allocations": try report.add(AllocationRows.run(options))
        case "end-to-end": try report.add(EndToEndRows.run(options))
        case "streams": try report.add(StreamRows.run(options))
        case "memory": try report.add(MemoryRows.run(options))
        case "replay": try report.add(ReplayRows.run(options))
        case "lockstep": try report.add(LockstepRows.run(options))
        case "echo": try Echo.run(options)
        case "control-echo": try Echo.runControl(options)
        case "loop": try Loop.run(options)
        case "table": try report.showAll()
        default: throw Failure("\(options.group): expected a group of rows, see launch/bench")
        }
    }
}
