import Fathom
import FathomTestKit
import FathomTransport
import Foundation
import Synchronization
import Testing

@testable import FathomDaemon

/// Milliseconds after which a test gives up waiting; nothing waits that long when all is well.
let patience = 10_000

/// A lane with its sockets on a thread of its own, as `fathom serve` runs it, on ipc endpoints in a folder of its own.
final class RunningLane {
    static let epoch: UInt64 = 42

    let context: ZMQContext
    let configuration: DaemonConfiguration
    let log = LogRecorder()
    private let folder = TemporaryFolder()
    private let mailbox: Mailbox
    private let end = DispatchSemaphore(value: 0)
    private let failure = Failed()
    private var isStopped = false

    /// Returns once the sockets are bound.
    /// - Throws: what kept the lane from starting.
    init(
        _ tasks: [TaskConfiguration], delivery: FramesConfiguration.Delivery = .every, rewardRing: Int = 4096,
        clocks: Clocks = .manual(), change: (inout DaemonConfiguration) -> Void = { _ in }
    ) throws {
        context = try ZMQContext()
        mailbox = try Mailbox(context)
        let probe = TaskConfiguration.posed("probe", .fused([Self.probeStream]))
        var configuration = DaemonConfiguration(
            frames: FramesConfiguration(endpoints: [Endpoint(.bind, folder.endpoint("frames"))], delivery: delivery),
            rewards: Endpoint(.bind, folder.endpoint("rewards")),
            control: Endpoint(.bind, folder.endpoint("control")), rewardRing: rewardRing, tasks: tasks + [probe])
        change(&configuration)
        self.configuration = configuration
        start(clocks)
        if let error = failure.error { throw error }
    }

    private func start(_ clocks: Clocks) {
        let isBound = DispatchSemaphore(value: 0)
        let log = log.logger
        let thread = Thread { [configuration, context, mailbox, failure, end] in
            do {
                let loop = try LaneLoop(
                    configuration, context: context, mailbox: mailbox, daemonEpoch: Self.epoch, clocks: clocks,
                    log: log)
                isBound.signal()
                try loop.run()
            } catch {
                failure.error = error
                isBound.signal()
            }
            end.signal()
        }
        thread.stackSize = 4 << 20
        thread.start()
        isBound.wait()
    }

    /// Tells the lane to stop, and waits until it has.
    func stop() throws {
        guard !isStopped else { return }
        isStopped = true
        mailbox.post(.stop)
        try #require(end.wait(timeout: .now() + .milliseconds(patience)) == .success, "the lane did not stop")
        if let error = failure.error { throw error }
    }

    deinit {
        guard !isStopped else { return }
        mailbox.post(.stop)
        _ = end.wait(timeout: .now() + .milliseconds(patience))
    }

    /// A publisher of `stream` whose frames the lane is known to take.
    func publisher(
        _ stream: String = "front", _ pattern: ZeroMQFramePublisher.Pattern = .publish
    ) throws -> ZeroMQFramePublisher {
        let endpoint = configuration.frames.endpoints[0].address
        let publisher = try ZeroMQFramePublisher(context, pattern, .connect(endpoint))
        if pattern == .publish { try #require(try publisher.waitForSubscription(to: stream)) }
        return publisher
    }

    /// A subscriber to every task, whose subscription is known to be in force.
    func subscribe() throws -> RewardStream {
        let stream = try RewardStream(context, .connect(configuration.rewards.address))
        let publisher = try publisher(Self.probeStream)
        let epoch = UInt64.random(in: .min ... .max)
        for sequence in 0..<patience {
            _ = try publisher.send(ReachScene.poses(sequence, stream: Self.probeStream, epoch: epoch))
            if try stream.next(milliseconds: 1) != nil { return stream }
        }
        throw Failure.noReward
    }

    func controller() throws -> Controller {
        try Controller(context, try #require(configuration.control).address)
    }

    enum Failure: Error {
        case noReward
    }

    /// Why the thread ended, if not as it was told.
    private final class Failed: Sendable {
        private let stored = Mutex<(any Error)?>(nil)

        var error: (any Error)? {
            get { stored.withLock { $0 } }
            set { stored.withLock { $0 = newValue } }
        }
    }

    /// Taken by a task that is there only to tell when a subscription is in force.
    private static let probeStream = "probe"
}

extension RewardStream {
    /// The next `count` rewards of `task`, waiting for them.
    func take(_ count: Int, of task: String = "reach") throws -> [Reward] {
        var rewards: [Reward] = []
        while rewards.count < count {
            let reward = try #require(try next(milliseconds: patience), "\(rewards.count) of \(count) came")
            if reward.task == task { rewards.append(reward) }
        }
        return rewards
    }
}

extension ZeroMQFramePublisher {
    /// Waits until somebody takes the frames of `stream`.
    func waitForSubscription(to stream: String) throws -> Bool {
        let topic = Array(Topic.frames(stream: stream).text.utf8)
        var multipart = Multipart()
        let poller = Poller([socket])
        while true {
            while try socket.receive(into: &multipart) != .none {
                guard let bytes = multipart.parts.first?.bytes, bytes.first == 1 else { continue }
                if topic.starts(with: bytes.dropFirst()) { return true }
            }
            guard try poller.wait(milliseconds: patience) > 0 else { return false }
        }
    }

    /// Sends a message that no publisher of ours would.
    func send(parts: [[UInt8]]) throws {
        for (index, part) in parts.enumerated() {
            _ = try socket.send(part, index == parts.count - 1 ? .last : .more, isWaiting: true)
        }
    }
}

extension Clocks {
    /// Clocks that a test moves; by themselves they stand still, so that nothing turns stale.
    static func manual(_ clock: ManualClock = ManualClock()) -> Clocks {
        Clocks(wall: { clock.wallNanoseconds }, monotonic: { clock.monotonicNanoseconds })
    }
}
