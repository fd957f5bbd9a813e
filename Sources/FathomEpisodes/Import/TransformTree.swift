internal import Fathom

/// Where frames of reference lie in each other, over time.
struct TransformTree {
    private struct Sample {
        let stamp: Int64
        let parent: String
        let parentFromChild: Transform
    }

    /// Of each child, ordered by time; the last ones.
    private var samples: [String: [Sample]] = [:]
    private static let mostSamples = 256
    private static let mostFrames = 4096

    mutating func add(_ transforms: [ForeignTransform]) {
        for transform in transforms {
            let child = Self.name(transform.child)
            guard samples[child] != nil || samples.count < Self.mostFrames else { continue }
            let sample = Sample(
                stamp: transform.stampNanoseconds, parent: Self.name(transform.parent),
                parentFromChild: transform.parentFromChild)
            var list = samples[child] ?? []
            let place = list.lastIndex { $0.stamp <= sample.stamp }.map { $0 + 1 } ?? 0
            list.insert(sample, at: place)
            if list.count > Self.mostSamples { list.removeFirst() }
            samples[child] = list
        }
    }

    /// The pose of `frame` in `world` at a time, from the newest transforms up to then; `nil` when no chain leads there.
    func pose(of frame: String, in world: String, at stamp: Int64) -> Transform? {
        let world = Self.name(world)
        var name = Self.name(frame)
        var pose = Transform.identity
        for _ in 0..<64 {
            if name == world { return pose }
            guard let list = samples[name], let sample = list.last(where: { $0.stamp <= stamp }) ?? list.first else {
                return nil
            }
            pose = sample.parentFromChild * pose
            name = sample.parent
        }
        return nil
    }

    /// ROS 1 wrote a slash before them.
    private static func name(_ frame: String) -> String {
        frame.hasPrefix("/") ? String(frame.dropFirst()) : frame
    }
}
