import Testing

@testable import FathomDaemon

@Suite struct SummaryTests {
    @Test func itSaysInWordsWhatTheDaemonWillDo() throws {
        let text = try #require(try ConfigurationFixture.documentedExamples().last)
        let configuration = try ConfigurationFixture.read(text)
        #expect(
            configuration.summary == """
                frames   bind ipc:///tmp/fathom-frames (sub, every frame)
                rewards  bind tcp://127.0.0.1:5581, the last 4096 of each session kept
                control  none

                task grasp
                  streams    left + right, fused; one reward for each frame of left
                  gripper    pose: gripper
                  target     description: the orange mug
                  distance   surface, stereo depth (σ = 0.002·z²), depth up to 3 m
                  potential  Φ(d) = exp(−d/0.3 m), falling up to 1.5 m
                  value      shaped: 10·F − 0.05 a step + 10 on the first success − 5 on failure, γ = 0.98
                  success    within 0.02 m in 4 of 5 measured frames and gripper_opening < 0.04 and gripper_force >= 2
                  digest     \(configuration.tasks[0].digest)
                """)
    }
}
