import Fathom
import Testing

@Suite("Order of frames")
struct FrameOrderTests {
    var validator = FrameValidator()

    init() throws {
        _ = try validator.admit(GoodFrame.make(sequence: 10))
    }

    private mutating func admit(_ change: (inout Frame) -> Void) -> Result<Admission, Rejection> {
        var frame = GoodFrame.make(sequence: 11)
        change(&frame)
        do {
            return .success(try validator.admit(frame))
        } catch {
            return .failure(error)
        }
    }

    private mutating func refusal(_ change: (inout Frame) -> Void) -> String? {
        guard case .failure(let rejection) = admit(change) else { return nil }
        return rejection.field
    }

    @Test("sequence repeated or going backwards")
    mutating func sequence() {
        #expect(refusal { $0.sequence = 10 } == "sequence")
        #expect(refusal { $0.sequence = 3 } == "sequence")
        #expect(admit { $0.sequence = 11 } == .success(Admission(continuity: .continues, lostFrames: 0)))
    }

    @Test("a gap tells how many frames were lost")
    mutating func gap() {
        #expect(admit { $0.sequence = 15 } == .success(Admission(continuity: .continues, lostFrames: 4)))
        #expect(admit { $0.sequence = .max } == .success(Admission(continuity: .continues, lostFrames: .max)))
    }

    @Test("a clock that jumps back, or is another")
    mutating func clock() {
        #expect(refusal { $0.captureTimeNanoseconds = 99_999_999 } == "capture_time_ns")
        #expect(refusal { $0.clock = .realtime } == "clock")
        #expect(refusal { $0.captureTimeNanoseconds = 100_000_000 } == nil)
    }

    @Test("a step that goes back, or is missing")
    mutating func step() {
        #expect(refusal { $0.step = 9 } == "step")
        #expect(refusal { $0.step = nil } == "step")
        #expect(refusal { $0.step = 10 } == nil)
    }

    @Test("a new episode restarts sequence, step and any clock, and may change it")
    mutating func episode() {
        #expect(refusal { ($0.episode, $0.sequence, $0.captureTimeNanoseconds) = ("2", 0, 5) } == nil)
        #expect(refusal { ($0.episode, $0.clock) = ("3", .realtime) } == nil)
        #expect(
            admit { ($0.episode, $0.sequence, $0.step) = ("1", 0, nil) }
                == .success(Admission(continuity: .newEpisode, lostFrames: 0)))
    }

    @Test("a clock that was set back is believed at the fifth frame that says so", arguments: [nil, Int64(1) << 61])
    mutating func clockSetBack(future: Int64?) {
        if let future { #expect(refusal { $0.captureTimeNanoseconds = future } == nil) }
        for sequence in 12...15 as ClosedRange<UInt64> {
            #expect(
                refusal { ($0.sequence, $0.captureTimeNanoseconds) = (sequence, Int64(sequence)) } == "capture_time_ns")
        }
        #expect(
            admit { ($0.sequence, $0.captureTimeNanoseconds) = (16, 16) }
                == .success(Admission(continuity: .clockSetBack, lostFrames: future == nil ? 5 : 4)))
        #expect(
            admit { ($0.sequence, $0.captureTimeNanoseconds) = (17, 17) }
                == .success(Admission(continuity: .continues, lostFrames: 0)))
    }

    @Test("times that jump about, or single ones among good ones, set no clock back")
    mutating func noClockSetBack() {
        for sequence in 12...40 as ClosedRange<UInt64> {
            #expect(
                refusal { ($0.sequence, $0.captureTimeNanoseconds) = (sequence, -Int64(sequence)) } == "capture_time_ns"
            )
        }
        for sequence in 45...80 as ClosedRange<UInt64> {
            let isBad = sequence % 5 != 0
            let time = Int64(sequence) * (isBad ? 1 : 10_000_000)
            let expected = isBad ? "capture_time_ns" : nil
            #expect(refusal { ($0.sequence, $0.captureTimeNanoseconds) = (sequence, time) } == expected)
        }
    }

    @Test("a publisher that starts again begins an episode, even under the same name and with another clock")
    mutating func restart() {
        let change: (inout Frame) -> Void = {
            ($0.publisherEpoch, $0.sequence, $0.step, $0.captureTimeNanoseconds) = (2, 0, 0, 1)
            $0.clock = .realtime
        }
        #expect(admit(change) == .success(Admission(continuity: .newPublisher, lostFrames: 0)))
        // What the old publisher still had in its queue.
        #expect(refusal { $0.publisherEpoch = 1 } == "publisher_epoch")
        #expect(refusal { ($0.publisherEpoch, $0.episode) = (1, "1") } == "publisher_epoch")
    }

    @Test("once the newest publisher is silent, a retired one may come back")
    mutating func readmitted() {
        #expect(refusal { $0.publisherEpoch = 2 } == nil)
        #expect(refusal { $0.publisherEpoch = 1 } == "publisher_epoch")
        validator.readmitRetired()
        #expect(
            admit { $0.publisherEpoch = 1 } == .success(Admission(continuity: .newPublisher, lostFrames: 0)))
        #expect(refusal { $0.publisherEpoch = 2 } == "publisher_epoch")
    }

    @Test("eight retired publishers are remembered")
    mutating func retired() {
        for epoch in UInt64(2)...12 {
            #expect(refusal { $0.publisherEpoch = epoch } == nil)
        }
        for epoch in UInt64(4)...11 {
            #expect(refusal { $0.publisherEpoch = epoch } == "publisher_epoch")
        }
    }

    @Test("whatever comes, what was admitted is in order")
    func property() {
        var random = SplitMix64(seed: 7)
        for _ in 0..<50 {
            var validator = FrameValidator()
            var admitted: [Frame] = []
            var isNewEpisode: [Bool] = []
            var frame = GoodFrame.make(sequence: 5)
            for _ in 0..<80 {
                frame.sequence = UInt64.random(in: 0...20, using: &random)
                frame.captureTimeNanoseconds = Int64.random(in: 0...20, using: &random)
                frame.step = UInt64.random(in: 0...6, using: &random)
                if Int.random(in: 0..<9, using: &random) == 0 { frame.episode += "a" }
                if Int.random(in: 0..<20, using: &random) == 0 { frame.publisherEpoch += 1 }
                guard let admission = try? validator.admit(frame) else { continue }
                admitted.append(frame)
                isNewEpisode.append(admission.isNewEpisode)
            }
            for index in admitted.indices.dropFirst() where !isNewEpisode[index] {
                let (before, now) = (admitted[index - 1], admitted[index])
                #expect(before.publisherEpoch == now.publisherEpoch && before.episode == now.episode)
                #expect(now.captureTimeNanoseconds >= before.captureTimeNanoseconds)
                #expect(now.sequence > before.sequence)
                #expect(now.step ?? 0 >= before.step ?? 0)
            }
            #expect(admitted.count > 2)
        }
    }
}
