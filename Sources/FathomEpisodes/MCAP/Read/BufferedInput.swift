/// Spares an input small reads.
struct BufferedInput {
    private let input: any MCAPInput
    private let ahead = RecordBuffer(capacity: 64 << 10)
    private var start = 0
    private var end = 0

    init(_ input: any MCAPInput) {
        self.input = input
    }

    var name: String { input.name }

    /// Fills the buffer as far as there are bytes, and returns how many there were.
    mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(EpisodeError) -> Int {
        var filled = takeAhead(buffer)
        let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
        if rest.count >= ahead.memory.count {
            filled += try input.read(into: rest)
        } else if !rest.isEmpty {
            (start, end) = (0, try input.read(into: ahead.memory))
            filled += takeAhead(rest)
        }
        return filled
    }

    private mutating func takeAhead(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
        let count = min(buffer.count, end - start)
        buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: ahead.bytes[start..<start + count]))
        start += count
        return count
    }
}
