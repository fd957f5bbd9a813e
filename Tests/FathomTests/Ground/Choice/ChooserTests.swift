import Testing

@testable import Fathom

/// What is chosen on tables where there is no doubt what each thing is.
@Suite struct ChooserTests {
    @Test func colourAndNounFindTheirThing() throws {
        var made = MadeScene()
        let redMug = made.add(.red, .mug, x: -0.2, y: 0, size: MadeScene.mug)
        let redBox = made.add(.red, .box, x: 0, y: 0, size: MadeScene.box)
        let blueMug = made.add(.blue, .mug, x: 0.2, y: 0, size: MadeScene.mug)
        let ball = made.add(.green, .ball, x: 0, y: 0.2, size: MadeScene.ball)
        #expect(try made.chosen("the red mug") == redMug)
        #expect(try made.chosen("the red box") == redBox)
        #expect(try made.chosen("the blue mug") == blueMug)
        #expect(try made.chosen("the ball") == ball)
        #expect(try made.chosen("the green thing") == ball)
    }

    @Test func aPoorFitIsPassedOverForABetterOneAndRefusedAlone() throws {
        var made = MadeScene()
        made.add(.blue, .box, x: 0, y: 0, size: MadeScene.box)
        #expect(try made.chosen("the red mug") == nil)
        let mug = made.add(.blue, .mug, x: 0.2, y: 0, size: MadeScene.mug)
        #expect(try made.chosen("the blue mug") == mug)
    }

