import CSpng

extension PlaneDecoder {
    /// Pixels of a PNG plane, rows tight: RGB for colour, one byte for a mask, host-endian 16 bits for depth and labels.
    func decodePNG(
        _ bytes: UnsafeRawBufferPointer, _ plane: Plane, into scratch: Scratch
    ) throws(Rejection) -> UnsafeRawPointer {
        let place = PlanePlace.kind(plane.kind)
        guard let context = spng_ctx_new(0) else {
            throw Rejection(place.field("bytes"), expected: "memory for a PNG decoder", found: "none")
        }
        defer { spng_ctx_free(context) }
        func check(_ status: Int32) throws(Rejection) {
            guard status == 0 else {
                let text = spng_strerror(status).map { String(cString: $0) } ?? "error \(status)"
                throw Rejection(place.field("bytes"), expected: "a whole PNG", found: "\"\(text)\"")
            }
        }
        // Text and profile chunks inflate as well; bounded like the image.
        try check(spng_set_image_limits(context, UInt32(plane.width), UInt32(plane.height)))
        try check(spng_set_chunk_limits(context, 1 << 20, 1 << 20))
        try check(spng_set_png_buffer(context, bytes.baseAddress, bytes.count))
        var header = spng_ihdr()
        try check(spng_get_ihdr(context, &header))
        let format = try pngFormat(header, plane)

        let target = scratch.reserve(plane.width * plane.height * format.bytesPerPixel)
        var needed = 0
        try check(spng_decoded_image_size(context, format.code, &needed))
        guard needed == target.count, let base = target.baseAddress else {
            throw Rejection(place.field("bytes"), expected: "\(target.count) bytes of pixels", found: "\(needed)")
        }
        try check(spng_decode_image(context, base, target.count, format.code, 0))
        return UnsafeRawPointer(base)
    }

    private func pngFormat(
        _ header: spng_ihdr, _ plane: Plane
    ) throws(Rejection) -> (code: Int32, bytesPerPixel: Int) {
        let place = PlanePlace.kind(plane.kind)
        guard Int(header.width) == plane.width, Int(header.height) == plane.height else {
            throw Rejection(
                place.field("bytes"), expected: "a PNG of \(plane.width)×\(plane.height)",
                found: "one of \(header.width)×\(header.height)")
        }
        let isGrey = UInt32(header.color_type) == SPNG_COLOR_TYPE_GRAYSCALE.rawValue
        let found = "color type \(header.color_type) with \(header.bit_depth) bits"
        switch plane.kind {
        case .color:
            return (Int32(SPNG_FMT_RGB8.rawValue), 3)
        case .mask:
            guard isGrey, header.bit_depth <= 8 else {
                throw Rejection(place.field("bytes"), expected: "a grey PNG of at most 8 bits", found: found)
            }
            return (Int32(SPNG_FMT_G8.rawValue), 1)
        case .depth, .label:
            guard isGrey, header.bit_depth == 16 else {
                throw Rejection(place.field("bytes"), expected: "a grey PNG of 16 bits", found: found)
            }
            return (Int32(SPNG_FMT_PNG.rawValue), 2)
        }
    }
}
