/// What a recording says of the session that it is of.
public struct RecordedSession: Sendable, Equatable {
    public enum Source: String, Sendable {
        /// The daemon that made the rewards: exactly what its pipeline processed.
        case daemon
        /// A subscriber of its own, which may have seen other frames than a daemon beside it.
        case subscriber
        /// Another program's recording, or images in files.
        case imported
    }

    public var source: Source
    /// Of the software that recorded.
    public var version: String
    public var task: String
    /// The stream for a task with a session for each, the client's name in lockstep, else empty.
    public var session: String
    public var daemonEpoch: UInt64
    /// The daemon's whole file, YAML.
    public var configuration: String

    public init(
        source: Source, version: String, task: String, session: String, daemonEpoch: UInt64, configuration: String
    ) {
        self.source = source
        self.version = version
        self.task = task
        self.session = session
        self.daemonEpoch = daemonEpoch
        self.configuration = configuration
    }
}

/// What is in force where a file begins.
public struct RecordedStart: Sendable, Equatable {
    /// The target, where it is not the configuration's.
    public var target: String?
    /// Of the configuration in force, that target included.
    public var digest: String

    public init(target: String? = nil, digest: String) {
        self.target = target
        self.digest = digest
    }
}
