import Fathom
import Testing

@testable import FathomDaemon

/// The bars of `fathom watch`: potentials in, characters out.
@Suite struct SparklineTests {
    private static func text(_ potentials: [Double?]) -> String {
        var sparkline = Sparkline()
        for potential in potentials { sparkline.append(potential) }
        return sparkline.text
    }

    @Test func eightBarsStandForZeroToOne() {
        #expect(Self.text((0...7).map { Double($0) / 7 }) == "▁▂▃▄▅▆▇█")
        #expect(Self.text([0.5, 0.55, 1]) == "▅▅█")
    }

    @Test func whatWasNotMeasuredIsAGapAndZeroIsNot() {
        #expect(Self.text([0, nil, 1, nil]) == "▁ █ ")
    }

    @Test(arguments: [-1, 2, .infinity, -.infinity, .nan] as [Double])
    func numbersThatCannotBeNeverTrap(potential: Double) {
        #expect(Self.text([potential]).count == 1)
    }

    @Test func itHoldsTheLastTwenty() {
        let rising = (0..<1000).map { Double($0) / 999 }
        #expect(Self.text(rising) == String(repeating: "█", count: Sparkline.capacity))
        #expect(Self.text(rising + [nil]).hasSuffix("█ "))
    }

    @Test func theTableShowsItOnUTF8TerminalsAlone() {
        let rewards = [0.0, 1.0, nil, 0.5].enumerated().map { index, potential in
            WatchTableTests.reward(UInt64(index)) { $0.terms.potential = potential }
        }
        let shown = WatchTableTests.lines(rewards, TerminalFormat(columns: 200, isUTF8: true))
        #expect(shown[0].contains("          potentials  "))
        #expect(shown[1].contains(String(repeating: " ", count: 16) + "▁█ ▅  "))
        let plain = WatchTableTests.lines(rewards, TerminalFormat(columns: 200))
        #expect(!plain[0].contains("potentials") && !plain[1].contains("█"))
        #expect(shown[1].replacing(String(repeating: " ", count: 16) + "▁█ ▅  ", with: "") == plain[1])
    }

    @Test(arguments: [
        (["LANG": "en_US.UTF-8"], true), (["LANG": "C.utf8"], true), (["LANG": "C"], false), ([:], false),
        (["LC_ALL": "C", "LANG": "en_US.UTF-8"], false),
        (["LC_ALL": "", "LC_CTYPE": "de_DE.UTF-8", "LANG": "C"], true),
    ])
    func theLocaleTellsWhetherItIsUTF8(environment: [String: String], isUTF8: Bool) {
        #expect(Terminal.isUTF8(environment) == isUTF8)
    }
}
