internal import Fathom
internal import Foundation

extension StillMeasurement {
    /// A few lines for people.
    func text(_ snapshot: Snapshot) -> String {
        var table = TextTable()
        for (name, entity) in [("a", a), ("b", b)] {
            guard let entity, let thing = entity.thing else { continue }
            table.add(name, entity.text, thing.words(snapshot))
        }
        for (name, entity) in [("a", a), ("b", b)] {
            // What is not there has only near misses; the reason tells the nearest.
            for thing in entity?.rivals ?? [] {
                table.add("\(name)?", thing.phrase ?? thing.object?.name ?? "", thing.words(snapshot))
            }
        }
        return ([headline] + table.lines()).joined(separator: "\n")
    }

    private var headline: String {
        guard let distance else { return "\(status.name): \(reason ?? "")" }
        let length = Words.length(distance.meters, sigma: distance.standardDeviation)
        let ends = b.map { "\(a.text) → \($0.text)" } ?? "camera → \(a.text)"
        return "\(ends): \(length) (\(kind.rawValue))"
    }
}

extension SnapshotThing {
    fileprivate func words(_ snapshot: Snapshot) -> String {
        var parts = ["centre \(Words.place(snapshot.inCamera(observation.center)))"]
        if let size { parts.append("size \(Words.size(size))") }
        parts.append("nearest \(Words.length(nearest))")
        if let score { parts.append(String(format: "score %.2f", score)) }
        return parts.joined(separator: "  ")
    }
}
