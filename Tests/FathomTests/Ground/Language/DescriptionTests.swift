import Testing

@testable import Fathom

@Suite struct DescriptionTests {
    /// What a person says, and the same said plainly.
    @Test(arguments: [
        ("the left small red Mug", "the left small red mug"),
        ("red mug", "the red mug"),
        ("The red and white can.", "the red and white can"),
        ("a red, white and blue can", "the red and white and blue can"),
        ("dark blue mug", "the blue mug"),
        ("the light green reddish bowl", "the green and red bowl"),
        ("the black-white box", "the black and white box"),
        ("the red-colored box", "the red box"),
        ("the navy blue cup", "the blue cup"),
        ("the orange", "the orange"),
        ("the orange mug", "the orange mug"),
        ("the orange one", "the orange one"),
        ("the orange on the orange plate", "the orange on the orange plate"),
        ("the glass", "the glass"),
        ("the glass bottle", "the glass bottle"),
        ("the glass one", "the glass one"),
        ("the wooden block", "the wood block"),
        ("a block of wood", "the wood block"),
        ("the metallic red can", "the red metal can"),
        ("the tomato soup can", "the tomato soup can"),
        ("the can of tomato soup", "the tomato soup can"),
        ("the box of crackers", "the cracker box"),
        ("a pair of scissors", "the scissors"),
        ("the mustard bottle", "the mustard bottle"),
        ("the red foam brick", "the red foam brick"),
        ("the yellow gripper fingers", "the yellow gripper fingers"),
        ("the robot's gripper", "the robot gripper"),
        ("the big tall box", "the large tall box"),
        ("the left mug", "the left mug"),
        ("the left-most mug", "the left mug"),
        ("the mug on the left", "the left mug"),
        ("the mug on the far left side", "the left mug"),
        ("the mug on the left hand side of the table", "the left mug"),
        ("the mug to the right", "the right mug"),
        ("the mug at the back", "the farthest mug"),
        ("the mug in front", "the nearest mug"),
        ("the one in the middle of the picture", "the middle one"),
        ("the middle one", "the middle one"),
        ("the near mug", "the nearest mug"),
        ("the topmost block", "the top block"),
        ("the block on top", "the top block"),
        ("the block on top of the pile", "the top block"),
        ("the tallest bottle", "the tallest bottle"),
        ("the third largest box", "the third largest box"),
        ("the second mug from the left", "the second mug from the left"),
        ("the 2nd mug from left", "the second mug from the left"),
        ("second from the right", "the second one from the right"),
        ("the largest of the mugs", "the largest mugs"),
        ("the mug closest to the camera", "the nearest mug"),
        ("the mug furthest away from me", "the farthest mug"),
        ("the mug nearest the box", "the mug nearest the box"),
        ("the mug that is closest to the red box", "the mug nearest the red box"),
        ("the mug farthest from the box", "the mug farthest from the box"),
        ("the blue can with the white label", "the blue can with a white part"),
        ("box with a red lid and a white handle", "the box with a red and white part"),
        ("the red-handled screwdriver", "the screwdriver with a red part"),
        ("the can with a red lid on top", "the can with a red part"),
        ("the mug on the box", "the mug on the box"),
        ("the mug that is on the box", "the mug on the box"),
        ("the mug which is left of the box", "the mug left of the box"),
        ("the mug standing on top of the box", "the mug on the box"),
        ("the mug to the left of the box", "the mug left of the box"),
        ("the mug on the left of the box", "the mug left of the box"),
        ("the mug on the left box", "the mug on the left box"),
        ("the mug that is red", "the red mug"),
        ("the mug that is orange and small", "the small orange mug"),
        ("the spoon inside the bowl", "the spoon in the bowl"),
        ("the box below the book", "the box under the book"),
        ("the box in front of the book", "the box in front of the book"),
        ("the box beside the book", "the box next to the book"),
        ("the ball between the red mug and the blue mug", "the ball between the red mug and the blue mug"),
        ("the ball between the two boxes", "the ball between the two boxes"),
        ("the ball in the middle of the mug and the box", "the ball between the mug and the box"),
        (
            "the red mug on the box next to the blue bowl",
            "the red mug on the box next to the blue bowl"
        ),
        ("the mug on the box and next to the bowl", "the mug on the box and next to the bowl"),
        (
            "the mug on the box next to the bowl, behind the can",
            "the mug on the box next to the bowl, behind the can"
        ),
        (
            "the ball between the can with a red lid and the box",
            "the ball between the can with a red part and the box"
        ),
        ("the bowl with a red apple in it", "the bowl with a red part"),
        ("the mug in the picture", "the mug"),
        ("the plastic cup full of foam", "the plastic foam cup"),
        ("the mug made from glass", "the glass mug"),
        ("mug whose handle is red", "the mug with a red part"),
        ("the blue handled scissors", "the scissors with a blue part"),
        ("the bleach cleanser bottle", "the bleach cleanser bottle"),
        ("the salad dressing bottle", "the salad dressing bottle"),
        ("the red toy plane", "the red toy plane"),
        ("the object that is furthest to the left", "the left object"),
        ("the furthest left object", "the left object"),
        ("the second closest can to the camera", "the second nearest can"),
        ("the smallest of the three boxes", "the smallest boxes"),
        ("the topmost book of the stack", "the top book"),
        ("the red/white can", "the red and white can"),
        ("the mug on top of the table", "the mug on the table"),
        ("the ball in the picture frame", "the ball in the picture frame"),
        ("the box in front of the table", "the box in front of the table"),
        ("the glove on the left hand", "the glove on the left hand"),
        ("the nearest camera", "the nearest camera"),
        ("the lid of the pot", "the pot lid"),
        ("the left finger of the gripper", "the left gripper finger"),
    ])
    func saysTheSamePlainly(_ phrase: String, _ plain: String) throws {
        let description = try Description(phrase)
        #expect(description.head.text == plain)
        #expect(description.unknownWords.isEmpty, "\(description.unknownWords)")
        #expect(try Description(plain).head == description.head)
    }

