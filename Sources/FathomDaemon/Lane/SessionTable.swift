import Fathom
import FathomTransport

/// The sessions of a lane, and which of them take a stream.
final class SessionTable {
    /// One stream: its sessions, and the frame that its headers are decoded into again and again.
    final class Route {
        let sessions: [Session]
        var frame: Frame

        init(stream: String, sessions: [Session]) {
            self.sessions = sessions
            frame = Frame(stream: stream)
        }

        /// Lets go of the message that the planes lie in.
        func releasePlanes() {
            for index in frame.planes.indices { frame.planes[index].storage = nil }
        }
    }

    private(set) var sessions: [Session] = []
    private var routes: [String: Route] = [:]
    private let tasks: [TaskConfiguration]
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

    /// Where messages of `stream` go; `nil` when no task takes it or too many streams are known.
    func route(_ stream: String) -> Route? {
        if let route = routes[stream] { return route }
        guard routes.count < maxStreams else { return nil }
        let takers = tasks.compactMap { session(of: $0, for: stream) }
        guard !takers.isEmpty else { return nil }
        let route = Route(stream: stream, sessions: takers)
        routes[stream] = route
        return route
    }

    private func session(of task: TaskConfiguration, for stream: String) -> Session? {
        switch task.streams {
        case .fused(let streams):
            return streams.contains(stream) ? sessions.first { $0.task == task.name } : nil
        case .each(let pattern):
            guard StreamPattern(pattern).matches(stream),
                let session = try? Session(
                    task: task, name: stream, ringCapacity: ringCapacity, daemonEpoch: daemonEpoch)
            else { return nil }
            sessions.append(session)
            return session
        }
    }

    /// The sessions of `task` that `session` names; all of them for `nil`.
    func find(task: String, session: String?) -> [Session] {
        sessions.filter { $0.task == task && (session == nil || session == $0.name) }
    }
}
