import Fathom
import Logging

enum DaemonKey: String, ConfigurationKey {
    case frames, rewards, control, record, ring
    case logLevel = "log_level"
    case limits, lexicon, tasks

    static let notYet = ["http": "a later version will know (the web page, metrics and health)"]
}

enum FramesKey: String, ConfigurationKey {
    case connect, bind, socket, delivery, stream, size, intrinsics, color
    case highWaterMark = "high_water_mark"
    case maxMessageBytes = "max_message_bytes"
    case maxStreams = "max_streams"
}

enum EndpointKey: String, ConfigurationKey {
    case bind, connect
}

enum ControlKey: String, ConfigurationKey {
    case bind
    case maxSessions = "max_sessions"
}

enum LimitsKey: String, ConfigurationKey {
    case maxWidth = "max_width"
    case maxHeight = "max_height"
}

extension ConfigurationReader {
    /// The whole file; `nil` when something that must be there is missing, with the issue reported.
    func daemon(
        _ root: Field, overrides: ConfigurationOverrides, environment: [String: String]
    ) -> DaemonConfiguration? {
        guard let section = section(root, of: DaemonKey.self) else { return nil }
        func override(_ name: ConfigurationOverrides.Name) -> ConfigurationOverride? {
            ConfigurationOverride(name, flags: overrides, environment: environment)
        }
        let rewards = rewards(section[.rewards], override: override(.rewards))
        let (control, maxSessions) = control(section[.control], override: override(.control))
        let frames = frames(section, override: override(.frames), hasControl: control != nil)
        let ring = integer(section[.ring], in: 1...1_000_000)
        let level = logLevel(section[.logLevel], override: override(.logLevel))
        let tasks = tasks(section, limits: limits(section[.limits]), lexicon: lexicon(section[.lexicon]))
        guard let frames, let rewards, let tasks else { return nil }
        var configuration = DaemonConfiguration(frames: frames, rewards: rewards, control: control, tasks: tasks)
        configuration.maxSessions = maxSessions ?? configuration.maxSessions
        configuration.rewardRing = ring ?? configuration.rewardRing
        configuration.logLevel = level ?? configuration.logLevel
        configuration.record = record(section[.record])
        return configuration
    }

    private func frames(
        _ root: Section<DaemonKey>, override: ConfigurationOverride?, hasControl: Bool
    ) -> FramesConfiguration? {
        guard root[.frames] != nil || override != nil else {
            // Frames then come in lockstep alone.
            if hasControl || !needsFrames { return FramesConfiguration(endpoints: []) }
            _ = required(
                .frames, of: root,
                allowed: "{ connect: URL } or { bind: URL }, or FATHOM_FRAMES; or control.bind, for lockstep alone")
            return nil
        }
        let section = section(root[.frames], of: FramesKey.self)
        if section == nil && override == nil { return nil }
        let endpoints = frameEndpoints(section, override: override)
        var frames = FramesConfiguration(endpoints: endpoints ?? [])
        let peer = endpoints.flatMap { self.peer($0, section) }
        frames.peer = peer ?? frames.peer
        frames.socket = socket(section?[.socket], of: endpoints?.first?.peer) ?? frames.socket
        frames.delivery = choice(section?[.delivery], of: FramesConfiguration.Delivery.self) ?? frames.delivery
        // ZeroMQ reads 0 as unlimited, which no queue here may be.
        frames.highWaterMark = integer(section?[.highWaterMark], in: 1...100_000) ?? frames.highWaterMark
        frames.maxMessageBytes = integer(section?[.maxMessageBytes], in: 65_536...(1 << 30)) ?? frames.maxMessageBytes
        frames.maxStreams = integer(section?[.maxStreams], in: 1...10_000) ?? frames.maxStreams
        return endpoints == nil || peer == nil ? nil : frames
    }

    private func frameEndpoints(_ section: Section<FramesKey>?, override: ConfigurationOverride?) -> [Endpoint]? {
        var endpoints: [Endpoint]? = []
        if let section {
            let isOptional = (override != nil || !needsFrames) && section[.bind] == nil && section[.connect] == nil
            endpoints = isOptional ? [] : self.endpoints(section, bind: .bind, connect: .connect, isForFrames: true)
        }
        guard let override else { return endpoints }
        let attachment = endpoints?.first?.attachment ?? .connect
        return self.endpoints(override, default: attachment, allowing: Endpoint.Attachment.allCases, isForFrames: true)
    }

    private func rewards(_ field: Field?, override: ConfigurationOverride?) -> Endpoint? {
        var endpoint: Endpoint? = DaemonConfiguration.defaultRewards
        if let field {
            endpoint = section(field, of: EndpointKey.self)
                .flatMap { endpoints($0, bind: .bind, connect: .connect, isForFrames: false)?.first }
        }
        guard let override else { return endpoint }
        return endpoints(
            override, default: endpoint?.attachment ?? .bind, allowing: Endpoint.Attachment.allCases, isForFrames: false
        )?
        .first
    }

    private func control(_ field: Field?, override: ConfigurationOverride?) -> (Endpoint?, maxSessions: Int?) {
        let section = section(field, of: ControlKey.self)
        let maxSessions = integer(section?[.maxSessions], in: 1...10_000)
        var endpoint: Endpoint?
        if let section, let field = required(.bind, of: section, allowed: EndpointAddress.allowed) {
            endpoint = address(field, attachment: .bind)
        }
        guard let override else { return (endpoint, maxSessions) }
        return (endpoints(override, default: .bind, allowing: [.bind], isForFrames: false)?.first, maxSessions)
    }

    private func limits(_ field: Field?) -> FrameLimits {
        var limits = FrameLimits()
        guard let section = section(field, of: LimitsKey.self) else { return limits }
        limits.maxWidth = integer(section[.maxWidth], in: 1...16_384) ?? limits.maxWidth
        limits.maxHeight = integer(section[.maxHeight], in: 1...16_384) ?? limits.maxHeight
        return limits
    }

    private func logLevel(_ field: Field?, override: ConfigurationOverride?) -> Logger.Level? {
        let fromFile = choice(field, of: Logger.Level.self)
        guard let override else { return fromFile }
        if let level = Logger.Level(rawValue: override.text) { return level }
        let names = Logger.Level.allCases.map(\.rawValue)
        report(
            ConfigurationIssue(
                keyPath: override.origin, found: YAMLValue.quoted(override.text), allowed: Self.list(names),
                suggestion: Spelling.nearest(to: override.text, among: names)))
        return nil
    }

    private func tasks(
        _ root: Section<DaemonKey>, limits: FrameLimits, lexicon: Lexicon
    ) -> [TaskConfiguration]? {
        let field = required(.tasks, of: root, allowed: "a list with at least one task")
        guard let items = items(field, allowed: "a list with at least one task", maximum: 1000) else { return nil }
        // Each task is read, so that the issues of all of them are reported.
        let tasks = items.map { task($0, limits: limits, lexicon: lexicon) }
        return tasks.contains { $0 == nil } ? nil : tasks.compactMap { $0 }
    }
}
