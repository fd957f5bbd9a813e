import CTurboJPEG

/// Decodes JPEG planes with libjpeg-turbo, one handle for all.
final class JPEGDecoder {
    private var handle: tjhandle?

    init() {
        handle = tjInitDecompress()
    }

    deinit {
        if let handle { tjDestroy(handle) }
    }

    /// Colour pixels, three bytes each, or one where the JPEG is grey.
    func decode(
        _ bytes: UnsafeRawBufferPointer, _ plane: Plane, into scratch: Scratch
    ) throws(Rejection) -> ColorImage {
        do throws(Rejection) {
            return try decodeWhole(bytes, plane, into: scratch)
        } catch {
            // After a bad header libjpeg-turbo 2.1 would read the next image as if it were the rest of this one.
            if let handle { tjDestroy(handle) }
            handle = tjInitDecompress()
            throw error
        }
    }

    private func decodeWhole(
        _ bytes: UnsafeRawBufferPointer, _ plane: Plane, into scratch: Scratch
    ) throws(Rejection) -> ColorImage {
        guard let handle, let source = bytes.bindMemory(to: UInt8.self).baseAddress else {
            throw rejection("no bytes")
        }
        let isGrey = try readHeader(handle, source, bytes.count, plane)
        let channels = isGrey ? PlaneEncoding.mono8.channels : PlaneEncoding.rgb8.channels
        let rowStep = plane.width * channels.step
        let target = scratch.reserve(rowStep * plane.height)
        guard let pixels = target.bindMemory(to: UInt8.self).baseAddress else {
            throw rejection("no pixels")
        }
        // A progressive JPEG of a few kilobytes can hold thousands of scans, each as costly as an image.
        let status = tjDecompress2(
            handle, source, UInt(bytes.count), pixels, Int32(plane.width), Int32(rowStep), Int32(plane.height),
            Int32(isGrey ? TJPF_GRAY.rawValue : TJPF_RGB.rawValue), TJFLAG_LIMITSCANS)
        if status != 0, !isHarmless(handle) {
            throw rejection(message(handle))
        }
        return ColorImage(UnsafeRawPointer(pixels), plane, rowStep: rowStep, channels: channels)
    }

    /// Whether the JPEG is grey; its size is compared before a pixel is decoded.
    private func readHeader(
        _ handle: tjhandle, _ source: UnsafePointer<UInt8>, _ count: Int, _ plane: Plane
    ) throws(Rejection) -> Bool {
        var width: Int32 = 0
        var height: Int32 = 0
        var subsampling: Int32 = 0
        var colorSpace: Int32 = 0
        let status = tjDecompressHeader3(handle, source, UInt(count), &width, &height, &subsampling, &colorSpace)
        guard status == 0 || isHarmless(handle) else {
            throw rejection(message(handle))
        }
        guard Int(width) == plane.width, Int(height) == plane.height else {
            throw Rejection(
                PlanePlace.kind(.color).field("bytes"), expected: "a JPEG of \(plane.width)×\(plane.height)",
                found: "one of \(width)×\(height)")
        }
        guard colorSpace != TJCS_CMYK.rawValue, colorSpace != TJCS_YCCK.rawValue else {
            throw Rejection(
                PlanePlace.kind(.color).field("bytes"), expected: "a JPEG in YCbCr, RGB or grey", found: "CMYK")
        }
        return colorSpace == TJCS_GRAY.rawValue
    }

    /// Whether the pixels are right in spite of what libjpeg says.
    ///
    /// Cameras pad before the end marker and write odd version numbers. Every other warning (a premature end, a bad
    /// code) means that pixels were made up.
    private func isHarmless(_ handle: tjhandle) -> Bool {
        guard tjGetErrorCode(handle) == TJERR_WARNING.rawValue else { return false }
        let text = message(handle)
        return ["extraneous bytes before marker 0xd9", "JFIF", "Adobe"].contains { text.contains($0) }
    }

    private func message(_ handle: tjhandle) -> String {
        tjGetErrorStr2(handle).map { String(cString: $0) } ?? "unknown"
    }

    private func rejection(_ text: String) -> Rejection {
        Rejection(PlanePlace.kind(.color).field("bytes"), expected: "a whole JPEG", found: "\"\(text)\"")
    }
}
