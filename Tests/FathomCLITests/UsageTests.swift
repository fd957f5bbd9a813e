import Foundation
import Testing

/// What every subcommand says of itself, and what it does with words that it does not know.
@Suite struct UsageTests {
    @Test func theToolNamesItsSubcommands() throws {
        let help = try CommandLineTool.run("--help")
        #expect(help.status == 0)
        #expect(help.output.contains("RGB-D camera streams in, monotonic shaped rewards out."))
        for name in ["serve", "watch", "check", "record", "replay", "info", "export", "score", "measure", "segment"] {
            #expect(help.output.contains("\n  \(name) "), "\(name)")
        }
    }

    @Test(arguments: [
        (
            "watch",
            "USAGE: fathom watch [<endpoint>] [--task <task>] [--json] [--count <count>] [--timeout <timeout>] [--bind]"
        ),
        (
            "check",
            "USAGE: fathom check <config> [--live] [--timeout <timeout>] [--frames <frames>] [--rewards <rewards>] "
                + "[--control <control>]"
        ),
        (
            "serve",
            "USAGE: fathom serve <CONFIG> [--frames <frames>] [--rewards <rewards>] [--control <control>] "
                + "[--log-level <log-level>] [--stop-with-stdin]"
        ),
        (
            "replay",
            "USAGE: fathom replay <file> ... [--config <config>] [--task <task>] [--rate <rate>] [--output <output>] "
                + "[--publish <publish>] [--hindsight <hindsight>]"
        ),
        (
            "record",
            "USAGE: fathom record <endpoint> --into <into> [--stream <stream> ...] [--bind] [--pull] "
                + "[--compression <compression>]"
        ),
        ("repair", "USAGE: fathom repair <FILE> [--output <output>] [--overwrite]"),
        ("import", "USAGE: fathom import <SOURCE> --map <map> --output <output> [--overwrite]"),
        ("info", "USAGE: fathom info <file> ... [--json]"),
        ("export", "USAGE: fathom export <file> [--csv] [--jsonl] [--frames <dir>] [--foxglove <mcap>]"),
        ("measure", "USAGE: fathom measure [<options>] [<a>] [<b>]"),
        (
            "segment",
            "USAGE: fathom segment [--color <color>] [--depth <depth>] [--depth-unit <depth-unit>] "
                + "[--camera <camera>] [--world-from-camera <world-from-camera>] [--pcd <pcd>]"
        ),
        ("score", "USAGE: fathom score <rewards> <truth> [--json] [--task <task>] [--wrong-object <wrong-object>]"),
    ])
    func helpShowsTheUsageAndTheExitCodes(_ command: String, _ usage: String) throws {
        let help = try CommandLineTool.run(command, "--help")
        #expect(help.status == 0)
        #expect(help.output.contains(usage))
        let text = help.output.replacing("\n", with: " ")
        #expect(text.contains("Exit codes: 0") || text.contains("Exits with 0"))
    }

    @Test(arguments: [
        ["--nonsense"], ["nonsense"], ["watch", "--nonsense"], ["check", "a.yaml", "--nonsense"], ["check"],
        ["measure"], ["measure", "a", "b", "c"], ["segment", "a"],
        ["serve"], ["serve", "a.yaml", "--nonsense"], ["record"], ["record", "x"], ["replay"],
        ["replay", "a", "--task", "t"], ["replay", "a", "--rate", "slow"], ["info"], ["export", "a"],
        ["replay", "a", "--hindsight", "b.mcap"], ["replay", "a", "--hindsight", "-"], ["replay", "--hindsight"],
        ["replay", "a", "--hindsight", "b", "--output", "b"],
        ["replay", "a", "--hindsight", "b", "--publish", "tcp://*:1"],
        ["export", "a", "--csv", "--jsonl"],
        ["repair"], ["repair", "a", "b"], ["import", "a"], ["import", "a", "--map", "b"],
        ["score", "only-one"], ["score", "a", "b", "--nonsense"], ["watch", "--count", "0"],
        ["watch", "--timeout", "nan"], ["check", "a.yaml", "--timeout", "-1"], ["watch", "--count", "many"],
    ])
    func unknownWordsEndWithTwo(_ arguments: [String]) throws {
        let outcome = try RunningTool(arguments).wait()
        #expect(outcome.status == 2)
        #expect(outcome.output == "" && outcome.errors.hasPrefix("Error: "))
    }
}
