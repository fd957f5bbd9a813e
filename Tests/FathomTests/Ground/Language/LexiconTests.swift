import Testing

@testable import Fathom

@Suite struct LexiconTests {
    static let nouns = LexiconFile.standard.nouns

    @Test func everyLineOfTheFileIsUnderstood() {
        #expect(LexiconFile.standard.problems.map { "line \($0.line): \($0.reason)" } == [])
        #expect(Self.nouns.count >= 200)
    }

    @Test func noWordStandsForTwoNouns() {
        var owners: [String: String] = [:]
        for noun in Self.nouns {
            for word in [noun.name] + noun.synonyms {
                #expect(owners.updateValue(noun.name, forKey: word) == nil, "\(word)")
            }
        }
    }

    @Test(arguments: nouns) func everyWordCanBeSaid(_ noun: Noun) throws {
        for word in [noun.name, noun.plural] + noun.synonyms {
            #expect(Noun.problem(of: word) == nil)
            let head = try Description("the \(word)").head
            #expect(head.nounWord == word && head.noun == Lexicon.standard.noun(word))
            // Otherwise "the metal can" and the noun "metal can" could not be told apart.
            if let first = word.split(separator: " ").dropLast().first.map(String.init) {
                #expect(Material(word: first) == nil && ColorName(word: first) == nil, "\(word)")
                #expect(Selector(word: first) == nil && SizeWord(word: first) == nil, "\(word)")
            }
        }
    }

    @Test(arguments: nouns) func sizesAreThoseOfThingsOnAndAroundATable(_ noun: Noun) {
        #expect(noun.size.lowerBound >= 0.004 && noun.size.lowerBound < noun.size.upperBound)
        #expect(noun.size.upperBound <= 3 || noun.form == .surface)
        if let thickness = noun.thickness {
            #expect(thickness.lowerBound <= noun.size.lowerBound && thickness.upperBound <= noun.size.upperBound)
        }
    }

    @Test(arguments: nouns) func groupsAreNounsThemselvesAndNoneIsAKindOfItself(_ noun: Noun) {
        #expect(noun.groups.allSatisfy { Lexicon.standard.noun($0)?.name == $0 })
        let known = Lexicon.standard.noun(noun.name)
        #expect(known?.kinds.contains { $0.name == noun.name } == false)
    }

    /// Boxes around models of the YCB set (Calli et al. 2015), metres: longest and shortest side as published.
    @Test(arguments: [
        ("master chef can", 0.140, 0.102), ("cracker box", 0.213, 0.064), ("sugar box", 0.176, 0.045),
        ("tomato soup can", 0.102, 0.068), ("mustard bottle", 0.192, 0.058), ("tuna fish can", 0.085, 0.033),
        ("pudding box", 0.110, 0.030), ("gelatin box", 0.089, 0.029), ("potted meat can", 0.102, 0.060),
        ("banana", 0.178, 0.036), ("pitcher", 0.242, 0.150), ("bleach cleanser", 0.251, 0.067), ("bowl", 0.159, 0.055),
        ("mug", 0.117, 0.081), ("power drill", 0.230, 0.057), ("block", 0.206, 0.085), ("scissors", 0.202, 0.016),
        ("marker", 0.121, 0.018), ("clamp", 0.175, 0.036), ("brick", 0.078, 0.051), ("tennis ball", 0.066, 0.065),
    ])
    func sizesHoldThingsThatRobotsAreTestedWith(_ word: String, _ longest: Double, _ shortest: Double) throws {
        let noun = try #require(Lexicon.standard.noun(word))
        #expect(noun.size.contains(longest))
        #expect(noun.thickness?.contains(shortest) != false)
    }

    @Test func aMugIsACupAndACupAContainer() throws {
        let lexicon = Lexicon.standard
        #expect(try #require(lexicon.noun("cup")).kinds.contains { $0.name == "mug" })
        #expect(try #require(lexicon.noun("containers")).kinds.contains { $0.name == "mug" })
        #expect(try #require(lexicon.noun("fruit")).kinds.contains { $0.name == "banana" })
        #expect(try #require(lexicon.noun("knives")).name == "knife")
        #expect(try #require(lexicon.noun("mice")).name == "mouse")
    }

    @Test func additionsOutrankWhatIsThere() throws {
        let widget = Noun(name: "widget", synonyms: ["mug"], form: .cube, size: 0.03...0.06, groups: ["tool"])
        let box = Noun(name: "box", form: .cube, size: 0.1...0.2)
        let lexicon = Lexicon(adding: [widget, box])
        #expect(lexicon.noun("mugs")?.name == "widget")
        #expect(lexicon.noun("coffee mug")?.name == "mug")
        #expect(lexicon.noun("boxes")?.form == .cube)
        #expect(lexicon.noun("tool")?.kinds.contains { $0.name == "widget" } == true)
        #expect(try Description("the red widgets", lexicon: lexicon).head.noun?.form == .cube)
        #expect(lexicon != .standard && lexicon == Lexicon(adding: [widget, box]) && Lexicon(adding: []) == .standard)
    }

    @Test func aMugHasAHandleAndAGlassHasNone() throws {
        #expect(try #require(Lexicon.standard.noun("mug")).shape == .handled)
        #expect(try #require(Lexicon.standard.noun("glass")).shape == .upright)
    }

    @Test(arguments: [
        ("mug", "1 columns, not 8"), ("mug|||ball|1-2|||", "no form 'ball'"), ("mug|||cup||||", "no size"),
        ("mug|||cup|2-1|||", "no range '2-1'"), ("mug|||cup|0-1|||", "no range '0-1'"),
        ("mug|||cup|1-x|||", "no range '1-x'"), ("mug|||cup|1-2||mauve|", "no colour 'mauve'"),
        ("|||cup|1-2|||", "no noun"), ("mug|||cup|1-2||||spout", "no part 'spout'"),
    ])
    func linesThatAreNotUnderstoodAreTold(_ line: String, _ reason: String) {
        let file = LexiconFile("# head\n\n\(line)\nball|||sphere|1-2|||\n")
        #expect(file.problems.map(\.line) == [3] && file.problems.map(\.reason) == [reason])
        #expect(file.nouns.map(\.name) == ["ball"])
    }
}
