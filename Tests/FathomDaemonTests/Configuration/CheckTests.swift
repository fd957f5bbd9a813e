import Fathom
import Testing

@testable import FathomDaemon

@Suite struct CheckTests {
    private typealias Fixture = ConfigurationFixture

    private func keys(_ findings: [ConfigurationFinding], _ severity: ConfigurationFinding.Severity) -> [String] {
        findings.filter { $0.severity == severity }.map { $0.keyPath.replacing("tasks[0].", with: "") }
    }

    private func errors(_ change: (inout TaskConfiguration) -> Void) -> [String] {
        keys(Fixture.findings(Fixture.task(change)), .error)
    }

    private func warnings(_ change: (inout TaskConfiguration) -> Void) -> [String] {
        keys(Fixture.findings(Fixture.task(change)), .warning)
    }

    @Test func anOrdinaryTaskHasNoFindings() {
        #expect(Fixture.findings(Fixture.task()) == [])
    }

    @Test func rewardsThatCanBeFarmedAreRefused() {
        #expect(errors { $0.reward.failurePenalty = 99 } == ["reward.failure.penalty"])
        #expect(errors { $0.reward.failurePenalty = 100 } == [])
        #expect(errors { ($0.reward.failurePenalty, $0.reward.discount) = (10, 0.9) } == [])
        #expect(errors { ($0.reward.failurePenalty, $0.reward.discount) = (1e9, 1) } == ["reward.failure.penalty"])
        #expect(errors { $0.reward.progressRequired = 1 } == ["reward.progress"])
        #expect(errors { $0.reward.success?.within = 2 } == ["reward.success.within"])
        #expect(errors { $0.reward.success?.required = 0 } == ["reward.success.for"])
        #expect(errors { $0.target = $0.gripper } == ["target"])
        let tag = AprilTag(family: .tag36h11, id: 3, size: 0.04)
        #expect(
            errors {
                $0.gripper = .tag(tag)
                $0.target = .tag(AprilTag(family: .tag36h11, id: 3, size: 0.04, offset: Vector3(0, 0, 0.1)))
            } == ["target"])
        #expect(errors { $0.gripper = .tag(tag) } == [])
        #expect(
            errors {
                ($0.reward.signal, $0.reward.timePenalty, $0.reward.failurePenalty) = (.shaped, 0.1, 1)
            } == ["reward.failure.penalty"])
    }

    @Test func rewardsThatTeachNothingAreRefused() {
        #expect(errors { $0.reward.weight = 0 } == ["reward.weight"])
        #expect(errors { $0.reward.weight = .nan } == ["reward.weight"])
        #expect(errors { $0.reward.discount = 1.01 } == ["reward.discount"])
        #expect(errors { $0.reward.discount = 0 } == ["reward.discount"])
        #expect(errors { $0.reward.success?.bonus = -1 } == ["reward.success.bonus"])
        #expect(errors { $0.reward.success?.required = 6 } == ["reward.success.for"])
        #expect(errors { $0.reward.progressRequired = 6 } == ["reward.progress"])
        #expect(errors { $0.reward.timePenalty = 1 } == ["reward.time_penalty"])
        #expect(errors { $0.streams = .fused([]) } == ["streams"])
        #expect(errors { $0.streams = .fused(["a", "a"]) } == ["streams"])
    }

    @Test func shapingAloneIsRefusedUnlessABaseRewardStandsBesideIt() {
        #expect(errors { ($0.reward.signal, $0.reward.success) = (.shaped, nil) } == ["reward.signal"])
        #expect(
            errors { ($0.reward.signal, $0.reward.success, $0.reward.isAddedToBaseReward) = (.shaped, nil, true) } == []
        )
        #expect(errors { ($0.reward.signal, $0.reward.success, $0.reward.timePenalty) = (.shaped, nil, 0.1) } == [])
        #expect(errors { ($0.reward.signal, $0.reward.weight) = (.shaped, 10) } == [])
    }

    @Test func gatesThatExcludeEachOtherAreRefused() {
        func gate(_ relation: SuccessGate.Relation, _ threshold: Double) -> SuccessGate {
            SuccessGate(scalar: "opening", relation: relation, threshold: threshold)
        }
        #expect(errors { $0.reward.success?.gates = [gate(.less, 1), gate(.greater, 2)] } == ["reward.success.gates"])
        #expect(
            errors { $0.reward.success?.gates = [gate(.less, 1), gate(.greaterOrEqual, 1)] } == ["reward.success.gates"]
        )
        #expect(errors { $0.reward.success?.gates = [gate(.lessOrEqual, 1), gate(.greaterOrEqual, 1)] } == [])
        #expect(errors { $0.reward.success?.gates = [gate(.less, 2), gate(.greater, 1)] } == [])
    }

    @Test func curvesThatGoFlatAreRefusedWithThePlace() {
        #expect(errors { ($0.reward.curve, $0.reward.length) = (.tanh, 0.02) } == ["reward.curve"])
        #expect(errors { ($0.reward.curve, $0.reward.length) = (.exponential, 0.02) } == ["reward.curve"])
        #expect(errors { ($0.reward.curve, $0.reward.length) = (.reciprocal, 0.02) } == [])
        #expect(errors { ($0.reward.curve, $0.reward.length) = (.reciprocal, 1e13) } == ["reward.curve"])
        #expect(errors { ($0.reward.curve, $0.reward.length) = (.longTail, 1e-200) } == ["reward.curve"])
        #expect(warnings { ($0.reward.curve, $0.reward.length) = (.exponential, 0.1) } == ["reward.curve"])
        #expect(warnings { $0.reward.length = 50 } == ["reward.length"])
        #expect(warnings { $0.reward.length = 0.004 } == ["reward.length"])
    }

    @Test func strictnessIsThatOfTheNumberThatIsPaid() {
        #expect(CurveCheck.strictlyDecreases({ 1 / (1 + $0) }, upTo: 10))
        #expect(!CurveCheck.strictlyDecreases({ _ in 0.5 }, upTo: 1))
        #expect(!CurveCheck.strictlyDecreases({ $0 }, upTo: 1))
        #expect(!CurveCheck.strictlyDecreases({ _ in .nan }, upTo: 1))
        // Φ itself still falls here, Φ − 1 no longer does.
        #expect(!CurveCheck.strictlyDecreases({ 1e-20 / (1 + $0) }, upTo: 1))
        #expect(CurveCheck.firstFlat({ max(0, 1 - $0) }, upTo: 2) == 1)
    }

    @Test func habitsThatHurtAreWarnedAbout() {
        #expect(warnings { $0.reward.success?.bonus = 0 } == ["reward.success.bonus"])
        #expect(
            warnings { $0.reward.success = SuccessConfiguration(within: 0.05, required: 1, window: 1) } == [
                "reward.success.for"
            ])
        #expect(warnings { $0.reward.success = nil } == ["reward.success"])
        #expect(warnings { $0.reward.discount = 0.5 } == ["reward.discount"])
        #expect(
            warnings { ($0.depthNoise, $0.reward.success) = (.structuredLight, SuccessConfiguration(within: 0.003)) }
                == ["reward.success.within"])
        #expect(warnings { $0.distance = .vertical } == ["distance"])
        #expect(warnings { $0.hiddenSpeed = 0 } == ["hidden_speed"])
        #expect(warnings { $0.hiddenSpeed = 1 } == ["hold_for"])
        #expect(warnings { $0.staleAfterNanoseconds = 1_000_000 } == ["stale_after"])
        #expect(warnings { $0.reward.progressWindow = 60 } == ["reward.progress"])
        #expect(warnings { ($0.reward.signal, $0.reward.weight) = (.shaped, 1) } == ["reward.weight"])
        #expect(warnings { $0.reward.isAddedToBaseReward = true } == ["reward.base_reward"])
        #expect(warnings { ($0.target, $0.distance) = (.pose("ball"), .surface) } == ["distance"])
    }

    @Test func twoTasksNeedTwoNames() {
        let other = Fixture.task { $0.name = "again" }
        #expect(keys(Fixture.findings(Fixture.task(), Fixture.task()), .error) == ["tasks[1].name"])
        #expect(keys(Fixture.findings(Fixture.task(), other), .warning) == ["tasks[1]"])
    }

    @Test func socketsAreChecked() throws {
        func findings(_ root: String) throws -> [String] {
            let text = Fixture.yaml(root: root)
            return ConfigurationCheck(try Fixture.read(text)).findings.map {
                "\($0.severity) \($0.keyPath)"
            }
        }
        #expect(try findings("rewards: { bind: \"tcp://*:5581\" }") == ["warning rewards"])
        #expect(try findings("control: { bind: \"tcp://127.0.0.1:5581\" }") == ["error control"])
        #expect(try findings("rewards: { bind: \"inproc://r\" }") == ["warning rewards"])
    }

    @Test func aFindingIsToldWithThePlaceOfItsKeyOrItsParent() throws {
        let text = Fixture.yaml(reward: "weight: 0\nsuccess: { within: 0.05 }")
        let file = try ConfigurationFile(name: "a.yaml", text: text)
        let finding = try #require(file.findings.first)
        #expect(file.message(finding).hasPrefix("a.yaml:10:15: error: tasks[0].reward.weight: 0 is not above 0"))
        let absent = ConfigurationFinding(.warning, "tasks[0].reward.discount", "…")
        #expect(file.message(absent).hasPrefix("a.yaml:10:7: warning"))
    }
}
