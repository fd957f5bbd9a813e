internal import CLZ4
internal import CZstd

/// Compresses one chunk after another, piece by piece.
final class ChunkCompressor {
    /// What is compressed of the chunk so far.
    private(set) var bytes: [UInt8] = []

    private let compression: MCAPCompression
    private let zstdContext: OpaquePointer?
    private var lz4Context: OpaquePointer?
    private var output: [UInt8]
    private var isBegun = false
    /// lz4 bounds its output by its input: so much at a call.
    private static let step = 1 << 20

    init(_ compression: MCAPCompression) {
        self.compression = compression
        zstdContext = ZSTD_createCCtx()
        // The fastest level keeps up with a camera; the next ones gain a few percent on depth images.
        ZSTD_CCtx_setParameter(zstdContext, ZSTD_c_compressionLevel, 1)
        LZ4F_createCompressionContext(&lz4Context, UInt32(LZ4F_VERSION))
        output = [UInt8](repeating: 0, count: max(LZ4F_compressBound(Self.step, nil), ZSTD_CStreamOutSize()))
    }

    deinit {
        ZSTD_freeCCtx(zstdContext)
        LZ4F_freeCompressionContext(lz4Context)
    }

    func append(_ piece: UnsafeRawBufferPointer) throws(EpisodeError) {
        switch compression {
        case .none: bytes.append(contentsOf: piece)
        case .zstd: try zstd(piece, ZSTD_e_continue)
        case .lz4:
            try beginLZ4()
            var rest = piece[...]
            while !rest.isEmpty {
                let part = UnsafeRawBufferPointer(rebasing: rest.prefix(Self.step))
                rest = rest.dropFirst(Self.step)
                try lz4 { LZ4F_compressUpdate(lz4Context, $0.baseAddress, $0.count, part.baseAddress, part.count, nil) }
            }
        }
    }

    /// Ends the chunk: `bytes` are all of it.
    func finish() throws(EpisodeError) {
        switch compression {
        case .none: break
        case .zstd: try zstd(UnsafeRawBufferPointer(start: nil, count: 0), ZSTD_e_end)
        case .lz4:
            try beginLZ4()
            try lz4 { LZ4F_compressEnd(lz4Context, $0.baseAddress, $0.count, nil) }
        }
    }

    /// Begins the next chunk.
    func reset() {
        bytes.removeAll(keepingCapacity: true)
        isBegun = false
    }

    private func zstd(_ piece: UnsafeRawBufferPointer, _ directive: ZSTD_EndDirective) throws(EpisodeError) {
        var input = ZSTD_inBuffer(src: piece.baseAddress, size: piece.count, pos: 0)
        var isDone = false
        while !isDone {
            let (rest, count) = output.withUnsafeMutableBytes { target in
                var buffer = ZSTD_outBuffer(dst: target.baseAddress, size: target.count, pos: 0)
                let rest = ZSTD_compressStream2(zstdContext, &buffer, &input, directive)
                return (rest, buffer.pos)
            }
            guard ZSTD_isError(rest) == 0 else { throw failed(ZSTD_getErrorName(rest)) }
            bytes.append(contentsOf: output[..<count])
            isDone = directive == ZSTD_e_end ? rest == 0 : input.pos == input.size
        }
    }

    private func beginLZ4() throws(EpisodeError) {
        guard !isBegun else { return }
        isBegun = true
        try lz4 { LZ4F_compressBegin(lz4Context, $0.baseAddress, $0.count, nil) }
    }

    private func lz4(_ body: (UnsafeMutableRawBufferPointer) -> Int) throws(EpisodeError) {
        let count = output.withUnsafeMutableBytes(body)
        guard LZ4F_isError(count) == 0 else { throw failed(LZ4F_getErrorName(count)) }
        bytes.append(contentsOf: output[..<count])
    }

    private func failed(_ name: UnsafePointer<CChar>?) -> EpisodeError {
        .unwritable(file: "chunk", reason: name.map { String(cString: $0) } ?? "\(compression.rawValue) failed")
    }
}
