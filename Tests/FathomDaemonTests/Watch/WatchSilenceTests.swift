import Testing

@testable import FathomDaemon

@Suite struct WatchSilenceTests {
    static let second = 1_000_000_000 as Int64

    static func silence(task: String? = nil) -> WatchSilence {
        WatchSilence(endpoint: "tcp://127.0.0.1:5581", isBound: false, task: task, at: 0)
    }

    @Test func adviceComesOnceASilence() {
        var silence = Self.silence()
        #expect(silence.advice(at: 2 * Self.second) == nil)
        #expect(silence.advice(at: 3 * Self.second) != nil)
        #expect(silence.advice(at: 9 * Self.second) == nil)
        silence.noteReward(at: 10 * Self.second)
        #expect(silence.advice(at: 12 * Self.second) == nil)
        #expect(silence.advice(at: 13 * Self.second) != nil)
    }

    @Test func withoutAPeerItAsksForTheDaemon() {
        var silence = Self.silence()
        let advice = silence.advice(at: 3 * Self.second)
        #expect(advice?.contains("nobody answers at tcp://127.0.0.1:5581") == true)
        #expect(advice?.contains("fathom serve") == true)
    }

    @Test func aTaskThatIsNotThereIsToldWithThoseThatAre() {
        var silence = Self.silence(task: "reech")
        silence.peers = 1
        for task in ["reach", "pick", "reach"] { silence.noteOther(task: task) }
        #expect(
            silence.advice(at: 3 * Self.second)?.hasSuffix(
                "no task 'reech' at tcp://127.0.0.1:5581; there is 'reach', 'pick'") == true)
    }

    @Test func aSilentPeerPointsAtTheFrames() {
        var silence = Self.silence()
        silence.peers = 1
        #expect(silence.advice(at: 3 * Self.second)?.contains("fathom check CONFIG --live") == true)
    }
}
