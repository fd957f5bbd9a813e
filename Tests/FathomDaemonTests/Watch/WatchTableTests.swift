import Fathom
import Testing

@testable import FathomDaemon

/// What a person sees: rewards and times in, lines out.
@Suite struct WatchTableTests {
    static let second = 1_000_000_000 as Int64

    static func reward(_ sequence: UInt64, change: (inout Reward) -> Void = { _ in }) -> Reward {
        var reward = Reward(
            task: "reach", stream: "front", episode: "3", step: 41, frameSequence: 41, rewardSequence: sequence,
            status: .measured,
            distance: Distance(
                meters: 0.0421, standardDeviation: 0.0008, kind: .center, referenceFrame: .world, gripper: .zero,
                target: .zero),
            terms: RewardTerms(value: -0.296, potential: 0.704, progress: 0.69))
        change(&reward)
        return reward
    }

    static func lines(_ rewards: [Reward], _ format: TerminalFormat = TerminalFormat()) -> [String] {
        var table = WatchTable()
        for (index, reward) in rewards.enumerated() { table.note(reward, at: Int64(index) * second / 20) }
        return table.lines(at: Int64(rewards.count - 1) * second / 20, format)
    }

    @Test func aSessionHasOneLineUnderItsTitles() {
        let latest = Self.reward(1) {
            $0.clock = .realtime
            ($0.captureTimeNanoseconds, $0.receiveTimeNanoseconds) = (1_000_000, 13_300_000)
            $0.publishTimeNanoseconds = 13_700_000
        }
        #expect(
            Self.lines([Self.reward(0), latest], TerminalFormat(columns: 160)) == [
                "task   episode   step          distance  status        value  potential  progress     rate          latency"
                    + "  skipped  missed",
                "reach        3     41     42.1 ± 0.8 mm  measured     -0.296      0.704     0.690   20.0/s    12.3 + 0.4 ms"
                    + "        0       0",
            ])
    }

    @Test func whatWasNotMeasuredIsADashAndTheReasonFollowsTheStatus() {
        let absent = Self.reward(0) {
            ($0.status, $0.reason) = (.absent, "target: nothing fits 'the red ball'")
            ($0.distance, $0.terms) = (nil, RewardTerms())
        }
        let lines = Self.lines([absent], TerminalFormat(columns: 200))
        #expect(lines.count == 2 && lines[1].hasSuffix("0  target: nothing fits 'the red ball'"))
        let narrow = Self.lines([absent], TerminalFormat(columns: 80))
        #expect(narrow.count == 3 && narrow[1].contains("absent"))
        #expect(narrow[2] == "  ↳ target: nothing fits 'the red ball'")
        #expect(!lines[1].contains("mm") && !lines[1].contains("0.0") && lines[1].contains("–"))
    }

    @Test(arguments: [1, 10, 40, 80, 120])
    func noLineIsAsWideAsTheTerminal(columns: Int) {
        let rewards = [Self.reward(0) { ($0.status, $0.reason) = (.held, String(repeating: "x", count: 300)) }]
        let lines = Self.lines(rewards, TerminalFormat(columns: columns))
        #expect(lines.allSatisfy { $0.count < columns })
        #expect(columns < 3 || lines.last?.hasSuffix("…") == true)
    }

    @Test func colorIsOnlyThereWhenItIsWanted() {
        let plain = Self.lines([Self.reward(0)])
        let colored = Self.lines([Self.reward(0)], TerminalFormat(hasColor: true))
        #expect(colored[1] != plain[1] && colored[1].contains("\u{1B}[32mmeasured  \u{1B}[0m"))
        #expect(colored[1].replacing("\u{1B}[32m", with: "").replacing("\u{1B}[0m", with: "") == plain[1])
    }

    @Test func gapsAreMissedRewardsButANewDaemonIsNoGap() {
        var session = SessionWatch(Self.reward(5), at: 0)
        session.note(Self.reward(9), at: 1)
        #expect(session.missed == 3)
        session.note(Self.reward(2_000) { $0.daemonEpoch = 7 }, at: 2)
        #expect(session.missed == 3)
        session.note(Self.reward(2_001) { ($0.daemonEpoch, $0.skippedFrames) = (7, 4) }, at: 3)
        #expect(session.missed == 3 && session.skipped == 4)
    }

    @Test func theRateIsThatOfTheLastSecondsAndDiesAway() {
        var session = SessionWatch(Self.reward(0), at: 0)
        #expect(session.rate(at: 0) == nil)
        for index in 1...400 { session.note(Self.reward(UInt64(index)), at: Int64(index) * Self.second / 50) }
        #expect(session.rate(at: 8 * Self.second) == 50)
        #expect(session.rate(at: 20 * Self.second) == 0)
    }

    @Test func latencyToTheDaemonNeedsOneClock() {
        var reward = Self.reward(0)
        (reward.captureTimeNanoseconds, reward.receiveTimeNanoseconds) = (5, 1_000_005)
        reward.clock = .simulation
        #expect(SessionWatch(reward, at: 0).transportNanoseconds == nil)
        reward.clock = .realtime
        #expect(SessionWatch(reward, at: 0).transportNanoseconds == 1_000_000)
        reward.captureTimeNanoseconds = .min
        #expect(SessionWatch(reward, at: 0).transportNanoseconds == nil)
    }

    @Test func theSessionsShownAreBoundedAndTheRestIsCounted() {
        var table = WatchTable(maxSessions: 4)
        for index in 0..<10 { table.note(Self.reward(0) { $0.session = "env-\(index)" }, at: 0) }
        #expect(table.sessions.count == 4)
        #expect(table.lines(at: 0, TerminalFormat()).last == "… 6 rewards of sessions beyond 4")
        #expect(table.lines(at: 0, TerminalFormat(rows: 5)).count == 4)
        table.note(Self.reward(0) { $0.session = "late" }, at: 40 * Self.second)
        #expect(table.sessions.contains { $0.reward.session == "late" } && table.sessions.count == 4)
    }

    @Test func aNameCannotSpeakToTheTerminal() {
        let lines = Self.lines([
            Self.reward(0) {
                $0.task = "a\u{1B}[2Jb"
                ($0.status, $0.reason) = (.absent, "no\nway\u{7}")
            }
        ])
        #expect(lines[1].hasPrefix("a?[2Jb") && lines.last?.hasSuffix("no?way?") == true)
        #expect(!lines.joined().unicodeScalars.contains { $0.properties.generalCategory == .control })
    }

    @Test func aPipeGetsOnePlainLine() {
        #expect(
            Self.reward(7).plainLine
                == "reach  #7  episode 3  step 41  42.1 ± 0.8 mm  value -0.296  potential 0.704  progress 0.690  measured"
        )
    }

    @Test func distancesReadAsMillimetresUpToAMetre() {
        func words(_ meters: Double) -> String {
            RewardWords.distance(
                Distance(
                    meters: meters, standardDeviation: 0.002, kind: .center, referenceFrame: .world, gripper: .zero,
                    target: .zero))
        }
        #expect(words(0.9994) == "999.4 ± 2.0 mm" && words(1.2344) == "1.234 ± 0.002 m")
        #expect(RewardWords.distance(nil) == "–")
    }
}
