internal import CLZ4
internal import CZstd
internal import Fathom
internal import FathomKernels

/// Gives the records of chunks, decompressed and checked against their CRC.
final class ChunkInflater {
    private let zstdContext: OpaquePointer?
    private var lz4Context: OpaquePointer?
    private var plain: RecordBuffer?

    init() {
        zstdContext = ZSTD_createDCtx()
        LZ4F_createDecompressionContext(&lz4Context, UInt32(LZ4F_VERSION))
    }

    deinit {
        ZSTD_freeDCtx(zstdContext)
        LZ4F_freeDecompressionContext(lz4Context)
    }

    /// - Parameter owner: of the memory that the chunk lies in; records that are not compressed stay there.
    func records(of chunk: ChunkFields, in owner: RecordBuffer?) throws(EpisodeError) -> ChunkRecords {
        let size = Int(chunk.uncompressedSize)
        let records: UnsafeRawBufferPointer
        var holder = owner
        if chunk.compression.isEmpty {
            records = chunk.records
        } else {
            let target = RecordBuffer.reserve(size, in: &plain)
            holder = plain
            let count =
                switch chunk.compression {
                case "zstd": try zstd(chunk, into: target)
                case "lz4": try lz4(chunk, into: target)
                default:
                    throw chunk.place.damaged(
                        "compression", expected: "\"\", lz4 or zstd", found: "\"\(chunk.compression.prefix(40))\"")
                }
            records = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(target)[..<count])
        }
        guard records.count == size else {
            throw chunk.place.damaged("uncompressed_size", expected: "\(records.count)", found: "\(size)")
        }
        try check(records, of: chunk)
        return ChunkRecords(records, of: holder ?? RecordBuffer(capacity: 0), at: chunk.place)
    }

    private func check(_ records: UnsafeRawBufferPointer, of chunk: ChunkFields) throws(EpisodeError) {
        guard chunk.uncompressedCRC != 0 else { return }
        let crc = fathom_crc32(0, records.baseAddress, records.count)
        guard crc == chunk.uncompressedCRC else {
            throw chunk.place.damaged(
                "uncompressed_crc", expected: String(crc, radix: 16), found: String(chunk.uncompressedCRC, radix: 16))
        }
    }

    private func zstd(_ chunk: ChunkFields, into target: UnsafeMutableRawBufferPointer) throws(EpisodeError) -> Int {
        let count = ZSTD_decompressDCtx(
            zstdContext, target.baseAddress, target.count, chunk.records.baseAddress, chunk.records.count)
        guard ZSTD_isError(count) == 0 else {
            throw corrupt(chunk, "whole zstd frames of \(target.count) bytes", ZSTD_getErrorName(count))
        }
        return count
    }

    private func lz4(_ chunk: ChunkFields, into target: UnsafeMutableRawBufferPointer) throws(EpisodeError) -> Int {
        // Whatever an earlier frame broke off.
        LZ4F_resetDecompressionContext(lz4Context)
        let source = chunk.records
        var read = 0
        var written = 0
        var isWhole = true
        while read < source.count {
            var taken = source.count - read
            var given = target.count - written
            let hint = LZ4F_decompress(
                lz4Context, target.baseAddress.map { $0 + written }, &given, source.baseAddress.map { $0 + read },
                &taken,
                nil)
            guard LZ4F_isError(hint) == 0, hint == 0 || taken > 0 || given > 0 else {
                throw corrupt(chunk, "whole lz4 frames of \(target.count) bytes", LZ4F_getErrorName(hint))
            }
            read += taken
            written += given
            isWhole = hint == 0
        }
        guard isWhole else { throw corrupt(chunk, "whole lz4 frames", nil) }
        return written
    }

    private func corrupt(_ chunk: ChunkFields, _ expected: String, _ name: UnsafePointer<CChar>?) -> EpisodeError {
        chunk.place.damaged("records", expected: expected, found: name.map { "\"\(String(cString: $0))\"" } ?? "less")
    }
}
