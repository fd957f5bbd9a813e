internal import FathomKernels

/// Counts and sums what goes into an output, and writes no more once that has failed.
final class CheckedOutput {
    /// Of the byte that comes next.
    private(set) var offset: UInt64 = 0
    /// Of all bytes since the begin, or since it was set to 0.
    var crc: UInt32 = 0
    private(set) var failure: EpisodeError?
    private let output: any MCAPOutput

    init(_ output: any MCAPOutput) {
        self.output = output
    }

    var name: String { output.name }

    func write(_ pieces: [UnsafeRawBufferPointer]) throws(EpisodeError) {
        try attempt { () throws(EpisodeError) in try output.write(pieces) }
        for piece in pieces {
            crc = fathom_crc32(crc, piece.baseAddress, piece.count)
            offset += UInt64(piece.count)
        }
    }

    func write(_ bytes: [UInt8]) throws(EpisodeError) {
        let result = bytes.withUnsafeBytes { piece in
            Result { () throws(EpisodeError) in try write([piece]) }
        }
        try result.get()
    }

    func synchronize() throws(EpisodeError) {
        try attempt { () throws(EpisodeError) in try output.synchronize() }
    }

    /// Remembers why nothing can be written any more.
    func attempt(_ body: () throws(EpisodeError) -> Void) throws(EpisodeError) {
        if let failure { throw failure }
        do throws(EpisodeError) {
            try body()
        } catch {
            failure = error
            throw error
        }
    }
}
