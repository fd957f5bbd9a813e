/// Immutable bytes that outlive every view into them: a received message, a test's buffer, a file.
///
/// `bytes` must stay at one address, unchanged, for the life of the object.
public protocol ByteStorage: AnyObject, Sendable {
    var bytes: UnsafeRawBufferPointer { get }
}

/// Bytes that Fathom owns itself, copied once.
public final class OwnedBytes: ByteStorage {
    // Allocated in init, never written again, freed in deinit.
    nonisolated(unsafe) public let bytes: UnsafeRawBufferPointer

    public init(_ source: UnsafeRawBufferPointer) {
        bytes = Self.copy(source)
    }

    public init(_ source: [UInt8]) {
        bytes = source.withUnsafeBytes(Self.copy)
    }

    private static func copy(_ source: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: source.count, alignment: 64)
        copy.copyMemory(from: source)
        return UnsafeRawBufferPointer(copy)
    }

    deinit {
        bytes.deallocate()
    }
}
