import Fathom
import Testing

@Suite struct SuccessTests {
    private func shaper(gates: [SuccessGate] = []) throws -> Shaper {
        try Shaper(configuration: RewardConfiguration(success: SuccessConfiguration(within: 0.05, gates: gates)))
    }

    @Test func needsThreeOfTheLastFive() throws {
        var shaper = try shaper()
        let meters = [0.04, 0.2, 0.04, 0.2, 0.04, 0.2, 0.2]
        let answers = meters.enumerated().map { shaper.measure($1, step: UInt64($0)).success }
        #expect(answers == [false, false, false, false, true, false, false])
    }

    @Test func heldFramesNeverEnterTheWindow() throws {
        var shaper = try shaper()
        for step in 0..<UInt64(10) {
            #expect(shaper.shape(distance: distance(0.01), status: .held, step: step).success == false)
        }
        for step in 10..<UInt64(13) { _ = shaper.measure(0.01, step: step) }
        #expect(shaper.shape(distance: distance(0.01), status: .held, step: 13).success == true)
        #expect(shaper.shape(distance: distance(0.5), status: .held, step: 14).success == false)
        #expect(shaper.shape(distance: nil, status: .ambiguous, step: 15).success == nil)
    }

    @Test func nearIsNotDoneUntilEveryGateHolds() throws {
        let gates = [
            SuccessGate(scalar: "gripper_opening", relation: .less, threshold: 0.04),
            SuccessGate(scalar: "lift", relation: .greaterOrEqual, threshold: 0.1),
        ]
        var shaper = try shaper(gates: gates)
        func answer(_ scalars: [NamedScalar], _ step: UInt64) -> Bool? {
            shaper.shape(distance: distance(0.01), status: .measured, step: step, scalars: scalars).success
        }
        let closed = NamedScalar(name: "gripper_opening", value: 0.03)
        let lifted = NamedScalar(name: "lift", value: 0.1)
        for step in 0..<UInt64(3) { #expect(answer([closed], step) == false) }
        #expect(answer([closed, lifted], 3) == true)
        #expect(answer([NamedScalar(name: "gripper_opening", value: 0.04), lifted], 4) == false)
        #expect(answer([NamedScalar(name: "gripper_opening", value: -.infinity), lifted], 5) == false)
        #expect(answer([closed, NamedScalar(name: "gripper_opening", value: 0.5), lifted], 6) == false)
    }

    @Test func aHumanOutranksTheMeasurement() throws {
        var shaper = try shaper()
        for step in 0..<UInt64(3) { _ = shaper.measure(0.01, step: step) }
        shaper.apply(.failure)
        #expect(shaper.measure(0.01, step: 3).success == false)
        shaper.apply(.success)
        #expect(shaper.measure(0.9, step: 4).success == true)
        #expect(shaper.shape(distance: nil, status: .absent, step: 5).success == true)
        shaper.apply(.intervention)
        #expect(shaper.measure(0.9, step: 6).success == true)
        shaper.beginEpisode()
        #expect(shaper.measure(0.01, step: 7).success == false)
    }

    @Test func withoutAConditionThereIsNoAnswer() throws {
        var shaper = try Shaper(configuration: RewardConfiguration())
        #expect(shaper.measure(0, step: 0).success == nil)
        shaper.apply(.success)
        #expect(shaper.measure(0, step: 1).success == true)
    }
}
