import Fathom
import Testing

@Suite struct RewardValidationTests {
    @Test func defaultsAreValid() throws {
        try RewardConfiguration().validate()
    }

    @Test(arguments: [
        ("reward.length", RewardConfiguration(length: 0)),
        ("reward.length", RewardConfiguration(length: .nan)),
        ("reward.weight", RewardConfiguration(weight: -1)),
        ("reward.discount", RewardConfiguration(discount: 1.01)),
        ("reward.time_penalty", RewardConfiguration(timePenalty: -.infinity)),
        ("reward.failure.penalty", RewardConfiguration(failurePenalty: -1)),
        ("reward.progress", RewardConfiguration(progressRequired: 6, progressWindow: 5)),
        ("reward.progress", RewardConfiguration(progressRequired: 1, progressWindow: 65)),
        ("reward.success.within", RewardConfiguration(success: SuccessConfiguration(within: 0))),
        ("reward.success.for", RewardConfiguration(success: SuccessConfiguration(within: 1, required: 0))),
        ("reward.success.bonus", RewardConfiguration(success: SuccessConfiguration(within: 1, bonus: .infinity))),
        ("reward.max_distance", RewardConfiguration(curve: .tanh, maxDistance: 2)),
        ("reward.max_distance", RewardConfiguration(maxDistance: .infinity)),
    ])
    func namesTheKeyThatIsWrong(key: String, configuration: RewardConfiguration) {
        let rejection = #expect(throws: Rejection.self) { try configuration.validate() }
        #expect(rejection?.field == key)
        #expect(throws: Rejection.self) { try Shaper(configuration: configuration) }
    }
}
