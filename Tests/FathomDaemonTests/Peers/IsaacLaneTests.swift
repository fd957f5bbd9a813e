import Fathom
import FathomTestKit
import FathomTransport
import Testing

@testable import FathomDaemon

/// A lane that a simulator streams to as IsaacSimZMQ does.
@Suite struct IsaacLaneTests {
    /// Two blocks with their faces to the camera, before a wall.
    private static let scene = Scene(
        [
            .init(
                "wall", .box(halfExtents: Vector3(2, 0.01, 2), heading: 0), at: Vector3(0, 0.31, 0), color: Scene.yellow
            ),
            .init(
                "gripper", .box(halfExtents: Vector3(0.04, 0.04, 0.04), heading: 0), at: Vector3(-0.35, 0, 0.2),
                color: Scene.blue),
            .init(
                "cube", .box(halfExtents: Vector3(0.04, 0.04, 0.04), heading: 0), at: Vector3(0.35, 0, -0.2),
                color: Scene.red),
        ], tableSize: 0)
    private static let camera = Camera.lookingAtTable(
        from: Vector3(0, -0.8, 0), at: Vector3(0, 0, 0), width: 160, height: 120, verticalFieldOfViewDegrees: 60)

    private static func message(_ sequence: UInt64 = 0) -> IsaacClientMessage {
        var renderer = Renderer(camera: camera)
        let frame = renderer.frame(scene, sequence: sequence)
        var message = IsaacClientMessage(frame)
        message.labels = [("1", "class:gripper"), ("2", "class:cube")]
        message.boxes = [1, 2].compactMap { box(of: UInt8($0 + 1), id: UInt32($0), frame) }
        return message
    }

    /// The tight box around the pixels of a body.
    private static func box(of label: UInt8, id: UInt32, _ frame: Frame) -> IsaacClientMessage.Box? {
        guard let labels = frame.planes.first(where: { $0.kind == .label })?.storage?.bytes else { return nil }
        let pixels = labels.indices.filter { labels[$0] == label }.map { (Int32($0 % 160), Int32($0 / 160)) }
        guard let xMin = pixels.map(\.0).min(), let xMax = pixels.map(\.0).max(), let yMin = pixels.map(\.1).min(),
            let yMax = pixels.map(\.1).max()
        else { return nil }
        return .init(id, xMin: xMin, yMin: yMin, xMax: xMax, yMax: yMax)
    }

    private static func lane(_ task: TaskConfiguration) throws -> (RunningLane, RewardStream, ZMQSocket) {
        let lane = try RunningLane([task]) {
            $0.frames.peer = .isaac(IsaacStream(stream: "front", width: 160, height: 120))
            $0.frames.socket = .pull
            $0.frames.endpoints[0].address = "isaac+" + $0.frames.endpoints[0].address
        }
        let rewards = try RewardStream(lane.context, .connect(lane.configuration.rewards.address))
        let simulator = try ZMQSocket(lane.context, .push)
        try simulator.connect(lane.configuration.frames.endpoints[0].socketAddress)
        return (lane, rewards, simulator)
    }

    private static var task: TaskConfiguration {
        var task = TaskConfiguration.entity("reach", .region("cube"))
        task.gripper = .region("gripper")
        return task
    }

    /// The first reward that a new subscriber gets: it sends until one comes.
    private static func first(_ simulator: ZMQSocket, _ rewards: RewardStream, _ message: IsaacClientMessage) throws
        -> Reward
    {
        var message = message
        for sequence in 0..<patience {
            message.simulationTime = Double(sequence) / 60
            _ = try simulator.send(message.encoded, .last, isWaiting: true)
            if let reward = try rewards.next(milliseconds: 1) { return reward }
        }
        throw RunningLane.Failure.noReward
    }

    @Test("Boxes on radial depth give the metric distance between what they hold")
    func distance() throws {
        let (lane, rewards, simulator) = try Self.lane(Self.task)
        let reward = try Self.first(simulator, rewards, Self.message())
        let truth = (Self.scene.bodies[1].center - Self.scene.bodies[2].center).length
        #expect(reward.status == .measured, "\(reward.reason ?? "")")
        // Depth taken for planar would be off by several centimetres here.
        #expect(abs(try #require(reward.distance).meters - truth) < 0.005)
        try lane.stop()
    }

    @Test("Without depth the reward is rejected, and says so")
    func colorAlone() throws {
        let (lane, rewards, simulator) = try Self.lane(Self.task)
        var message = Self.message()
        message.depth = []
        let reward = try Self.first(simulator, rewards, message)
        #expect(reward.status == .rejected)
        #expect(reward.rejection?.field == "planes")
        #expect(reward.distance == nil)
        try lane.stop()
    }

    @Test("A message that cannot be read is a rejected reward of its stream, and counted")
    func malformed() throws {
        let (lane, rewards, simulator) = try Self.lane(Self.task)
        _ = try Self.first(simulator, rewards, Self.message())
        _ = try simulator.send(Array("garbage".utf8), .last, isWaiting: true)
        var reward: Reward?
        while reward?.status != .rejected {
            reward = try rewards.next(milliseconds: patience)
            try #require(reward != nil)
        }
        #expect(reward?.stream == "front")
        #expect(reward?.rejection?.field == "message")
        try lane.stop()
    }
}
