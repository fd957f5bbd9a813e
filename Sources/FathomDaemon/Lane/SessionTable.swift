import Fathom
import FathomTransport

/// The sessions of a lane, and which of them take a stream.
final class SessionTable {
    /// One stream: its sessions, and the frame that its headers are decoded into again and again.
    final class Route {
        let stream: String
        let sessions: [Session]
        var frame: Frame
        /// Whether a session may be missing, because a trainer had it.
        fileprivate(set) var isOutdated = false

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
    private(set) var tasks: [TaskConfiguration]
    /// Above all numbers of retired sessions, so that one that comes back gives none of them twice.
    private var firstSequence: UInt64 = 0
    private let maxStreams: Int
    private let ringCapacity: Int
    private let daemonEpoch: UInt64
    private let recording: Recording?

    /// Makes the sessions of tasks that name their streams; others follow with their streams.
    /// - Throws: `Rejection` when a task cannot be put in force.
    init(
        tasks: [TaskConfiguration], maxStreams: Int, ringCapacity: Int, daemonEpoch: UInt64,
        recording: Recording? = nil
    ) throws(Rejection) {
        self.tasks = tasks
        self.maxStreams = maxStreams
        self.ringCapacity = ringCapacity
        self.daemonEpoch = daemonEpoch
        self.recording = recording
        for task in tasks {
            // One with a session for each stream shows here that it can be put in force.
            let isFused = if case .fused = task.streams { true } else { false }
            let session = try Session(
                task: task, name: "", ringCapacity: ringCapacity, daemonEpoch: daemonEpoch,
                recording: isFused ? recording : nil)
            if isFused { sessions.append(session) }
        }
    }

    /// Where messages of `stream` go.
    /// - Throws: why they go nowhere: no task takes them, a trainer has them, or too many streams are known.
    func route(_ stream: String) throws(UnroutableReason) -> Route {
        let known = routes[stream]
        if let known, !known.isOutdated { return known }
        let takers = tasks.filter { $0.streams.takes(stream) }
        guard !takers.isEmpty else { throw .unwantedStream }
        let free = takers.filter { !isInLockstep($0, stream) }
        guard !free.isEmpty else { throw .lockstepStream }
        if known == nil, routes.count >= maxStreams { try retireStalest() }
        let route = Route(stream: stream, sessions: free.compactMap { session(of: $0, for: stream) })
        routes[stream] = route
        return route
    }

    /// Makes room for another stream: the one that has been silent for longest leaves, with its sessions and their rings.
    /// - Throws: `tooManyStreams` when none is silent.
    private func retireStalest() throws(UnroutableReason) {
        let silent = routes.values.compactMap { route in route.forgettableSince.map { (since: $0, route: route) } }
        guard let stalest = silent.min(by: { $0.since < $1.since })?.route else { throw .tooManyStreams }
        routes[stalest.stream] = nil
        for session in stalest.sessions { leave(session) }
    }

    func leave(_ session: Session) {
        session.recorder?.close()
        firstSequence = max(firstSequence, session.nextSequence)
        sessions.removeAll { $0 === session }
        // Frames of the stream that it stood for may have a session again.
        if session.isLockstep { routes[session.name]?.isOutdated = true }
    }

    /// Whether a trainer has the session that the stream would have: two of one name could not be told apart.
    private func isInLockstep(_ task: TaskConfiguration, _ stream: String) -> Bool {
        guard case .each = task.streams else { return false }
        return sessions.contains { $0.isLockstep && $0.task == task.name && $0.name == stream }
    }

    private func session(of task: TaskConfiguration, for stream: String) -> Session? {
        switch task.streams {
        case .fused:
            return sessions.first { $0.task == task.name && !$0.isLockstep }
        case .each:
            if let known = sessions.first(where: { $0.task == task.name && $0.name == stream }) { return known }
            guard
                let session = try? Session(
                    task: task, name: stream, ringCapacity: ringCapacity, daemonEpoch: daemonEpoch,
                    firstSequence: firstSequence, recording: recording)
            else { return nil }
            sessions.append(session)
            return session
        }
    }

    /// Adds a session that no stream feeds.
    /// - Throws: `Rejection` when the task cannot be put in force.
    func join(_ task: TaskConfiguration, name: String) throws(Rejection) -> Session {
        let session = try Session(
            task: task, name: name, ringCapacity: ringCapacity, daemonEpoch: daemonEpoch,
            firstSequence: firstSequence, isLockstep: true, recording: recording)
        sessions.append(session)
        return session
    }

    /// No session processes anything any more.
    func endRecording() {
        for session in sessions { session.recorder?.close() }
    }

    /// - Throws: `Rejection` that lists the known ones.
    func task(named name: String) throws(Rejection) -> TaskConfiguration {
        guard let task = tasks.first(where: { $0.name == name }) else {
            let known = tasks.prefix(16).map(\.name).joined(separator: ", ")
            throw Rejection("task", expected: "one of \(known)", found: name)
        }
        return task
    }

    /// - Throws: `Rejection` for a name that can be no part of a topic, or that a session of the task has.
    func checkName(_ name: String, of task: String) throws(Rejection) {
        guard StreamName.isValid(name) else {
            throw Rejection("open_session.session", expected: "1 to 64 of a–z A–Z 0–9 . _ -", found: name)
        }
        guard find(task: task, session: name).isEmpty else {
            throw Rejection("open_session.session", expected: "a name that is not in use", found: name)
        }
    }

    /// Streams seen so far, sorted.
    var streams: [String] { routes.keys.sorted() }

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
    func takes(_ stream: String) -> Bool {
        switch self {
        case .fused(let streams): streams.contains(stream)
        case .each(let pattern): StreamPattern(pattern).matches(stream)
        }
    }
}
