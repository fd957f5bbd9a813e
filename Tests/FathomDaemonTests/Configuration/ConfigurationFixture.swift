import Fathom
import Foundation

@testable import FathomDaemon

/// Texts, curves and random numbers for the tests of the configuration.
enum ConfigurationFixture {
    /// The smallest valid file; `task` and `reward` go into the task and its reward.
    static func yaml(root: String = "", task: String = "", reward: String = "success: { within: 0.05 }") -> String {
        """
        frames: { connect: "ipc:///tmp/fathom-frames" }
        \(root)
        tasks:
          - name: reach
            streams: [front]
            gripper: { pose: gripper }
            target: "the red ball"
            \(task)
            reward:
              \(reward.replacing("\n", with: "\n      "))
        """
    }

    static func read(
        _ text: String, overrides: ConfigurationOverrides = ConfigurationOverrides(),
        environment: [String: String] = [:]
    ) throws(ConfigurationError) -> DaemonConfiguration {
        try ConfigurationFile(name: "test.yaml", text: text, overrides: overrides, environment: environment)
            .configuration
    }

    static func issues(_ text: String) -> [ConfigurationIssue] {
        do {
            _ = try read(text)
            return []
        } catch {
            return error.issues
        }
    }

    static func task(_ change: (inout TaskConfiguration) -> Void = { _ in }) -> TaskConfiguration {
        var task = TaskConfiguration(
            name: "reach", streams: .fused(["front"]), gripper: .pose("gripper"), target: .description("the red ball"))
        task.reward.success = SuccessConfiguration(within: 0.05)
        change(&task)
        return task
    }

    static func findings(_ tasks: TaskConfiguration...) -> [ConfigurationFinding] {
        let frames = FramesConfiguration(endpoints: [Endpoint(.connect, "ipc:///tmp/fathom-frames")])
        return ConfigurationCheck(DaemonConfiguration(frames: frames, tasks: tasks)).findings
    }

    /// The checkout that this file was compiled from.
    static var repository: URL {
        var url = URL(fileURLWithPath: #filePath)
        for _ in 0..<4 { url.deleteLastPathComponent() }
        return url
    }

    static func launchFiles() throws -> [URL] {
        try FileManager.default
            .contentsOfDirectory(at: repository.appending(path: "launch"), includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "yaml" }
            .sorted { $0.path < $1.path }
    }

    /// The fenced YAML blocks of a page of the guide.
    static func documentedExamples(_ page: String = "configuration.md") throws -> [String] {
        let page = try String(contentsOf: repository.appending(path: "docs/\(page)"), encoding: .utf8)
        return page.components(separatedBy: "```yaml\n").dropFirst().map {
            $0.components(separatedBy: "```")[0]
        }
    }
}
