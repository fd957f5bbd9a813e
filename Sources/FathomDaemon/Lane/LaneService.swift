import FathomTransport
import Foundation
import Logging
import ServiceLifecycle

/// A lane as a service: an OS thread of its own, which `run()` awaits.
struct LaneService: Service {
    let configuration: DaemonConfiguration
    let daemonEpoch: UInt64
    let log: Logger

    func run() async throws {
        let context = try ZMQContext()
        let mailbox = try Mailbox(context)
        try await withGracefulShutdownHandler {
            try await withCheckedThrowingContinuation { (done: CheckedContinuation<Void, any Error>) in
                let thread = Thread {
                    done.resume(with: Result { try work(context, mailbox) })
                }
                thread.name = "fathom-lane"
                thread.stackSize = 4 << 20
                thread.start()
            }
        } onGracefulShutdown: {
            mailbox.post(.stop)
        }
    }

    /// The lane and its loop live and die on their thread, sockets and all.
    private func work(_ context: ZMQContext, _ mailbox: Mailbox) throws {
        let loop = try LaneLoop(
            configuration, context: context, mailbox: mailbox, daemonEpoch: daemonEpoch, log: log)
        log.info(
            "ready", metadata: ["tasks": "\(configuration.tasks.count)", "rewards": "\(configuration.rewards)"])
        try loop.run()
    }
}
