import CLZ4
import CZstd

/// Decompresses zstd and lz4 frames into memory of the size that the plane's layout asks for, never more.
final class Inflater {
    private let zstdContext: OpaquePointer?
    private var lz4Context: OpaquePointer?

    init() {
        zstdContext = ZSTD_createDCtx()
        LZ4F_createDecompressionContext(&lz4Context, UInt32(LZ4F_VERSION))
    }

    deinit {
        ZSTD_freeDCtx(zstdContext)
        LZ4F_freeDecompressionContext(lz4Context)
    }

    /// One zstd frame that declares its content size.
    func zstd(
        _ bytes: UnsafeRawBufferPointer, _ layout: PlaneLayout, into scratch: Scratch, at place: PlanePlace
    ) throws(Rejection) -> UnsafeRawBufferPointer {
        // The two highest values mean "not declared" and "not a zstd frame".
        let declared = ZSTD_getFrameContentSize(bytes.baseAddress, bytes.count)
        guard declared < UInt64.max - 1 else {
            throw corrupt(
                "a zstd frame", declared == UInt64.max ? "one without its content size" : "something else", place)
        }
        guard layout.admits(Int(clamping: declared)) else {
            throw Rejection(place.field("bytes"), expected: layout.expectation, found: "\(declared) bytes")
        }
        let target = scratch.reserve(Int(declared))
        let written = ZSTD_decompressDCtx(zstdContext, target.baseAddress, target.count, bytes.baseAddress, bytes.count)
        guard ZSTD_isError(written) == 0, written == target.count else {
            throw corrupt("a whole zstd frame", describe(ZSTD_getErrorName(written)), place)
        }
        return UnsafeRawBufferPointer(target)
    }

    /// One lz4 frame, and nothing behind it.
    func lz4(
        _ bytes: UnsafeRawBufferPointer, _ layout: PlaneLayout, into scratch: Scratch, at place: PlanePlace
    ) throws(Rejection) -> UnsafeRawBufferPointer {
        // Whatever an earlier frame broke off.
        LZ4F_resetDecompressionContext(lz4Context)
        let target = scratch.reserve(layout.paddedCount)
        var read = 0
        var written = 0
        while true {
            var taken = bytes.count - read
            var given = target.count - written
            let hint = LZ4F_decompress(
                lz4Context, target.baseAddress.map { $0 + written }, &given, bytes.baseAddress.map { $0 + read },
                &taken, nil)
            guard LZ4F_isError(hint) == 0 else {
                throw corrupt("a whole lz4 frame", describe(LZ4F_getErrorName(hint)), place)
            }
            read += taken
            written += given
            if hint == 0 { break }
            guard taken > 0 || given > 0 else {
                let found = written == target.count ? "a longer one" : "\(written) bytes, then its end"
                throw corrupt("an lz4 frame of \(layout.expectation)", found, place)
            }
        }
        guard read == bytes.count else {
            throw corrupt("one lz4 frame", "\(bytes.count - read) bytes behind it", place)
        }
        return UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(target)[..<written])
    }

    private func describe(_ name: UnsafePointer<CChar>?) -> String {
        name.map { "\"\(String(cString: $0))\"" } ?? "an error"
    }

    private func corrupt(_ expected: String, _ found: String, _ place: PlanePlace) -> Rejection {
        Rejection(place.field("bytes"), expected: expected, found: found)
    }
}
