import Fathom
import FathomEpisodes

/// The task that a recording is measured by.
struct ReplayTask {
    let task: TaskConfiguration
    /// Whether it is the one that was in force.
    let isRecorded: Bool
    /// Whether targets that controllers put in force replace the task's.
    let followsTargets: Bool

    /// - Parameters:
    ///   - file: another configuration; `nil` for the recorded one.
    ///   - name: its task; `nil` for the one that was recorded.
    /// - Throws: `ReplayError`.
    init(_ session: RecordedSession, of path: String, file: ConfigurationFile?, task name: String?) throws(ReplayError)
    {
        guard let file else {
            task = try Self.recorded(session, of: path)
            (isRecorded, followsTargets) = (true, true)
            return
        }
        // Only to see what is different: a recording without one can be measured as well.
        let recorded = try? Self.recorded(session, of: path)
        let tasks = file.configuration.tasks
        let wanted = name ?? session.task
        // Where there is no choice, the name does not matter.
        let only = name == nil && tasks.count == 1 ? tasks.first : nil
        guard let found = tasks.first(where: { $0.name == wanted }) ?? only else {
            throw .configuration(
                "\(file.name): tasks: expected one named '\(wanted)', as recorded in \(path), found "
                    + tasks.prefix(16).map(\.name).joined(separator: ", "))
        }
        task = found
        isRecorded = found == recorded
        followsTargets = found.target == recorded?.target
    }

    private static func recorded(_ session: RecordedSession, of path: String) throws(ReplayError) -> TaskConfiguration {
        guard !session.configuration.isEmpty else {
            throw .configuration("\(path): holds no configuration; give one with --config")
        }
        let file: ConfigurationFile
        do throws(ConfigurationError) {
            // A daemon may have had its addresses by flags.
            file = try ConfigurationFile(
                name: "configuration in \(path)", text: session.configuration, needsFrames: false)
        } catch {
            throw .configuration("\(error)")
        }
        guard let task = file.configuration.tasks.first(where: { $0.name == session.task }) else {
            throw .configuration("\(path): its configuration has no task '\(session.task)'")
        }
        return task
    }
}

/// Why nothing can be replayed.
enum ReplayError: Error, CustomStringConvertible {
    case configuration(String)
    case output(String)

    var description: String {
        switch self {
        case .configuration(let text), .output(let text): text
        }
    }
}
