import Fathom
import FathomTestKit
import FathomTransport
import FathomWire
import Testing

@testable import FathomDaemon

/// A running lane with two streams from one publisher, one of which goes wrong.
final class FaultRun {
    let clock: ManualClock
    let lane: RunningLane
    let controller: Controller
    let publisher: ZeroMQFramePublisher
    private(set) var next = 0

    init() throws {
        clock = ManualClock()
        // PULL takes every topic, and keeps the order in which one publisher sends.
        lane = try RunningLane(
            [.reach("faulty", .fused(["faulty"])), .reach("sound", .fused(["sound"]))], clocks: .manual(clock)
        ) {
            $0.frames.socket = .pull
        }
        controller = try lane.controller()
        publisher = try lane.publisher("faulty", .push)
    }

    func frame(_ sequence: Int, _ stream: String = "faulty") -> Frame {
        ReachScene.frame(sequence, of: 300, stream: stream)
    }

    /// Sends the next frame of both streams.
    func sendGood() throws {
        for stream in ["faulty", "sound"] { _ = try publisher.send(frame(next, stream)) }
        next += 1
    }

    /// Sends a bad frame; it takes a sequence number, of which the other stream knows nothing.
    func send(_ fault: Fault, _ random: inout SplitMix64) throws {
        try publisher.send(parts: fault.message(frame(next), &random))
        next += 1
    }

    /// Skips a sequence number, as `send(_:_:)` does.
    func skip() {
        next += 1
    }

    /// Waits until everything that was sent has been answered.
    func finish() throws {
        try eventually("everything is answered") {
            try controller.rewards("sound", since: 0).rewards.last?.frameSequence == UInt64(next - 1)
        }
    }

    /// The session's rewards, less the times at which they were made.
    func rewards(_ task: String) throws -> [Reward] {
        var rewards: [Reward] = []
        while true {
            let page = try controller.rewards(task, since: UInt64(rewards.count)).rewards
            guard !page.isEmpty else { return rewards }
            rewards += page
        }
    }
}
