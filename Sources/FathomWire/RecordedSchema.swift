import CFathomProto

/// The messages that a recording holds, for its readers in any language.
public enum RecordedSchema {
    public static let event = "fathom.v1.EpisodeEvent"
    public static let reward = "fathom.v1.Reward"

    /// A `google.protobuf.FileDescriptorSet` of both, with everything that they import.
    public static var descriptorSet: [UInt8] {
        var count = 0
        let bytes = fathom__v1__episode__descriptor_set(&count)
        return Array(UnsafeBufferPointer(start: bytes, count: count))
    }
}
