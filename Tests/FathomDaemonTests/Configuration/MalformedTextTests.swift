import Fathom
import Foundation
import Testing

@testable import FathomDaemon

@Suite struct MalformedTextTests {
    @Test func keysGivenTwiceAreNamedWithTheirLine() {
        let issues = ConfigurationFixture.issues(ConfigurationFixture.yaml(reward: "length: 1\nlength: 2"))
        #expect(issues.first?.found == "the key \"length\" more than once")
        #expect((issues.first?.position?.line ?? 0) > 8)
    }

    @Test(arguments: ["a: &x 1\nb: 2", "a: &x [1]\nb: *x", "&k a: 1", "a: [&x 1, *x, *x]"])
    func anchorsAndAliasesAreRefused(text: String) {
        #expect(ConfigurationFixture.issues(text).first?.found.contains("anchor or alias") == true)
    }

    @Test func anAliasBombIsRefusedBeforeItIsComposed() {
        let levels = (1...40).map { "- &a\($0) { ? [*a\($0 - 1), *a\($0 - 1)] : x }" }
        let issues = ConfigurationFixture.issues((["- &a0 x"] + levels).joined(separator: "\n"))
        #expect(issues.first?.found.contains("anchor or alias") == true)
    }

    @Test func addressesWithWildcardsAreNoAliases() throws {
        let list = (1...20).map { "rewards-\($0): \"tcp://*:\($0)\"" }.joined(separator: "\n")
        #expect(ConfigurationFixture.issues(list).contains { $0.found.contains("alias") } == false)
    }

    @Test(arguments: [
        "", "# nothing", "---", "5", "[]", "frames: [", "\t", "a: b: c", "{", "? [1]\n: 2", "%YAML 9.9\n---\na: 1",
        "a: !!int 5", "frames: !mine {}", "--- 1\n--- 2", "\u{0}", "\"", "a: *nowhere", "'\u{FEFF}",
    ])
    func whatIsNoConfigurationIsAnError(text: String) {
        #expect(!ConfigurationFixture.issues(text).isEmpty)
    }

    @Test func deepNestingIsAnError() {
        #expect(!ConfigurationFixture.issues(String(repeating: "[", count: 100_000)).isEmpty)
        let nested = String(repeating: "[", count: 900) + String(repeating: "]", count: 900)
        #expect(!ConfigurationFixture.issues(nested).isEmpty)
    }

    @Test func aFileThatIsTooLargeIsAnError() throws {
        let text = ConfigurationFixture.yaml() + "\n#" + String(repeating: "x", count: 1 << 20)
        #expect(ConfigurationFixture.issues(text).count == 1)
        let url = FileManager.default.temporaryDirectory.appending(path: "fathom-\(UUID().uuidString).yaml")
        try text.write(to: url, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(at: url) }
        let error = #expect(throws: ConfigurationError.self) {
            _ = try ConfigurationFile(path: url.path, environment: [:])
        }
        #expect(error?.description.contains("1048576") == true)
    }

    @Test(arguments: ["/nowhere/at/all.yaml", "/", ""])
    func aFileThatCannotBeReadIsAnError(path: String) {
        #expect(throws: ConfigurationError.self) { _ = try ConfigurationFile(path: path, environment: [:]) }
    }

    /// Bytes, lines and words of valid files, mixed: each result is a configuration or an error with a message.
    @Test(arguments: 0..<8)
    func mutatedFilesNeverCrash(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        let originals = try ConfigurationFixture.documentedExamples().map { Array($0.utf8) }
        for _ in 0..<150 {
            var bytes = originals.randomElement(using: &generator) ?? []
            for _ in 0...Int.random(in: 0..<6, using: &generator) {
                Self.mutate(&bytes, with: &generator)
            }
            do {
                let text = String(decoding: bytes, as: UTF8.self)
                let file = try ConfigurationFile(name: "mutated.yaml", text: text)
                #expect(!file.configuration.summary.isEmpty)
            } catch {
                #expect(!error.issues.isEmpty && !error.description.isEmpty)
            }
        }
    }

    private static let words = [
        "&a ", "*a ", "- ", ": ", "{", "}", "[", "]", "\n", "\"", "'", "|\n", ">", "!!", "#", "?", "nan", ".inf", "-1",
        "1e400",
        "0", "~", "é", "\u{0}", "<<: ", "%", "@", "3 of 5", "true",
    ]

    private static func mutate(_ bytes: inout [UInt8], with generator: inout SplitMix64) {
        guard !bytes.isEmpty else { return }
        let index = Int.random(in: bytes.indices, using: &generator)
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: bytes[index] = UInt8.random(in: .min ... .max, using: &generator)
        case 1: bytes.removeSubrange(index..<min(bytes.count, index + Int.random(in: 1...20, using: &generator)))
        case 2: bytes.insert(contentsOf: (words.randomElement(using: &generator) ?? "").utf8, at: index)
        default:
            let end = min(bytes.count, index + Int.random(in: 1...60, using: &generator))
            bytes.insert(contentsOf: Array(bytes[index..<end]), at: Int.random(in: bytes.indices, using: &generator))
        }
    }
}
