internal import CSpng
internal import Fathom
internal import Foundation

/// Encodes images as PNG.
enum PNGFile {
    /// A byte a pixel.
    static func grey(_ pixels: [UInt8], width: Int, height: Int) -> Data? {
        pixels.withUnsafeBytes { encode($0, width, height, SPNG_COLOR_TYPE_GRAYSCALE, bits: 8) }
    }

    /// Sixteen bits a pixel.
    static func grey(_ pixels: [UInt16], width: Int, height: Int) -> Data? {
        pixels.withUnsafeBytes { encode($0, width, height, SPNG_COLOR_TYPE_GRAYSCALE, bits: 16) }
    }

    /// Three bytes a pixel.
    static func color(_ pixels: [UInt8], width: Int, height: Int) -> Data? {
        pixels.withUnsafeBytes { encode($0, width, height, SPNG_COLOR_TYPE_TRUECOLOR, bits: 8) }
    }

    static func mask(_ mask: PixelMask) -> Data? {
        grey(mask.bytes, width: mask.width, height: mask.height)
    }

    private static func encode(
        _ pixels: UnsafeRawBufferPointer, _ width: Int, _ height: Int, _ type: spng_color_type, bits: UInt8
    ) -> Data? {
        guard let context = spng_ctx_new(Int32(SPNG_CTX_ENCODER.rawValue)) else { return nil }
        defer { spng_ctx_free(context) }
        var header = spng_ihdr()
        (header.width, header.height) = (UInt32(width), UInt32(height))
        (header.color_type, header.bit_depth) = (UInt8(type.rawValue), bits)
        guard spng_set_option(context, SPNG_ENCODE_TO_BUFFER, 1) == 0, spng_set_ihdr(context, &header) == 0,
            spng_encode_image(
                context, pixels.baseAddress, pixels.count, Int32(SPNG_FMT_PNG.rawValue),
                Int32(SPNG_ENCODE_FINALIZE.rawValue)) == 0
        else { return nil }
        var (size, status) = (0, Int32(0))
        guard let bytes = spng_get_png_buffer(context, &size, &status), status == 0 else { return nil }
        defer { free(bytes) }
        return Data(bytes: bytes, count: size)
    }
}
