import Fathom
import FathomWire

/// The sessions that connections of the control socket opened, each found by its id and freed with its connection.
final class LockstepTable {
    private var sessions: [UInt64: LockstepSession] = [:]
    private let table: SessionTable
    private let maxSessions: Int
    /// Never 0, never the same again while the daemon lives.
    private var lastID: UInt64 = 0

    init(_ table: SessionTable, maxSessions: Int) {
        self.table = table
        self.maxSessions = maxSessions
    }

    var count: Int { sessions.count }

    /// - Parameter name: `nil` lets the table choose one.
    /// - Throws: `Rejection` for an unknown task, a name that is taken or unfit, a phrase that says nothing usable, or
    ///   when there are too many sessions.
    func open(
        task: String, name: String?, target: String?, by client: ControlClient
    ) throws(Rejection) -> LockstepSession {
        guard sessions.count < maxSessions else {
            throw Rejection("open_session", expected: "at most \(maxSessions) sessions at once", found: "one more")
        }
        var configuration = try table.task(named: task)
        let name = try self.name(asked: name, for: configuration)
        if let target {
            configuration.target = .description(target)
            configuration.digest = configuration.computedDigest
        }
        let session = try table.join(configuration, name: name)
        lastID += 1
        let opened = LockstepSession(id: lastID, client: client, session: session)
        sessions[lastID] = opened
        return opened
    }

    private func name(asked: String?, for task: TaskConfiguration) throws(Rejection) -> String {
        if case .each(let pattern) = task.streams {
            guard let asked, task.streams.takes(asked) else {
                throw Rejection(
                    "open_session.session", expected: "a stream's name that matches \(pattern)",
                    found: asked.map { "'\($0.shortened)'" } ?? "none")
            }
        }
        if let asked {
            try table.checkName(asked, of: task.name)
            return asked
        }
        var number = lastID + 1
        while !table.find(task: task.name, session: "client-\(number)").isEmpty { number += 1 }
        return "client-\(number)"
    }

    /// - Throws: `Rejection` unless `client` opened it and its connection has stood ever since.
    func find(_ id: UInt64, of client: ControlClient) throws(Rejection) -> LockstepSession {
        guard let session = sessions[id], session.client == client else {
            throw Rejection("session_id", expected: "one that this connection opened and did not close", found: "\(id)")
        }
        return session
    }

    func close(_ session: LockstepSession) {
        guard sessions.removeValue(forKey: session.id) != nil else { return }
        table.leave(session.session)
    }

    /// Frees what the peer behind a lost connection had opened.
    func closeAll(connection: Int32) {
        for session in sessions.values where session.client.connection == connection { close(session) }
    }
}
