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

    @Test("a new episode restarts sequence and step, not a monotonic clock")
    mutating func episode() {
        #expect(refusal { ($0.episode, $0.sequence, $0.captureTimeNanoseconds) = ("1", 0, 5) } == "capture_time_ns")
        #expect(
            admit { ($0.episode, $0.sequence, $0.step) = ("1", 0, nil) }
                == .success(Admission(continuity: .newEpisode, lostFrames: 0)))
    }

    @Test("a new episode may restart the simulation's clock")
    func simulation() throws {
        var validator = FrameValidator()
        var frame = GoodFrame.make(sequence: 10)
        frame.clock = .simulation
        _ = try validator.admit(frame)
        (frame.episode, frame.captureTimeNanoseconds, frame.sequence) = ("1", 0, 0)
        #expect(try validator.admit(frame).isNewEpisode)
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
            var frame = GoodFrame.make(sequence: 5)
            for _ in 0..<80 {
                frame.sequence = UInt64.random(in: 0...20, using: &random)
                frame.captureTimeNanoseconds = Int64.random(in: 0...20, using: &random)
                frame.step = UInt64.random(in: 0...6, using: &random)
                if Int.random(in: 0..<9, using: &random) == 0 { frame.episode += "a" }
                if Int.random(in: 0..<20, using: &random) == 0 { frame.publisherEpoch += 1 }
                guard (try? validator.admit(frame)) != nil else { continue }
                admitted.append(frame)
            }
            for (before, now) in zip(admitted, admitted.dropFirst()) where before.publisherEpoch == now.publisherEpoch {
                #expect(now.captureTimeNanoseconds >= before.captureTimeNanoseconds)
                guard before.episode == now.episode else { continue }
                #expect(now.sequence > before.sequence)
                #expect(now.step ?? 0 >= before.step ?? 0)
            }
            #expect(admitted.count > 2)
        }
    }
}
