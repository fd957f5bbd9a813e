import Fathom
import FathomTransport

/// The sessions of a lane, and which of them take a stream.
final class SessionTable {
    /// One stream: its sessions, and the frame that its headers are decoded into again and again.
    final class Route {
        let stream: String
        let sessions: [Session]
        var frame: Frame

        init(stream: String, sessions: [Session]) {
            self.stream = stream
            self.sessions = sessions
            frame = Frame(stream: stream)
        }

        /// Since when none of its sessions has had a frame; `nil` while one has, and for sessions that stay whatever comes.
        var forgettableSince: Int64? {
            var latest: Int64?
            for session in sessions {
                guard !session.name.isEmpty, let since = session.staleSince else { return nil }
                latest = max(latest ?? since, since)
            }
            return latest
        }

        /// Lets go of the message that the planes lie in.
        func releasePlanes() {
            for index in frame.planes.indices { frame.planes[index].storage = nil }
        }
    }

    private(set) var sessions: [Session] = []
    private var routes: [String: Route] = [:]
    /// Targets that a controller put in force for a whole task included: sessions that join later start with them.
    private var tasks: [TaskConfiguration]
    /// Above all numbers of retired sessions, so that one that comes back gives none of them twice.
    private var firstSequence: UInt64 = 0
    private let maxStreams: Int
    private let ringCapacity: Int
    private let daemonEpoch: UInt64

    /// Makes the sessions of tasks that name their streams; others follow with their streams.
    /// - Throws: `Rejection` when a task cannot be put in force.
    init(
        tasks: [TaskConfiguration], maxStreams: Int, ringCapacity: Int, daemonEpoch: UInt64
    ) throws(Rejection) {
        self.tasks = tasks
        self.maxStreams = maxStreams
        self.ringCapacity = ringCapacity
        self.daemonEpoch = daemonEpoch
        for task in tasks {
            let session = try Session(task: task, name: "", ringCapacity: ringCapacity, daemonEpoch: daemonEpoch)
            if case .fused = task.streams { sessions.append(session) }
        }
    }

    /// Where messages of `stream` go.
    /// - Throws: why they go nowhere: no task takes them, or too many streams are known.
    func route(_ stream: String) throws(UnroutableReason) -> Route {
        if let route = routes[stream] { return route }
        guard tasks.contains(where: { $0.streams.takes(stream) }) else { throw .unwantedStream }
        if routes.count >= maxStreams { try retireStalest() }
        let takers = tasks.compactMap { session(of: $0, for: stream) }
        let route = Route(stream: stream, sessions: takers)
        routes[stream] = route
        return route
    }

    /// Makes room for another stream: the one that has been silent for longest leaves, with its sessions and their rings.
    /// - Throws: `tooManyStreams` when none is silent.
    private func retireStalest() throws(UnroutableReason) {
        let silent = routes.values.compactMap { route in route.forgettableSince.map { (since: $0, route: route) } }
        guard let stalest = silent.min(by: { $0.since < $1.since })?.route else { throw .tooManyStreams }
        routes[stalest.stream] = nil
        firstSequence = max(firstSequence, stalest.sessions.map(\.nextSequence).max() ?? 0)
        sessions.removeAll { session in stalest.sessions.contains { $0 === session } }
    }

    private func session(of task: TaskConfiguration, for stream: String) -> Session? {
        guard task.streams.takes(stream) else { return nil }
        switch task.streams {
        case .fused:
            return sessions.first { $0.task == task.name }
        case .each:
            guard
                let session = try? Session(
                    task: task, name: stream, ringCapacity: ringCapacity, daemonEpoch: daemonEpoch,
                    firstSequence: firstSequence)
            else { return nil }
            sessions.append(session)
            return session
        }
    }

    /// Gives the sessions of `task` that join from now on another target.
    /// - Returns: whether there is such a task.
    func replaceTarget(of task: String, by target: EntitySelector) -> Bool {
        guard let index = tasks.firstIndex(where: { $0.name == task }) else { return false }
        tasks[index].target = target
        tasks[index].digest = tasks[index].computedDigest
        return true
    }

    /// The sessions of `task` that `session` names; all of them for `nil`.
    func find(task: String, session: String?) -> [Session] {
        sessions.filter { $0.task == task && (session == nil || session == $0.name) }
    }
}

extension StreamSelection {
    fileprivate func takes(_ stream: String) -> Bool {
        switch self {
        case .fused(let streams): streams.contains(stream)
        case .each(let pattern): StreamPattern(pattern).matches(stream)
        }
    }
}
