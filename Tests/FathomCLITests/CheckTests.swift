import Foundation
import Testing

@Suite struct CheckTests {
    static func write(_ text: String) throws -> String {
        let url = FileManager.default.temporaryDirectory.appending(path: "fathom-\(UUID().uuidString).yaml")
        try text.write(to: url, atomically: true, encoding: .utf8)
        return url.path
    }

    static func shipped(_ name: String) throws -> String {
        try String(contentsOf: CommandLineTool.repository.appending(path: "launch/\(name)"), encoding: .utf8)
    }

    @Test func everyLaunchFileIsAccepted() throws {
        let folder = CommandLineTool.repository.appending(path: "launch")
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "yaml" }
        #expect(files.count >= 4)
        for file in files {
            let outcome = try CommandLineTool.run("check", file.path)
            #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
            #expect(outcome.output.contains("✓ accepted"))
        }
    }

    @Test func aDescriptionIsShownAsItWasUnderstood() throws {
        let outcome = try CommandLineTool.run(
            "check", CommandLineTool.repository.appending(path: "launch/reach.yaml").path)
        #expect(outcome.output.contains("✓ target 'the red ball': colour red; ball: a sphere, 1 … 40 cm"))
    }

    @Test func aBrokenFileIsToldWithLineAndColumn() throws {
        let path = try Self.write(
            try Self.shipped("reach.yaml").replacing("curve: reciprocal", with: "curve: reciprokal"))
        let outcome = try CommandLineTool.run("check", path)
        #expect(outcome.status == 1)
        #expect(outcome.output.contains("\(path):17:14: tasks[0].reward.curve: found \"reciprokal\""))
    }

    @Test func aFarmableRewardIsRefusedWithItsPlaceAndReason() throws {
        let path = try Self.write(try Self.shipped("reach.yaml").replacing("signal: dense", with: "signal: shaped"))
        let bonusless = try Self.write(
            try String(contentsOfFile: path, encoding: .utf8).replacing(", bonus: 1", with: ", bonus: 0"))
        let outcome = try CommandLineTool.run("check", bonusless)
        #expect(outcome.status == 1)
        #expect(outcome.output.contains("\(bonusless):16:15: error: tasks[0].reward.signal:"))
        #expect(outcome.output.contains("✗ refused: fathom serve would not start"))
    }

    @Test func aPhraseThatSaysNothingIsRefused() throws {
        let path = try Self.write(try Self.shipped("reach.yaml").replacing("the red ball", with: "the shiny gizmo"))
        let outcome = try CommandLineTool.run("check", path)
        #expect(outcome.status == 1)
        #expect(outcome.output.contains("\(path):12:13: error: tasks[0].target: nothing could be found by it"))
    }

    @Test func aFileThatIsNotThereIsRefused() throws {
        let outcome = try CommandLineTool.run("check", "/nowhere/at/all.yaml")
        #expect(outcome.status == 1)
        #expect(outcome.output.hasPrefix("/nowhere/at/all.yaml: found no file that can be read"))
    }

    @Test func withoutFramesTheLiveCheckSaysWhatToLookAt() throws {
        let path = try Self.write(try Self.shipped("reach.yaml"))
        let socket = FileManager.default.temporaryDirectory.appending(path: "fathom-\(UUID().uuidString)").path
        let outcome = try CommandLineTool.run(
            "check", path, "--live", "--timeout", "0.2", "--frames", "bind:ipc://\(socket)")
        #expect(outcome.status == 1)
        #expect(outcome.output.contains("✗ stream front: no publisher has connected to ipc://\(socket)"))
    }
}
