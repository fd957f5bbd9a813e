import Fathom
import FathomTestKit

@testable import FathomDaemon

/// A lane without sockets or a thread: a test hands it messages and the time.
final class DrivenLane {
    let source = InMemoryFrameSource()
    let sink = InMemoryRewardSink()
    let clock = ManualClock()
    let log = LogRecorder()
    let lane: Lane

    init(_ tasks: [TaskConfiguration]) throws {
        let table = try SessionTable(tasks: tasks, maxStreams: 16, ringCapacity: 64, daemonEpoch: 1)
        lane = Lane(
            table, source: source, sink: sink, daemonEpoch: 1, clocks: .manual(clock), log: log.logger)
    }

    /// What the lane publishes for everything that is pending.
    func work() throws -> [Reward] {
        while try lane.takeMessages() {}
        lane.tickIfDue()
        return sink.take()
    }

    func answer(_ frame: Frame) throws -> [Reward] {
        try source.send(frame)
        return try work()
    }
}
