/// What a plane's pixels mean.
public enum PlaneKind: UInt8, Sendable {
    case color, depth, label, mask
}

/// How a plane's pixels are laid out. Names are those of ROS and REP-118.
public enum PlaneEncoding: UInt8, Sendable, CaseIterable {
    case rgb8, bgr8, rgba8, bgra8, mono8, jpeg, png
    case depth16UC1, depth32FC1, png16
    case label8UC1, label32SC1

    /// Bytes of one pixel where rows are stored plainly; `nil` for JPEG and PNG.
    public var bytesPerPixel: Int? {
        switch self {
        case .mono8, .label8UC1: 1
        case .depth16UC1: 2
        case .rgb8, .bgr8: 3
        case .rgba8, .bgra8, .depth32FC1, .label32SC1: 4
        case .jpeg, .png, .png16: nil
        }
    }

    /// The encoding's name in messages and configuration.
    public var name: String {
        switch self {
        case .rgb8: "rgb8"
        case .bgr8: "bgr8"
        case .rgba8: "rgba8"
        case .bgra8: "bgra8"
        case .mono8: "mono8"
        case .jpeg: "jpeg"
        case .png: "png"
        case .depth16UC1: "16UC1"
        case .depth32FC1: "32FC1"
        case .png16: "png16"
        case .label8UC1: "8UC1"
        case .label32SC1: "32SC1"
        }
    }

    /// Whether a plane of `kind` may be stored like this.
    public func suits(_ kind: PlaneKind) -> Bool {
        switch (kind, self) {
        case (.color, .rgb8), (.color, .bgr8), (.color, .rgba8), (.color, .bgra8), (.color, .mono8): true
        case (.color, .jpeg), (.color, .png): true
        case (.depth, .depth16UC1), (.depth, .depth32FC1), (.depth, .png16): true
        case (.label, .label8UC1), (.label, .depth16UC1), (.label, .label32SC1), (.label, .png16): true
        case (.mask, .label8UC1), (.mask, .mono8), (.mask, .png): true
        default: false
        }
    }
}

/// Compression around a plane's bytes.
public enum PlaneCompression: UInt8, Sendable {
    case none, zstd, lz4
}

/// One image of a frame, still as it was received.
public struct Plane: Sendable {
    public var kind: PlaneKind
    public var encoding: PlaneEncoding
    public var compression: PlaneCompression
    /// Pixels.
    public var width: Int
    public var height: Int
    /// Bytes from one row to the next; 0 means rows lie tight.
    public var rowStep: Int
    /// Index of the message part that the bytes came in.
    public var part: Int
    /// Metres of one count of an integer depth.
    public var metersPerCount: Double
    /// Depth along the ray instead of planar Z.
    public var isRadial: Bool
    /// Red and blue stand in each other's place: whoever encoded the image took one for the other.
    public var isRedBlueSwapped = false
    /// The bytes; `nil` when the message had no such part.
    public var storage: (any ByteStorage)?

    public init(
        kind: PlaneKind, encoding: PlaneEncoding, compression: PlaneCompression = .none, width: Int, height: Int,
        rowStep: Int = 0, part: Int = 2, metersPerCount: Double = 0.001, isRadial: Bool = false,
        storage: (any ByteStorage)?
    ) {
        self.kind = kind
        self.encoding = encoding
        self.compression = compression
        self.width = width
        self.height = height
        self.rowStep = rowStep
        self.part = part
        self.metersPerCount = metersPerCount
        self.isRadial = isRadial
        self.storage = storage
    }
}
