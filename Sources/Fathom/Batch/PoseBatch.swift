/// Rewards of N environments from poses alone, one control step of all of them at a time.
///
/// Measure → Shape for each environment, as the pipeline does it for frames without planes; a pose needs no decoding,
/// grounding or tracking. Environments are told apart by their place. Belongs to one thread.
public final class PoseBatch {
    public let configuration: TaskConfiguration
    public let count: Int
    /// Of the last step.
    public private(set) var rewards: RewardColumns
    /// Steps taken so far.
    public private(set) var steps: UInt64 = 0

    private let gripper: String
    private let target: String
    private let ruler: Ruler
    private var shapers: [Shaper]
    private var phases: [Phase]

    /// Where an environment stands between its first step and its last.
    private enum Phase {
        case fresh, running, ended
    }

    /// - Throws: `Rejection` when an entity is no pose, or the configuration cannot be put in force.
    public init(configuration: TaskConfiguration, count: Int) throws(Rejection) {
        self.configuration = configuration
        self.count = count
        gripper = try Self.pose(configuration.gripper, field: "gripper")
        target = try Self.pose(configuration.target, field: "target")
        ruler = Ruler(kind: configuration.distance, referenceFrame: .world, up: Vector3(0, 0, 1))
        shapers = Array(repeating: try Shaper(configuration: configuration.reward), count: count)
        phases = Array(repeating: .fresh, count: count)
        rewards = RewardColumns(count: count)
    }

    private static func pose(_ selector: EntitySelector, field: String) throws(Rejection) -> String {
        guard case .pose(let name) = selector else {
            throw Rejection(field, expected: "a pose, for a batch has no images", found: selector.name)
        }
        return name
    }

    /// Takes every environment one control step further and refills `rewards`.
    ///
    /// - Throws: `Rejection` when the batch as a whole is unusable; nothing has changed then. What is wrong with one
    ///   environment makes that one's reward `rejected`.
    public func step(_ poses: PoseColumns) throws(Rejection) {
        try poses.checkNames()
        try poses.checkSizes(count: count)
        let gripperIndex = try poses.index(of: gripper)
        let targetIndex = try poses.index(of: target)
        var scalars = poses.scalars.map { NamedScalar(name: $0, value: 0) }
        rewards.reasons.removeAll(keepingCapacity: true)
        for index in 0..<count {
            let flags = poses.flags(of: index)
            do throws(Rejection) {
                try enter(index, flags)
                let ends = (
                    try poses.position(of: index, gripperIndex), try poses.position(of: index, targetIndex)
                )
                for scalar in scalars.indices { scalars[scalar].value = try poses.scalar(of: index, scalar) }
                let distance = ruler.measure(gripper: .point(ends.0), target: .point(ends.1))
                let terms = shapers[index].shape(
                    distance: distance, status: .measured, step: steps,
                    isTerminated: flags.contains(.terminated), scalars: scalars)
                rewards.set(index, distance, terms)
            } catch {
                rewards.reject(index, error)
            }
            // Also where this step could not be measured: what comes next is another episode.
            if !flags.isDisjoint(with: [.terminated, .truncated]) { phases[index] = .ended }
        }
        steps += 1
    }

    private func enter(_ index: Int, _ flags: PoseFlags) throws(Rejection) {
        if flags.contains(.begins) || phases[index] == .fresh {
            shapers[index].beginEpisode()
            phases[index] = .running
        } else if phases[index] == .ended {
            throw Rejection("flags", expected: "1 (begins an episode), because the last step ended one", found: "0")
        }
        guard flags.isSubset(of: .known) else {
            throw Rejection("flags", expected: "a sum of 1, 2 and 4", found: "\(flags.rawValue)")
        }
    }
}

extension Ruler.End {
    /// A place that is known exactly.
    fileprivate static func point(_ position: Vector3) -> Ruler.End {
        Ruler.End(shape: .point(position), covariance: .zero)
    }
}