    @Test func anEmptySceneHoldsNothing() throws {
        let made = MadeScene()
        guard case .absent(let misses) = try made.choose("the red mug") else { return #expect(Bool(false)) }
        #expect(misses.isEmpty)
        #expect(try made.reason("the red mug") == "nothing fits 'the red mug': no thing is seen")
    }

    @Test func whatIsNotThereIsAbsentAndTheReasonNamesTheNearestMiss() throws {
        var made = MadeScene()
        made.add(.red, .box, x: 0, y: 0, size: Vector3(0.4, 0.3, 0.3))
        guard case .absent(let misses) = try made.choose("the red mug") else { return #expect(Bool(false)) }
        #expect(misses.map(\.label) == [1])
        let reason = try #require(try made.reason("the red mug"))
        #expect(reason == "nothing fits 'the red mug': the nearest is a red box, 0.40 m (too large)")
    }

    @Test func anOrderOfThingsIsReadFromEitherEnd() throws {
        var made = MadeScene()
        let labels = [-0.3, -0.1, 0.1, 0.3].map { made.add(.red, .box, x: $0, y: 0, size: MadeScene.box) }
        made.add(.blue, .box, x: -0.5, y: 0, size: MadeScene.box)
        #expect(try made.chosen("the left red box") == labels[0])
        #expect(try made.chosen("the second red box from the left") == labels[1])
        #expect(try made.chosen("the second red box from the right") == labels[2])
        #expect(try made.chosen("the rightmost red box") == labels[3])
        #expect(try made.chosen("the red box") == nil)
    }

    @Test func theMiddleOfThreeIsFoundAndOfFourIsNot() throws {
        var made = MadeScene()
        let labels = [-0.3, 0, 0.3].map { made.add(.red, .box, x: $0, y: 0, size: MadeScene.box) }
        #expect(try made.chosen("the middle red box") == labels[1])
        made.add(.red, .box, x: 0.6, y: 0, size: MadeScene.box)
        #expect(try made.chosen("the middle red box") == nil)
    }

    @Test func sizesCompareThingsOfAKind() throws {
        var made = MadeScene()
        let large = made.add(.red, .box, x: -0.2, y: 0, size: Vector3(0.2, 0.1, 0.08))
        let small = made.add(.red, .box, x: 0.2, y: 0, size: Vector3(0.08, 0.04, 0.03))
        #expect(try made.chosen("the large red box") == large)
        #expect(try made.chosen("the small red box") == small)
        #expect(try made.chosen("the largest red box") == large)
        #expect(try made.chosen("the smallest red box") == small)
        #expect(try made.chosen("the tallest red box") == large)
    }

    @Test func equalAtTheSelectorsMeasureIsAmbiguous() throws {
        var made = MadeScene()
        made.add(.red, .box, x: -0.2, y: 0, size: MadeScene.box)
        made.add(.red, .box, x: 0.2, y: 0, size: MadeScene.box * 1.02)
        guard case .ambiguous(let candidates) = try made.choose("the tallest red box") else {
            return #expect(Bool(false))
        }
        #expect(candidates.map(\.label).sorted() == [1, 2])
    }

    @Test func relationsHoldAsTheCameraSeesThem() throws {
        var made = MadeScene()
        let anchor = made.add(.blue, .box, x: 0, y: 0, size: MadeScene.box)
        let left = made.add(.red, .mug, x: -0.25, y: 0, size: MadeScene.mug)
        let right = made.add(.red, .mug, x: 0.25, y: 0, size: MadeScene.mug)
        let behind = made.add(.green, .mug, x: 0, y: 0.3, size: MadeScene.mug)
        let front = made.add(.green, .mug, x: 0, y: -0.3, size: MadeScene.mug)
        let top = made.add(.yellow, .ball, x: 0, y: 0, size: MadeScene.ball, on: anchor)
        made.add(.yellow, .ball, x: 0.4, y: 0.2, size: MadeScene.ball)
        #expect(try made.chosen("the red mug left of the blue box") == left)
        #expect(try made.chosen("the red mug to the right of the blue box") == right)
        #expect(try made.chosen("the green mug behind the blue box") == behind)
        #expect(try made.chosen("the green mug in front of the blue box") == front)
        #expect(try made.chosen("the yellow ball on the blue box") == top)
        #expect(try made.chosen("the blue box under the yellow ball") == anchor)
        #expect(try made.chosen("the thing between the left red mug and the right red mug") != left)
    }

    @Test func anAnchorMayBeDescribedByAnAnchorOfItsOwn() throws {
        var made = MadeScene()
        let book = made.add(.blue, .box, x: -0.3, y: 0, size: Vector3(0.25, 0.2, 0.03))
        let other = made.add(.blue, .box, x: 0.3, y: 0, size: Vector3(0.25, 0.2, 0.03))
        made.add(.red, .ball, x: -0.3, y: 0.05, size: MadeScene.ball, on: book)
        let near = made.add(.green, .can, x: -0.3, y: -0.2, size: Vector3(0.07, 0.07, 0.11))
        made.add(.green, .can, x: 0.3, y: -0.2, size: Vector3(0.07, 0.07, 0.11))
        _ = other
        #expect(try made.chosen("the green can next to the blue book under the red ball") == near)
        #expect(try made.chosen("the green can nearest the red ball") == near)
    }
}

extension MadeScene {
    /// Two red mugs left and right, a blue box beside the right one.
    static var twins: MadeScene {
        var made = MadeScene()
        made.add(.red, .mug, x: -0.2, y: 0, size: mug)
        made.add(.red, .mug, x: 0.2, y: 0, size: mug)
        made.add(.blue, .box, x: 0.38, y: 0, size: box)
        return made
    }
}

@Suite struct SettlingTests {
    @Test func twinsGetPhrasesThatTellThemApart() throws {
        let made = MadeScene.twins
        guard case .ambiguous(let candidates) = try made.choose("the red mug") else { return #expect(Bool(false)) }
        #expect(candidates.count == 2)
        for candidate in candidates {
            let phrase = try #require(candidate.phrase)
            #expect(try made.chosen(phrase) == candidate.label)
        }
        let reason = try #require(try made.reason("the red mug"))
        #expect(reason.hasPrefix("2 things fit 'the red mug': 'the "))
        #expect(reason.contains("'the left red mug'") && reason.contains("'the right red mug'"))
        #expect(reason.hasSuffix(" would settle it"))
    }

    @Test func oneBehindTheOtherAreToldApartByDepthOrByWhatIsNear() throws {
        var made = MadeScene()
        made.add(.red, .mug, x: 0, y: -0.2, size: MadeScene.mug)
        made.add(.red, .mug, x: 0, y: 0.3, size: MadeScene.mug)
        guard case .ambiguous(let candidates) = try made.choose("the red mug") else { return #expect(Bool(false)) }
        let phrases = candidates.sorted { $0.label < $1.label }.map(\.phrase)
        #expect(phrases == ["the nearest red mug", "the farthest red mug"])
    }

    @Test func whateverIsSuggestedSettlesItInRandomClutter() throws {
        var (asked, settled) = (0, 0)
        for seed in 1...40 as ClosedRange<UInt64> {
            let clutter = Clutter(seed: seed, count: 8, twin: true)
            let chooser = Chooser(.plain(clutter.things[0].color, clutter.things[0].noun.name))
            guard case .ambiguous(let candidates) = chooser.choose(in: clutter.scene) else { continue }
            for candidate in candidates {
                asked += 1
                guard let phrase = candidate.phrase else { continue }
                guard case .chosen(let chosen) = try Chooser(Description(phrase)).choose(in: clutter.scene) else {
                    Issue.record("'\(phrase)' settles nothing")
                    continue
                }
                #expect(chosen.label == candidate.label, "\(phrase)")
                settled += 1
            }
        }
        #expect(asked > 20 && settled * 10 > asked * 6, "\(settled) of \(asked)")
    }
}

@Suite struct LogarithmTests {
    @Test func agreesWithTheirDefinition() {
        #expect(Logarithm.natural(1) == 0)
        #expect(abs(Logarithm.exponential(1) - 2.718_281_828_459_045) < 1e-14)
        for exponent in stride(from: -300.0, through: 300, by: 7.3) {
            let value = Logarithm.exponential(exponent)
            #expect(abs(Logarithm.natural(value) - exponent) < 1e-12)
        }
    }

    @Test func sixteenAtOnceAreTheSame() {
        var generator = SplitMix64(seed: 7)
        for _ in 0..<1000 {
            var lanes = SIMD16<Double>.zero
            for lane in lanes.indices { lanes[lane] = Double.random(in: -800...800, using: &generator) }
            (lanes[3], lanes[9]) = (.nan, .infinity)
            let together = Logarithm.exponential(lanes)
            for lane in lanes.indices { #expect(together[lane] == Logarithm.exponential(lanes[lane])) }
        }
    }

    @Test(arguments: [0.0, -1, .nan, .infinity, .leastNonzeroMagnitude])
    func staysFiniteForAnything(_ x: Double) {
        #expect(Logarithm.natural(x).isFinite)
        #expect(Logarithm.exponential(x).isFinite)
    }
}
