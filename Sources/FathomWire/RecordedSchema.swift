import CFathomProto

/// The messages that a recording holds, for its readers in any language.
public enum RecordedSchema {
    public static let event = "fathom.v1.EpisodeEvent"
    public static let reward = "fathom.v1.Reward"

    /// A `google.protobuf.FileDescriptorSet` of both, with everything that they import.
    public static var descriptorSet: [UInt8] { bytes(fathom_episode_descriptor_set) }

    /// The same of the messages of Foxglove's that an export holds.
    public static var foxgloveDescriptorSet: [UInt8] { bytes(fathom_foxglove_descriptor_set) }

    private static func bytes(_ set: (UnsafeMutablePointer<Int>?) -> UnsafePointer<UInt8>?) -> [UInt8] {
        var count = 0
        let bytes = set(&count)
        return Array(UnsafeBufferPointer(start: bytes, count: count))
    }
}
