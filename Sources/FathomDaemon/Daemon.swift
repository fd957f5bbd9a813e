public import Logging
import ServiceLifecycle

/// The daemon: everything that runs, wired on one screen.
public struct Daemon: Sendable {
    private let configuration: DaemonConfiguration
    private let stopsWithStandardInput: Bool
    private let log: Logger

    public init(_ configuration: DaemonConfiguration, stopsWithStandardInput: Bool = false, log: Logger) {
        self.configuration = configuration
        self.stopsWithStandardInput = stopsWithStandardInput
        self.log = log
    }

    /// Runs until SIGINT, SIGTERM or, if so wanted, the end of standard input; then publishes what has been measured and
    /// ends.
    /// - Throws: `TransportError` when a socket cannot be bound or connected, `Rejection` for a task that cannot be put in
    ///   force.
    public func run() async throws {
        let lane = LaneService(
            configuration: configuration, daemonEpoch: .random(in: 1 ... .max), log: log)
        let services: [any Service] = stopsWithStandardInput ? [lane, StandardInputEnd()] : [lane]
        let group = ServiceGroup(
            configuration: .init(
                services: services.map { .init(service: $0, successTerminationBehavior: .gracefullyShutdownGroup) },
                gracefulShutdownSignals: [.sigint, .sigterm], logger: log))
        try await group.run()
    }
}
