import Foundation
import Testing

@testable import FathomDaemon

@Suite struct ShippedFilesTests {
    @Test func everyLaunchFileIsReadAndAcceptedWithoutAWarning() throws {
        let files = try ConfigurationFixture.launchFiles()
        #expect(files.count >= 4)
        for file in files {
            let configuration = try ConfigurationFile(path: file.path, environment: [:]).configuration
            let findings = ConfigurationCheck(configuration).findings
            #expect(findings == [], "\(file.lastPathComponent)")
        }
    }

    @Test func everyExampleOfThePageIsReadAndAccepted() throws {
        let examples = try ConfigurationFixture.documentedExamples()
        #expect(examples.count >= 3)
        for example in examples {
            let configuration = try ConfigurationFixture.read(example)
            let findings = ConfigurationCheck(configuration).findings
            #expect(!findings.contains { $0.severity == .error }, "\(findings)\n\(example)")
        }
    }

    @Test func thePageNamesEveryKey() throws {
        let page = try String(
            contentsOf: ConfigurationFixture.repository.appending(path: "docs/configuration.md"), encoding: .utf8)
        let keys =
            DaemonKey.names + FramesKey.names + EndpointKey.names + LimitsKey.names + TaskKey.names + SelectorKey.names
            + SensorKey.names + RewardKey.names + FailureKey.names + SuccessKey.names
        for key in Set(keys).sorted() {
            #expect(page.contains(key), "\(key)")
        }
    }

    @Test func theMessageShownOnThePageIsTheOneThatIsGiven() throws {
        let text = ConfigurationFixture.yaml(reward: "curve: reciprokal")
        let error = #expect(throws: ConfigurationError.self) {
            _ = try ConfigurationFixture.read(text)
        }
        let page = try String(
            contentsOf: ConfigurationFixture.repository.appending(path: "docs/configuration.md"), encoding: .utf8)
        let message = try #require(error?.description.split(separator: ": ", maxSplits: 1).last)
        #expect(page.contains(message))
    }
}
