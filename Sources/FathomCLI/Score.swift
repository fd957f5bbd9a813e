import ArgumentParser
import FathomEpisodes
import Foundation

struct ScoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "score",
        abstract: "Score recorded rewards against the truth.",
        discussion: """
            REWARDS holds one reward a line as JSON, keys as in fathom.v1.Reward. TRUTH is CSV with a header: \
            stream,episode,sequence,distance_m,success,target_visible,target_x,target_y,target_z; one row for each \
            frame sent, metres, world frame. docs/rewards.md explains the numbers.

            Exit codes: 0 done, 1 input cannot be read, 2 usage.
            """)

    @Argument(help: "Recorded rewards (JSON lines).")
    var rewards: String

    @Argument(help: "What the simulator knows (CSV).")
    var truth: String

    @Flag(help: "Print one JSON object, keyed by task, keys sorted.")
    var json = false

    @Option(help: "Score this task only.")
    var task: String?

    @Option(help: "Metres from the true target beyond which a measured target is another object.")
    var wrongObject = 0.05

    func validate() throws {
        guard wrongObject > 0, wrongObject.isFinite else {
            throw ValidationError("--wrong-object must be a positive number of metres, found \(wrongObject).")
        }
    }

    func run() throws {
        do {
            let score = try Score(
                rewardFile: rewards, truthFile: truth,
                options: ScoreOptions(wrongObjectBeyond: wrongObject, task: task))
            print(json ? String(decoding: try score.json(), as: UTF8.self) : score.table())
        } catch let error as EpisodeError {
            FileHandle.standardError.write(Data("fathom score: \(error)\n".utf8))
            throw ExitCode(1)
        }
    }
}
