import FathomTransport
import Testing

@Suite struct LatestMailboxTests {
    @Test("The newest of each stream stays, streams in the order of their waiting")
    func newest() {
        var mailbox = LatestMailbox<Int>()
        for (index, stream) in ["a", "b", "a", "c", "a", "b"].enumerated() {
            let isStored = mailbox.put(index, stream: stream)
            #expect(isStored)
        }
        var taken: [[Int]] = []
        while let (message, skipped) = mailbox.take() { taken.append([message, skipped]) }
        #expect(taken == [[4, 2], [5, 1], [3, 0]])
        #expect(mailbox.isEmpty)
    }

    @Test("Every message is either handed out or counted, whatever the order")
    func conservation() {
        for seed in 0..<50 {
            var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
            var mailbox = LatestMailbox<Int>(maxStreams: 4)
            var (put, refused, taken, skipped) = (0, 0, 0, 0)
            for step in 0..<500 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                if state >> 62 == 0 {
                    if let next = mailbox.take() { (taken, skipped) = (taken + 1, skipped + next.skipped) }
                } else {
                    put += 1
                    if !mailbox.put(step, stream: "s\((state >> 50) % 6)") { refused += 1 }
                }
            }
            while let next = mailbox.take() { (taken, skipped) = (taken + 1, skipped + next.skipped) }
            #expect(put == taken + skipped + refused, "seed \(seed)")
            #expect(refused > 0)
        }
    }
}

@Suite struct StreamPatternTests {
    @Test(
        "A star stands for any run of characters",
        arguments: [
            ("front", "front", true), ("front", "front2", false), ("front", "fron", false), ("*", "", true),
            ("*", "anything", true), ("env-*", "env-", true), ("env-*", "env-12", true), ("env-*", "env", false),
            ("*-left", "a-b-left", true), ("*-left", "a-left-b", false), ("a*b*c", "a1b2b3c", true),
            ("a*b*c", "a1c2b", false), ("", "", true), ("", "x", false), ("**", "x", true), ("é*", "éa", true),
        ])
    func matching(_ pattern: String, _ stream: String, _ matches: Bool) {
        #expect(StreamPattern(pattern).matches(stream) == matches)
    }

    @Test("The prefix is what stands before the first star")
    func prefix() {
        #expect(StreamPattern("env-*-x*").prefix == "env-")
        #expect(StreamPattern("front").prefix == "front")
    }
}
