import Fathom
import FathomEpisodes
import FathomTransport
import FathomWire
import Foundation
import Testing

@testable import FathomDaemon

/// A lane that is recorded, and what became of it.
final class RecordedRun {
    let folder = TemporaryFolder()
    let lane: RunningLane
    let text: String

    /// - Parameter tasks: the configuration's tasks, YAML.
    init(
        _ tasks: String, delivery: FramesConfiguration.Delivery = .every, clocks: Clocks = .system,
        change: (inout RecordingConfiguration) -> Void = { _ in }
    ) throws {
        let text = "frames: { connect: \"inproc://unused\" }\ntasks:\n\(tasks)\n"
        self.text = text
        let file = try ConfigurationFile(name: "test.yaml", text: text)
        var record = RecordingConfiguration(folder: folder.path("episodes"), configurationText: text)
        change(&record)
        lane = try RunningLane(file.configuration.tasks, delivery: delivery, clocks: clocks) { $0.record = record }
    }

    /// The recorded files of a task, in order.
    func files(of task: String) throws -> [String] {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path("episodes"))
        return names.filter { $0.hasPrefix(task + "-") }.sorted().map { folder.path("episodes/\($0)") }
    }

    struct Replayed {
        var status: Int32
        var rewards: [Reward]
    }

    func replay(_ files: [String], configuration: String? = nil) throws -> Replayed {
        let output = folder.path("rewards-\(UInt64.random(in: .min ... .max)).jsonl")
        let status = Replayer(files: files, configuration: configuration, output: output).run()
        return Replayed(status: status, rewards: try Self.rewards(output))
    }

    static func rewards(_ path: String) throws -> [Reward] {
        let json = RewardJSON()
        return try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map { try json.decode("\($0)") }
    }

    static let reach = """
          - name: reach
            streams: [front]
            gripper: { pose: gripper }
            target: "the red ball"
            stale_after: 200 ms
            reward: { success: { within: 2 cm } }
        """

    static let posed = """
          - name: state
            streams: [state]
            gripper: { pose: gripper }
            target: { pose: object }
            stale_after: 200 ms
            reward: { success: { within: 2 cm } }
        """
}

extension [Reward] {
    /// Encoded without the publish time.
    var encoded: [[UInt8]] {
        get throws {
            let codec = RewardCodec()
            return try map { reward in
                var (reward, bytes) = (reward, [UInt8]())
                reward.publishTimeNanoseconds = nil
                try codec.encode(reward, into: &bytes)
                return bytes
            }
        }
    }
}
