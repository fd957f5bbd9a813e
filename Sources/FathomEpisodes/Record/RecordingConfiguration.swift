/// How a daemon's sessions are recorded.
public struct RecordingConfiguration: Sendable, Equatable {
    /// When a file's contents are made to survive a loss of power. What a crash of the program alone may take is the chunk
    /// that is being filled, whatever is chosen.
    public enum Synchronization: Sendable, Equatable {
        /// With each chunk; a chunk that is not full ends after a second.
        case chunk
        /// With the chunk that is then ended.
        case seconds(Double)
    }

    /// What is done when the disk takes less than comes, and the queue is full. Each is counted, and told in the file.
    public enum Overflow: String, Sendable, CaseIterable {
        /// What comes is not recorded.
        case dropNewest = "drop-newest"
        /// What has waited longest is not recorded.
        case dropOldest = "drop-oldest"
        /// The session is not recorded any more until its next episode begins: the file is exact up to its end.
        case endEpisode = "end-episode"
    }

    /// Files go there; made when it is missing.
    public var folder: String
    public var compression: MCAPCompression
    /// A chunk ends with the event that reaches so many bytes.
    public var chunkBytes: Int
    /// A file that reaches so many bytes is continued in another.
    public var rotateBytes: UInt64
    public var synchronization: Synchronization
    /// Bytes of message parts that may wait for the disk.
    public var queueBytes: Int
    public var overflow: Overflow
    /// The daemon's whole file, which each recording repeats.
    public var configurationText: String

    public init(
        folder: String, compression: MCAPCompression = .none, chunkBytes: Int = 4 << 20,
        rotateBytes: UInt64 = 4 << 30, synchronization: Synchronization = .seconds(1), queueBytes: Int = 256 << 20,
        overflow: Overflow = .endEpisode, configurationText: String = ""
    ) {
        self.folder = folder
        self.compression = compression
        self.chunkBytes = chunkBytes
        self.rotateBytes = rotateBytes
        self.synchronization = synchronization
        self.queueBytes = queueBytes
        self.overflow = overflow
        self.configurationText = configurationText
    }
}
