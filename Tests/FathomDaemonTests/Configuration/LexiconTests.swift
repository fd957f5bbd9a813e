import Fathom
import Foundation
import Testing

@testable import FathomDaemon

@Suite struct LexiconConfigurationTests {
    static let widget =
        "{ noun: widget, synonyms: [gizmo], plural: widgetses, shape: box, size: 3-6 cm, colors: [red] }"

    private func read(_ item: String) throws -> TaskConfiguration {
        try #require(
            try ConfigurationFixture.read(ConfigurationFixture.yaml(root: "lexicon: [\(item)]")).tasks.first)
    }

    @Test func nounsOfTheFileReachItsTasks() throws {
        let task = try read(Self.widget)
        #expect(
            task.lexicon.additions == [
                Noun(
                    name: "widget", plural: "widgetses", synonyms: ["gizmo"], form: .box, size: 0.03...0.06,
                    usualColors: [.red])
            ])
        #expect(try Description("the red gizmo", lexicon: task.lexicon).head.noun?.name == "widget")
        #expect(try Description("the red gizmo").head.noun == nil)
    }

    @Test(arguments: [
        "3-6 cm", "3–6 cm", "3 … 6 cm", "3 to 6 cm", "0.03-0.06", "30 mm - 6 cm", "[0.03, 0.06]", "[3 cm, 60 mm]",
    ])
    func sizesAreSaidInManyWays(_ size: String) throws {
        let item = "{ noun: widget, size: \(size.hasPrefix("[") ? size : "\(size)") }"
        #expect(try read(item).lexicon.additions.first?.size == 0.03...0.06)
    }

    @Test(arguments: [
        ("{ size: 1-2 cm }", "noun"), ("{ noun: widget }", "size"), ("{ noun: on, size: 1-2 cm }", "noun"),
        ("{ noun: Widget, size: 1-2 cm }", "noun"), ("{ noun: a b c d, size: 1-2 cm }", "noun"),
        ("{ noun: left, size: 1-2 cm }", "noun"), ("{ noun: widget, size: 2-1 cm }", "size"),
        ("{ noun: widget, size: 0-1 cm }", "size"), ("{ noun: widget, size: 5 cm }", "size"),
        ("{ noun: widget, size: [1, 2, 3] }", "size"), ("{ noun: widget, size: 1-2 kg }", "size"),
        ("{ noun: widget, size: 1-101 m }", "size"), ("{ noun: widget, size: [.nan, 1] }", "size"),
        ("{ noun: widget, size: 1-2 cm, shape: blob }", "shape"),
        ("{ noun: widget, size: 1-2 cm, colors: [mauve] }", "colors[0]"),
        ("{ noun: widget, size: 1-2 cm, thickness: 1-3 cm }", "thickness"),
        ("{ noun: widget, size: 1-2 cm, synonyms: [the] }", "synonyms[0]"),
        ("{ noun: widget, size: 1-2 cm, kind_of: gadgetry }", "kind_of"),
        ("{ noun: widget, size: 1-2 cm, color: red }", "color"),
    ])
    func badNounsAreToldWithTheirKey(_ item: String, _ key: String) {
        let issues = ConfigurationFixture.issues(ConfigurationFixture.yaml(root: "lexicon: [\(item)]"))
        #expect(issues.map(\.keyPath) == ["lexicon[0].\(key)"])
        #expect(issues.allSatisfy { !$0.allowed.isEmpty && $0.position?.line == 2 })
    }

    @Test(arguments: ["lexicon: widget", "lexicon: []", "lexicon: { noun: widget }"])
    func aLexiconIsAListOfNouns(_ root: String) {
        #expect(ConfigurationFixture.issues(ConfigurationFixture.yaml(root: root)).map(\.keyPath) == ["lexicon"])
    }

    @Test func aNounTwiceIsAnError() {
        let issues = ConfigurationFixture.issues(
            ConfigurationFixture.yaml(root: "lexicon: [\(Self.widget), \(Self.widget)]"))
        #expect(issues.map(\.keyPath) == ["lexicon[1]"])
    }

    /// Phrases stand in code spans with quotes: `"the red mug"`.
    @Test func everyPhraseAndExampleOfThePageIsUnderstood() throws {
        let url = ConfigurationFixture.repository.appending(path: "docs/descriptions.md")
        let page = try String(contentsOf: url, encoding: .utf8)
        let phrases = page.components(separatedBy: "`\"").dropFirst().map { $0.components(separatedBy: "\"`")[0] }
        #expect(phrases.count > 40)
        for phrase in phrases {
            let unknown = try Description(phrase).unknownWords
            #expect(unknown.isEmpty, "\(phrase): \(unknown)")
        }
        for example in try ConfigurationFixture.documentedExamples("descriptions.md") {
            #expect(ConfigurationCheck(try ConfigurationFixture.read(example)).findings.isEmpty)
        }
        for name in LexiconKey.names + Form.allCases.map(\.rawValue) { #expect(page.contains("`\(name)`"), "\(name)") }
    }

    @Test func whatANounMeansIsPartOfTheDigest() throws {
        let digests = try [
            Self.widget, Self.widget.replacing("box", with: "cube"), Self.widget.replacing("6 cm", with: "7 cm"),
            Self.widget.replacing("gizmo", with: "gadget"), Self.widget.replacing("[red]", with: "[blue]"),
        ].map { try read($0).digest }
        let plain = try #require(try ConfigurationFixture.read(ConfigurationFixture.yaml()).tasks.first).digest
        #expect(Set(digests + [plain]).count == 6)
        #expect(try read(Self.widget).digest == digests[0])
        #expect(try read(Self.widget.replacing("3-6 cm", with: "[30 mm, 0.06]")).digest == digests[0])
    }

    @Test func theReportTellsWhatWasAddedAndUnderstood() throws {
        let yaml = ConfigurationFixture.yaml(root: "lexicon: [\(Self.widget)]")
            .replacing("the red ball", with: "the left red widget with a white lid, on the flurbish table")
        let report = try ConfigurationFile(name: "test.yaml", text: yaml).report
        let lines = report.sections.flatMap(\.lines).map(\.description)
        #expect(lines.contains("✓ widget: a box, 3 … 6 cm, usually red"))
        let target = try #require(lines.first { $0.contains("target") && $0.contains("colour") })
        for words in [
            "colour red", "a part of it white", "widget: a box", "of several, the left one",
            "on (table: a surface", "passed over: 'flurbish' (word 11)",
        ] {
            #expect(target.contains(words), "\(target)")
        }
    }
}
