public import Fathom
internal import Foundation

/// What scoring needs of one recorded reward; other fields of `fathom.v1.Reward` are left out.
public struct RecordedReward: Sendable, Equatable {
    public var task: String
    public var stream: String
    public var episode: String?
    public var frameSequence: UInt64?
    public var rewardSequence: UInt64
    public var status: RewardStatus
    public var distance: Distance?
    public var potential: Double?
    public var progress: Double?
    public var success: Bool?
    /// Tells episodes of one name apart.
    public var episodeIndex: UInt64?

    public init(
        task: String, stream: String, episode: String?, frameSequence: UInt64?, rewardSequence: UInt64 = 0,
        status: RewardStatus, distance: Distance? = nil, potential: Double? = nil, progress: Double? = nil,
        success: Bool? = nil, episodeIndex: UInt64? = nil
    ) {
        self.task = task
        self.stream = stream
        self.episode = episode
        self.frameSequence = frameSequence
        self.rewardSequence = rewardSequence
        self.status = status
        self.distance = distance
        self.potential = potential
        self.progress = progress
        self.success = success
        self.episodeIndex = episodeIndex
    }
}

extension RecordedReward: Decodable {
    private enum CodingKeys: String, CodingKey {
        case task, stream, episode, status, distance, potential, progress, success
        case frameSequence = "frame_sequence"
        case rewardSequence = "reward_sequence"
        case episodeIndex = "episode_index"
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        task = try values.decode(String.self, forKey: .task)
        stream = try values.decode(String.self, forKey: .stream)
        episode = try values.decodeIfPresent(String.self, forKey: .episode)
        frameSequence = try values.decodeIfPresent(WireInteger.self, forKey: .frameSequence)?.value
        rewardSequence = try values.decode(WireInteger.self, forKey: .rewardSequence).value
        status = try values.decodeName(forKey: .status, prefix: "STATUS_", among: RewardStatus.allCases, name: \.name)
        distance = try values.decodeIfPresent(RecordedDistance.self, forKey: .distance)?.distance
        potential = try values.decodeIfPresent(Double.self, forKey: .potential)
        progress = try values.decodeIfPresent(Double.self, forKey: .progress)
        success = try values.decodeIfPresent(Bool.self, forKey: .success)
        episodeIndex = try values.decodeIfPresent(WireInteger.self, forKey: .episodeIndex)?.value
    }
}

private struct RecordedDistance: Decodable {
    let distance: Distance

    private enum CodingKeys: String, CodingKey {
        case metres, kind, gripper, target
        case standardDeviation = "standard_deviation"
        case frameOfReference = "frame_of_reference"
    }

    private struct Point: Decodable {
        let x, y, z: Double
        var vector: Vector3 { Vector3(x, y, z) }
    }

    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        distance = Distance(
            meters: try values.decodeLength(forKey: .metres),
            standardDeviation: try values.decodeLength(forKey: .standardDeviation),
            kind: try values.decodeName(
                forKey: .kind, prefix: "DISTANCE_KIND_", among: DistanceKind.allCases, name: \.rawValue),
            referenceFrame: try values.decodeName(
                forKey: .frameOfReference, prefix: "REFERENCE_FRAME_", among: [.world, .camera],
                name: \ReferenceFrame.wireName),
            gripper: try values.decode(Point.self, forKey: .gripper).vector,
            target: try values.decode(Point.self, forKey: .target).vector)
    }
}

extension ReferenceFrame {
    fileprivate var wireName: String {
        self == .world ? "world" : "camera"
    }
}

/// A 64-bit number, which protobuf's JSON writes as a string.
private struct WireInteger: Decodable {
    let value: UInt64

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let number = try? container.decode(UInt64.self) {
            value = number
        } else if let number = UInt64(try container.decode(String.self)) {
            value = number
        } else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "expected a whole number")
        }
    }
}

extension KeyedDecodingContainer {
    /// Metres, finite and ≥ 0.
    fileprivate func decodeLength(forKey key: Key) throws -> Double {
        let meters = try decode(Double.self, forKey: key)
        guard meters >= 0, meters.isFinite else {
            throw DecodingError.dataCorruptedError(
                forKey: key, in: self, debugDescription: "expected metres, 0 or more")
        }
        return meters
    }

    /// The case whose name, in capitals behind `prefix`, is the value.
    fileprivate func decodeName<Value>(
        forKey key: Key, prefix: String, among cases: [Value], name: (Value) -> String
    ) throws -> Value {
        let found = try decode(String.self, forKey: key)
        if let value = cases.first(where: { prefix + name($0).uppercased() == found }) { return value }
        let names = cases.map { prefix + name($0).uppercased() }.joined(separator: ", ")
        throw DecodingError.dataCorruptedError(forKey: key, in: self, debugDescription: "expected one of \(names)")
    }
}
