/// Memory that a decoder writes into, kept from frame to frame.
final class Scratch {
    private var buffer = UnsafeMutableRawBufferPointer(start: nil, count: 0)

    /// At least `count` bytes; what was in them before is lost.
    func reserve(_ count: Int) -> UnsafeMutableRawBufferPointer {
        if buffer.count < count {
            buffer.deallocate()
            buffer = .allocate(byteCount: count, alignment: 64)
        }
        return UnsafeMutableRawBufferPointer(rebasing: buffer[..<count])
    }

    deinit {
        buffer.deallocate()
    }
}
