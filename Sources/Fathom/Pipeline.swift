/// One session's rewards as a pure function of its ordered event log.
public final class Pipeline {
    public let session: String
    public private(set) var configuration: TaskConfiguration

    /// - Throws: `Rejection` when the configuration cannot be put in force (a phrase that says nothing usable).
    public init(configuration: TaskConfiguration, session: String = "") throws {
        self.configuration = configuration
        self.session = session
    }

    /// The reward that the event brings, or `nil` when it brings none.
    public func process(_ event: Event) -> Reward? {
        nil
    }
}
