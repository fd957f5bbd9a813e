import CLZ4
import CSpng
import CTurboJPEG
import CZstd
import Fathom
import Testing

/// Test data, encoded by the libraries that decode it.
enum Encode {
    static func jpeg(
        _ pixels: [UInt8], width: Int, height: Int, format: TJPF = TJPF_RGB, subsampling: TJSAMP = TJSAMP_444,
        quality: Int32 = 95
    ) throws -> [UInt8] {
        let handle = try #require(tjInitCompress())
        defer { tjDestroy(handle) }
        var data: UnsafeMutablePointer<UInt8>?
        var count: UInt = 0
        defer { tjFree(data) }
        let status = tjCompress2(
            handle, pixels, Int32(width), 0, Int32(height), Int32(format.rawValue), &data, &count,
            Int32(subsampling.rawValue),
            quality, 0)
        try #require(status == 0)
        return Array(UnsafeBufferPointer(start: data, count: Int(count)))
    }

    /// `pixels` in host order; 16-bit samples as two bytes.
    static func png(
        _ pixels: [UInt8], width: Int, height: Int, color: spng_color_type = SPNG_COLOR_TYPE_TRUECOLOR, bits: UInt8 = 8
    ) throws -> [UInt8] {
        let context = try #require(spng_ctx_new(Int32(SPNG_CTX_ENCODER.rawValue)))
        defer { spng_ctx_free(context) }
        var header = spng_ihdr(
            width: UInt32(width), height: UInt32(height), bit_depth: bits, color_type: UInt8(color.rawValue),
            compression_method: 0, filter_method: 0, interlace_method: 0)
        try #require(spng_set_ihdr(context, &header) == 0)
        try #require(spng_set_option(context, SPNG_ENCODE_TO_BUFFER, 1) == 0)
        let flags = Int32(SPNG_ENCODE_FINALIZE.rawValue)
        let encoded = spng_encode_image(context, pixels, pixels.count, Int32(SPNG_FMT_PNG.rawValue), flags)
        try #require(encoded == 0)
        var count = 0
        var status: Int32 = 0
        let buffer = spng_get_png_buffer(context, &count, &status)
        let data = try #require(buffer)
        defer { data.deallocate() }
        return Array(UnsafeRawBufferPointer(start: data, count: count))
    }

    static func zstd(_ bytes: [UInt8], declaresSize: Bool = true) throws -> [UInt8] {
        let context = try #require(ZSTD_createCCtx())
        defer { ZSTD_freeCCtx(context) }
        ZSTD_CCtx_setParameter(context, ZSTD_c_contentSizeFlag, declaresSize ? 1 : 0)
        var out = [UInt8](repeating: 0, count: ZSTD_compressBound(bytes.count))
        let count = ZSTD_compress2(context, &out, out.count, bytes, bytes.count)
        try #require(ZSTD_isError(count) == 0)
        return Array(out[..<count])
    }

    static func lz4(_ bytes: [UInt8]) throws -> [UInt8] {
        var preferences = LZ4F_preferences_t()
        // A checksum, so that every damaged byte shows.
        preferences.frameInfo.contentChecksumFlag = LZ4F_contentChecksumEnabled
        var out = [UInt8](repeating: 0, count: LZ4F_compressFrameBound(bytes.count, &preferences))
        let count = LZ4F_compressFrame(&out, out.count, bytes, bytes.count, &preferences)
        try #require(LZ4F_isError(count) == 0)
        return Array(out[..<count])
    }
}
