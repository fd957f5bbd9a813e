internal import Fathom
public import Foundation

extension EpisodeInfo {
    /// Aligned lines for a person.
    public var text: String {
        var lines: [(String, String)] = [
            ("session", session.session.isEmpty ? session.task : "\(session.task)/\(session.session)"),
            ("recorded by", "\(session.source.rawValue), fathom \(session.version)"),
            ("configuration", start.digest + (start.target.map { ", target \"\($0)\"" } ?? "")),
            ("episodes", episodes.isEmpty ? "none" : episodes.prefix(8).joined(separator: ", ")),
            (
                "events",
                "\(events) in \(number(seconds, 1)) s: "
                    + kinds.map { "\($0.count) × \($0.name)" }.joined(separator: ", ")
            ),
        ]
        for stream in streams {
            let size = stream.width > 0 ? ", \(stream.width)×\(stream.height)" : ", poses alone"
            lines.append(("stream \(stream.name)", "\(stream.frames) frames\(size)"))
        }
        let shares = statuses.map { "\($0.count) × \($0.status.name)" }.joined(separator: ", ")
        lines.append(("rewards", "\(rewards)" + (rewards > 0 ? ": \(shares)" : "")))
        if let distances {
            lines.append(
                (
                    "distance",
                    "\(number(distances.first, 4)) m → \(number(distances.last, 4)) m, least \(number(distances.least, 4)) m"
                ))
        }
        if let lastProgress { lines.append(("progress", number(lastProgress, 4) + (isSolved ? ", solved" : ""))) }
        lines.append(("complete", completeness))
        let width = lines.map(\.0.count).max() ?? 0
        return "\(path)\n"
            + lines.map { key, text in
                "  \(key)\(String(repeating: " ", count: width - key.count))  \(text)"
            }.joined(separator: "\n")
    }

    /// Whether a replay can give all of its rewards again.
    public var isComplete: Bool { damage == nil && isFinished && lostEvents == 0 && segment == 0 }

    private var completeness: String {
        if let damage { return "no: \(damage)" }
        if !isFinished { return "no: the recorder never finished it" }
        if lostEvents > 0 { return "no: \(lostEvents) events were not recorded" }
        return segment == 0 ? "yes" : "part \(segment + 1): it continues another file"
    }

    /// One JSON object, keys sorted.
    public func json() throws -> Data {
        var object: [String: Any] = [
            "file": path, "task": session.task, "session": session.session, "source": session.source.rawValue,
            "version": session.version, "configuration_digest": start.digest, "segment": segment, "events": events,
            "lost_events": lostEvents, "rewards": rewards, "seconds": seconds, "episodes": episodes,
            "complete": isComplete,
            "kinds": Dictionary(uniqueKeysWithValues: kinds.map { ($0.name, $0.count) }),
            "statuses": Dictionary(uniqueKeysWithValues: statuses.map { ($0.status.name, $0.count) }),
            "streams": streams.map {
                ["name": $0.name, "frames": $0.frames, "width": $0.width, "height": $0.height] as [String: Any]
            },
        ]
        object["target"] = start.target
        object["damage"] = damage?.description
        if let distances {
            object["distance_m"] = ["first": distances.first, "last": distances.last, "least": distances.least]
        }
        return try JSONSerialization.data(withJSONObject: object, options: [.sortedKeys, .withoutEscapingSlashes])
    }

    private func number(_ value: Double, _ digits: Int) -> String {
        String(format: "%.\(digits)f", value)
    }
}
