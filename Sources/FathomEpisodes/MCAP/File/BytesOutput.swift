/// Collects what is written in memory.
public final class BytesOutput: MCAPOutput {
    public let name: String
    public private(set) var bytes: [UInt8] = []

    public init(name: String = "memory") {
        self.name = name
    }

    public func write(_ pieces: [UnsafeRawBufferPointer]) {
        for piece in pieces { bytes.append(contentsOf: piece) }
    }

    public func synchronize() {}
}