    @Test func takesAPhraseApart() throws {
        let head = try Description("the second small red and white Mugs from the left with a blue lid, on the box").head
        #expect(head.selector == .left && head.ordinal == 2)
        #expect(head.sizes == [.small])
        #expect(head.colors == [.red, .white])
        #expect(head.partColors == [.blue])
        #expect(head.noun?.name == "mug" && head.nounWord == "mugs")
        #expect(head.relations.map(\.kind) == [.on])
        #expect(head.relations.first?.anchors.first?.noun?.name == "box")
    }

    @Test func aRelationBelongsToThePhraseRightBeforeIt() throws {
        let head = try Description("the mug on the box next to the bowl behind the can").head
        let box = try unwrapped(head.relations.first?.anchors.first)
        let bowl = try unwrapped(box.relations.first?.anchors.first)
        #expect(head.relations.count == 1 && box.relations.count == 1)
        #expect(bowl.relations.first?.kind == .behind)
    }

    @Test func anOrangeIsAFruitWhenItComesLastAndAColourBefore() throws {
        #expect(try Description("the orange").head.colors.isEmpty)
        #expect(try Description("the orange").head.nounWord == "orange")
        #expect(try Description("the orange mug").head.colors == [.orange])
    }

    /// Words that mean nothing, by position, do not break the rest.
    @Test(arguments: [
        ("the flurbish red ball", "the red ball", [2: "flurbish"]),
        ("the red ball there", "the red ball", [4: "there"]),
        ("the souvenir mug", "the mug", [2: "souvenir"]),
        ("the red mug on the flurb", "the red mug", [4: "on", 6: "flurb"]),
        ("the red mug flurb the box", "the red mug", [4: "flurb", 6: "box"]),
        ("the second mug", "the mug", [2: "second"]),
        ("the mug with a handle", "the mug", [3: "with", 5: "handle"]),
        ("the top left mug", "the top mug", [3: "left"]),
        ("the red mug and the bowl", "the red mug", [6: "bowl"]),
        ("ein roter mug", "the mug", [1: "ein", 2: "roter"]),
        ("the mug on", "the mug", [3: "on"]),
        ("the box next to it", "the box", [3: "next", 4: "to", 5: "it"]),
        ("the item in the bottom left corner", "the left item", [5: "bottom"]),
        ("the cup full of pens", "the cup", [5: "pens"]),
        ("the handle of the left red mug", "the handle", [5: "left", 6: "red", 7: "mug"]),
    ])
    func unknownWordsAreReportedByPosition(_ phrase: String, _ plain: String, _ unknown: [Int: String]) throws {
        let description = try Description(phrase)
        #expect(description.head.text == plain)
        #expect(Dictionary(uniqueKeysWithValues: description.unknownWords.map { ($0.position, $0.word) }) == unknown)
    }

    @Test(arguments: [
        "", "  ", "the", "flurb", "left", "the one", "on", "?!", ",,,", String(repeating: "red ", count: 100),
        String(repeating: "a ", count: 33), "on the flurb",
    ])
    func phrasesThatSayNothingUsableAreRefused(_ phrase: String) {
        #expect(throws: Rejection.self) { try Description(phrase) }
    }

    @Test(arguments: [
        ("the left right mug", "'left' and 'right'"),
        ("the left mug on the right", "'left' and 'right'"),
        ("the small large box", "'small' and 'large'"),
        ("the mug on the small big box", "'small' and 'large'"),
        ("the short tall can", "'short' and 'tall'"),
        ("the first second mug from the left", "'first' and 'second'"),
        ("the ball between the mug", "two things"),
        ("the ball between the mug and the flurb", "two things"),
        ("the mug that is not red", "'not'"),
        ("the mug without a red lid", "'without'"),
        ("the red or blue mug", "'or'"),
        ("mug on box on box on box on box on box", "4 relations"),
    ])
    func contradictionsAreRefusedWithWhatIsWrong(_ phrase: String, _ reason: String) throws {
        let rejection = try #require(throws: Rejection.self) { try Description(phrase) }
        #expect(rejection.description.contains(reason) && rejection.found == "'\(phrase)'", "\(rejection)")
    }
}
