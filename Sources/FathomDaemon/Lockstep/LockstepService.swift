import Fathom
import FathomTransport
import FathomWire

/// Answers the requests of trainers: sessions, steps and batches.
final class LockstepService {
    let table: LockstepTable
    private let decoder = FrameDecoder()
    private let clocks: Clocks
    private let publish: (Reward) -> Void

    /// - Parameter publish: takes each step's reward, so that others can watch.
    init(_ table: LockstepTable, clocks: Clocks, publish: @escaping (Reward) -> Void) {
        self.table = table
        self.clocks = clocks
        self.publish = publish
    }

    func open(
        task: String, name: String?, target: String?, by client: ControlClient, daemonEpoch: UInt64
    ) throws(Rejection) -> SessionOpened {
        let opened = try table.open(task: task, name: name, target: target, by: client)
        return SessionOpened(
            sessionID: opened.id, session: opened.session.name, daemonEpoch: daemonEpoch,
            task: TaskDescription(opened.session.pipeline.configuration))
    }

    func close(_ id: UInt64, of client: ControlClient) throws(Rejection) {
        table.close(try table.find(id, of: client))
    }

    func step(
        _ request: StepRequest, _ attachments: ArraySlice<ReceivedMessage>, of client: ControlClient
    ) throws(Rejection) -> Reward {
        let session = try table.find(request.sessionID, of: client)
        let now = try inTime(request.deadlineNanoseconds)
        let reward = try session.step(
            planes: request.planes, attachments, decoder, receivedAt: now, now: clocks.wall)
        publish(reward)
        return reward
    }

    func take(
        _ request: BatchRequest, _ attachments: ArraySlice<ReceivedMessage>, of client: ControlClient
    ) throws(Rejection) -> (RewardBatch, RewardColumns) {
        let session = try table.find(request.sessionID, of: client)
        _ = try inTime(request.deadlineNanoseconds)
        return try session.take(request, attachments)
    }

    /// The wall clock, unless the asker does not wait any more.
    private func inTime(_ deadline: Int64?) throws(Rejection) -> Int64 {
        let now = clocks.wall()
        if let deadline, now > deadline {
            throw Rejection(
                "deadline_ns", expected: "not before \(now), when it was taken up", found: "\(deadline)")
        }
        return now
    }
}
