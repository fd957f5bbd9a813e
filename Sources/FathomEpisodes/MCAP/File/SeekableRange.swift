/// A part of a seekable input, read front to back.
final class SeekableRange: MCAPInput {
    private let input: any MCAPSeekableInput
    private var position: UInt64
    private let end: UInt64

    init(of input: any MCAPSeekableInput, from start: UInt64 = 0, to end: UInt64? = nil) {
        self.input = input
        position = start
        self.end = min(end ?? input.size, input.size)
    }

    var name: String { input.name }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(EpisodeError) -> Int {
        let count = min(UInt64(buffer.count), end - min(position, end))
        let filled = try input.read(at: position, into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<Int(count)]))
        position += UInt64(filled)
        return filled
    }
}
