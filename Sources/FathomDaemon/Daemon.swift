public import Logging
import ServiceLifecycle

/// The daemon: everything that runs, wired on one screen.
public struct Daemon: Sendable {
    private let configuration: DaemonConfiguration
    private let log: Logger

    public init(_ configuration: DaemonConfiguration, log: Logger) {
        self.configuration = configuration
        self.log = log
    }

    /// Runs until SIGINT or SIGTERM, then publishes what has been measured and ends.
    /// - Throws: `TransportError` when a socket cannot be bound or connected, `Rejection` for a task that cannot be put in
    ///   force.
    public func run() async throws {
        let lane = LaneService(
            configuration: configuration, daemonEpoch: .random(in: 1 ... .max), log: log)
        let group = ServiceGroup(
            configuration: .init(
                services: [.init(service: lane, successTerminationBehavior: .gracefullyShutdownGroup)],
                gracefulShutdownSignals: [.sigint, .sigterm], logger: log))
        try await group.run()
    }
}
