/// What outranks the file: flags of the command line, then the environment.
public struct ConfigurationOverrides: Sendable, Equatable {
    /// Addresses as the user wrote them, `bind:` or `connect:` in front; without one, as the file attaches the socket.
    public var frames: String?
    public var rewards: String?
    public var control: String?
    public var logLevel: String?

    public init(frames: String? = nil, rewards: String? = nil, control: String? = nil, logLevel: String? = nil) {
        self.frames = frames
        self.rewards = rewards
        self.control = control
        self.logLevel = logLevel
    }

    enum Name: String, CaseIterable {
        case frames, rewards, control
        case logLevel = "log_level"

        var flag: String {
            self == .logLevel ? "--log-level" : "--\(rawValue)"
        }

        var variable: String { "FATHOM_\(rawValue.uppercased())" }
    }

    subscript(name: Name) -> String? {
        switch name {
        case .frames: frames
        case .rewards: rewards
        case .control: control
        case .logLevel: logLevel
        }
    }
}

/// One override in force, and where it came from, for messages.
struct ConfigurationOverride {
    var origin: String
    var text: String

    /// The flag if given, else the environment variable if set to something.
    init?(_ name: ConfigurationOverrides.Name, flags: ConfigurationOverrides, environment: [String: String]) {
        if let text = flags[name] {
            (origin, self.text) = (name.flag, text)
        } else if let text = environment[name.variable], !text.isEmpty {
            (origin, self.text) = (name.variable, text)
        } else {
            return nil
        }
    }
}
