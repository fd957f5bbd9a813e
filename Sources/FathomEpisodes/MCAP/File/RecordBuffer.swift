internal import Fathom

/// Memory that records are read into; what is handed out of it keeps it alive.
///
/// Its reader fills it before anyone else sees it, and again only when nobody else holds it any longer.
final class RecordBuffer: ByteStorage {
    // Allocated in init, freed in deinit, written to only by the one that holds it alone.
    nonisolated(unsafe) let memory: UnsafeMutableRawBufferPointer

    init(capacity: Int) {
        memory = .allocate(byteCount: capacity, alignment: 64)
    }

    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(memory) }

    deinit {
        memory.deallocate()
    }

    /// At least `count` bytes: those of `buffer` where nobody else holds it, or new ones.
    static func reserve(_ count: Int, in buffer: inout RecordBuffer?) -> UnsafeMutableRawBufferPointer {
        if isKnownUniquelyReferenced(&buffer), let buffer, buffer.memory.count >= count {
            return UnsafeMutableRawBufferPointer(rebasing: buffer.memory[..<count])
        }
        let new = RecordBuffer(capacity: count)
        buffer = new
        return UnsafeMutableRawBufferPointer(rebasing: new.memory[..<count])
    }
}
