import Fathom
import FathomEpisodes

/// Replays an episode's file again and again.
final class ReplayedFile {
    static let session = RecordedSession(
        source: .daemon, version: "", task: "reach", session: "", daemonEpoch: 1, configuration: "")

    private let path: String
    private var file: EpisodeFile
    private var replay: SessionReplay
    private var statuses: [RewardStatus: Int] = [:]

    init(_ path: String) throws {
        self.path = path
        (file, replay) = try Self.open(path)
    }

    private static func open(_ path: String) throws -> (EpisodeFile, SessionReplay) {
        let file = try EpisodeFile(path: path)
        let task = TaskConfiguration.reaching(.description("the red ball"))
        return (file, try SessionReplay(file.session, task: task, start: file.start) { $0.digest })
    }

    /// A contestant that replays `count` frames a turn; a frame is timed from its file to its reward.
    func contestant(count: Int) -> Contestant {
        Contestant("replay") { samples in
            var start = now()
            var done = 0
            while done < count {
                switch try self.file.next() {
                case .event(let event, _):
                    guard let reward = try self.replay.process(event) else { continue }
                    self.statuses[reward.status, default: 0] += 1
                    samples.append(now() - start)
                    (start, done) = (now(), done + 1)
                case .reward: continue
                case nil:
                    (self.file, self.replay) = try Self.open(self.path)
                    start = now()
                }
            }
        }
    }

    var summary: String {
        let total = Double(statuses.values.reduce(0, +))
        return statuses.sorted { $0.key < $1.key }
            .map { "\(Int((Double($0.value) / total * 100).rounded())) % \($0.key.name)" }.joined(separator: ", ")
    }
}

/// Reads an episode's messages again and again, and looks at none of them.
final class ReadFile {
    private let reader: MCAPReader
    private var messages: MCAPMessages
    private let topic: Set<String> = ["/fathom/events"]

    init(_ path: String) throws {
        reader = try MCAPReader(FileInput(path: path))
        messages = reader.messages(topics: topic)
    }

    func contestant(count: Int) -> Contestant {
        Contestant("reading") { samples in
            for _ in 0..<count {
                let start = now()
                if try self.messages.next() == nil { self.messages = self.reader.messages(topics: self.topic) }
                samples.append(now() - start)
            }
        }
    }
}
