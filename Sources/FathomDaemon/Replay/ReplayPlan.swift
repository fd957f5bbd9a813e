import FathomEpisodes

/// The files to replay, each session's in the order in which it was recorded.
struct ReplayPlan {
    struct Item {
        var path: String
        var session: RecordedSession
        var firstEvent: UInt64
        var messageCount: UInt64?
    }

    private(set) var items: [Item] = []
    /// Files that cannot be read at all.
    private(set) var failures: [EpisodeError] = []

    init(_ paths: [String]) {
        for path in paths {
            do throws(EpisodeError) {
                let file = try EpisodeFile(path: path)
                items.append(
                    Item(
                        path: path, session: file.session, firstEvent: file.firstEvent,
                        messageCount: file.messageCount))
            } catch {
                failures.append(error)
            }
        }
        let sessions = items.map(\.session)
        // Sessions stay in the order of their first file.
        items = items.enumerated().sorted { left, right in
            let (a, b) = (rank(left.element, sessions), rank(right.element, sessions))
            return (a, left.element.firstEvent, left.offset) < (b, right.element.firstEvent, right.offset)
        }.map(\.element)
    }

    private func rank(_ item: Item, _ sessions: [RecordedSession]) -> Int {
        sessions.firstIndex { $0.isSame(as: item.session) } ?? 0
    }
}

extension RecordedSession {
    /// Whether both are of one session of one run of a daemon.
    func isSame(as other: RecordedSession) -> Bool {
        (source, task, session, daemonEpoch) == (other.source, other.task, other.session, other.daemonEpoch)
    }
}
