/// Turns planes into images that can be read in place: raw planes as they lie in their message, others decoded into
/// memory that is used again for the next frame.
///
/// An image is valid until the next plane of the same kind is decoded, `release()` is called or the decoder is gone.
/// Reading a raw plane copies and allocates nothing. What is written is bounded by the plane's claimed size, and that by the limits.
public final class PlaneDecoder {
    private let slots = (color: Slot(), depth: Slot(), label: Slot(), mask: Slot())
    private let jpeg = JPEGDecoder()
    private let inflater = Inflater()

    /// What one kind of plane needs to outlive its image.
    private final class Slot {
        let scratch = Scratch()
        var storage: (any ByteStorage)?
    }

    public init() {}

    /// Lets go of the messages that the last images lie in; keeps the scratch memory.
    public func release() {
        slots.color.storage = nil
        slots.depth.storage = nil
        slots.label.storage = nil
        slots.mask.storage = nil
    }

    /// Pixels of a colour plane.
    /// - Throws: `Rejection` when the bytes are not what the plane claims.
    public func color(_ plane: Plane, limits: FrameLimits = FrameLimits()) throws(Rejection) -> ColorImage {
        let image = try colorAsStored(plane, limits)
        return plane.isRedBlueSwapped ? image.swappingRedAndBlue : image
    }

    private func colorAsStored(_ plane: Plane, _ limits: FrameLimits) throws(Rejection) -> ColorImage {
        let bytes = try hold(plane, as: .color, in: slots.color, limits)
        switch plane.encoding {
        case .jpeg:
            return try jpeg.decode(bytes, plane, into: slots.color.scratch)
        case .png:
            let pixels = try decodePNG(bytes, plane, into: slots.color.scratch)
            return ColorImage(pixels, plane, rowStep: plane.width * 3, channels: (3, 0, 1, 2))
        default:
            let pixels = try plain(bytes, plane, into: slots.color.scratch)
            return ColorImage(pixels.base, plane, rowStep: pixels.rowStep, channels: plane.encoding.channels)
        }
    }

    /// Pixels of a depth plane.
    /// - Throws: `Rejection` when the bytes are not what the plane claims.
    public func depth(_ plane: Plane, limits: FrameLimits = FrameLimits()) throws(Rejection) -> DepthImage {
        let bytes = try hold(plane, as: .depth, in: slots.depth, limits)
        let pixels = try plainOrPNG16(bytes, plane, into: slots.depth.scratch)
        return DepthImage(
            base: pixels.base, isFloat: plane.encoding == .depth32FC1, width: plane.width, height: plane.height,
            rowStep: pixels.rowStep, metersPerCount: Float(plane.metersPerCount), isRadial: plane.isRadial,
            maxDepth: Float(limits.maxDepth))
    }

    /// Pixels of a label plane.
    /// - Throws: `Rejection` when the bytes are not what the plane claims.
    public func labels(_ plane: Plane, limits: FrameLimits = FrameLimits()) throws(Rejection) -> LabelImage {
        let bytes = try hold(plane, as: .label, in: slots.label, limits)
        let pixels = try plainOrPNG16(bytes, plane, into: slots.label.scratch)
        return LabelImage(
            base: pixels.base, width: plane.width, height: plane.height, rowStep: pixels.rowStep,
            bytesPerPixel: plane.encoding.bytesPerPixel ?? 2)
    }

    /// Pixels of a mask plane, non-zero inside.
    /// - Throws: `Rejection` when the bytes are not what the plane claims.
    public func mask(_ plane: Plane, limits: FrameLimits = FrameLimits()) throws(Rejection) -> LabelImage {
        let bytes = try hold(plane, as: .mask, in: slots.mask, limits)
        var pixels: Pixels
        if plane.encoding == .png {
            let base = try decodePNG(bytes, plane, into: slots.mask.scratch)
            pixels = Pixels(base: base, rowStep: plane.width)
        } else {
            pixels = try plain(bytes, plane, into: slots.mask.scratch)
        }
        return LabelImage(
            base: pixels.base, width: plane.width, height: plane.height, rowStep: pixels.rowStep, bytesPerPixel: 1)
    }

    private struct Pixels {
        var base: UnsafeRawPointer
        var rowStep: Int
    }

    /// The plane's bytes as received, kept alive by the slot.
    private func hold(
        _ plane: Plane, as kind: PlaneKind, in slot: Slot, _ limits: FrameLimits
    ) throws(Rejection) -> UnsafeRawBufferPointer {
        let place = PlanePlace.kind(kind)
        guard plane.kind == kind else {
            throw Rejection(place.field("kind"), expected: "\(kind)", found: "\(plane.kind)")
        }
        guard (1...max(limits.maxWidth, 1)).contains(plane.width), (1...max(limits.maxHeight, 1)).contains(plane.height)
        else {
            throw Rejection(
                place.field("size"), expected: "at most \(limits.maxWidth)×\(limits.maxHeight), not empty",
                found: "\(plane.width)×\(plane.height)")
        }
        try FrameValidator.checkFormat(plane, at: place)
        guard let storage = plane.storage else {
            throw Rejection(
                place.field("part"), expected: "a part of this message", found: "\(plane.part), which is missing")
        }
        slot.storage = storage
        return storage.bytes
    }

    private func plainOrPNG16(
        _ bytes: UnsafeRawBufferPointer, _ plane: Plane, into scratch: Scratch
    ) throws(Rejection) -> Pixels {
        guard plane.encoding == .png16 else { return try plain(bytes, plane, into: scratch) }
        let base = try decodePNG(bytes, plane, into: scratch)
        return Pixels(base: base, rowStep: plane.width * 2)
    }

    /// Pixels that lie plainly, in the message or once decompressed.
    private func plain(
        _ bytes: UnsafeRawBufferPointer, _ plane: Plane, into scratch: Scratch
    ) throws(Rejection) -> Pixels {
        let place = PlanePlace.kind(plane.kind)
        let layout = try PlaneLayout(plane, bytesPerPixel: plane.encoding.bytesPerPixel ?? 1, at: place)
        let whole =
            switch plane.compression {
            case .none: bytes
            case .zstd: try inflater.zstd(bytes, layout, into: scratch, at: place)
            case .lz4: try inflater.lz4(bytes, layout, into: scratch, at: place)
            }
        guard layout.admits(whole.count), let base = whole.baseAddress else {
            throw Rejection(place.field("bytes"), expected: layout.expectation, found: "\(whole.count) bytes")
        }
        return Pixels(base: base, rowStep: layout.rowStep)
    }
}
