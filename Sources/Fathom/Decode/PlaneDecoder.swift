/// Turns planes into images that can be read in place: raw planes as they lie in their message, others decoded into
/// memory that is used again for the next frame.
///
/// An image is valid until the next plane of the same kind is decoded or `release()` is called. Reading a raw plane
/// copies and allocates nothing. What is written is bounded by the plane's claimed size, and that by `limits`.
public final class PlaneDecoder {
    public var limits: FrameLimits
    private var slots = (color: Slot(), depth: Slot(), label: Slot(), mask: Slot())
    private let jpeg = JPEGDecoder()
    private let inflater = Inflater()

    /// What one kind of plane needs to outlive its image.
    private final class Slot {
        let scratch = Scratch()
        var storage: (any ByteStorage)?
    }

    public init(limits: FrameLimits = FrameLimits()) {
        self.limits = limits
    }

    /// Lets go of the messages that the last images lie in; keeps the scratch memory.
    public func release() {
        slots.color.storage = nil
        slots.depth.storage = nil
        slots.label.storage = nil
        slots.mask.storage = nil
    }

    /// The frame's colour, or `nil` when it has none.
    public func color(of frame: Frame) throws(Rejection) -> ColorImage? {
        guard let index = Self.index(of: .color, in: frame) else { return nil }
        return try color(frame.planes[index], at: index)
    }

    /// The frame's depth, or `nil` when it has none.
    public func depth(of frame: Frame) throws(Rejection) -> DepthImage? {
        guard let index = Self.index(of: .depth, in: frame) else { return nil }
        return try depth(frame.planes[index], at: index)
    }

    /// The frame's labels, or `nil` when it has none.
    public func labels(of frame: Frame) throws(Rejection) -> LabelImage? {
        guard let index = Self.index(of: .label, in: frame) else { return nil }
        return try labels(frame.planes[index], at: index)
    }

    /// The mask plane in message part `part`, non-zero inside, or `nil` when there is no such plane.
    public func mask(part: Int, of frame: Frame) throws(Rejection) -> LabelImage? {
        guard let index = frame.planes.firstIndex(where: { $0.kind == .mask && $0.part == part }) else { return nil }
        return try mask(frame.planes[index], at: index)
    }

    private static func index(of kind: PlaneKind, in frame: Frame) -> Int? {
        frame.planes.firstIndex { $0.kind == kind }
    }

    /// - Parameter index: Place of the plane in its frame, for the rejection's field.
    public func color(_ plane: Plane, at index: Int = 0) throws(Rejection) -> ColorImage {
        let bytes = try hold(plane, as: .color, in: slots.color, at: index)
        switch plane.encoding {
        case .jpeg:
            return try jpeg.decode(bytes, plane, into: slots.color.scratch, at: index)
        case .png:
            let pixels = try decodePNG(bytes, plane, as: .color, into: slots.color.scratch, at: index)
            return ColorImage(pixels, plane, rowStep: plane.width * 3, channels: (3, 0, 1, 2))
        default:
            let pixels = try plain(bytes, plane, into: slots.color.scratch, at: index)
            return ColorImage(pixels.base, plane, rowStep: pixels.rowStep, channels: plane.encoding.channels)
        }
    }

    /// - Parameter index: Place of the plane in its frame, for the rejection's field.
    public func depth(_ plane: Plane, at index: Int = 0) throws(Rejection) -> DepthImage {
        let bytes = try hold(plane, as: .depth, in: slots.depth, at: index)
        let pixels = try plainOrPNG16(bytes, plane, into: slots.depth.scratch, at: index)
        return DepthImage(
            base: pixels.base, isFloat: plane.encoding == .depth32FC1, width: plane.width, height: plane.height,
            rowStep: pixels.rowStep, metersPerCount: Float(plane.metersPerCount), isRadial: plane.isRadial,
            maxDepth: Float(limits.maxDepth))
    }

    /// - Parameter index: Place of the plane in its frame, for the rejection's field.
    public func labels(_ plane: Plane, at index: Int = 0) throws(Rejection) -> LabelImage {
        let bytes = try hold(plane, as: .label, in: slots.label, at: index)
        let pixels = try plainOrPNG16(bytes, plane, into: slots.label.scratch, at: index)
        return LabelImage(
            base: pixels.base, width: plane.width, height: plane.height, rowStep: pixels.rowStep,
            bytesPerPixel: plane.encoding.bytesPerPixel ?? 2)
    }

    /// - Parameter index: Place of the plane in its frame, for the rejection's field.
    public func mask(_ plane: Plane, at index: Int = 0) throws(Rejection) -> LabelImage {
        let bytes = try hold(plane, as: .mask, in: slots.mask, at: index)
        var pixels: Pixels
        if plane.encoding == .png {
            let base = try decodePNG(bytes, plane, as: .mask, into: slots.mask.scratch, at: index)
            pixels = Pixels(base: base, rowStep: plane.width)
        } else {
            pixels = try plain(bytes, plane, into: slots.mask.scratch, at: index)
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
        _ plane: Plane, as kind: PlaneKind, in slot: Slot, at index: Int
    ) throws(Rejection) -> UnsafeRawBufferPointer {
        guard plane.kind == kind else {
            throw Rejection("planes[\(index)].kind", expected: "\(kind)", found: "\(plane.kind)")
        }
        guard (1...max(limits.maxWidth, 1)).contains(plane.width), (1...max(limits.maxHeight, 1)).contains(plane.height)
        else {
            throw Rejection(
                "planes[\(index)].size", expected: "at most \(limits.maxWidth)×\(limits.maxHeight), not empty",
                found: "\(plane.width)×\(plane.height)")
        }
        try FrameValidator.checkFormat(plane, at: index)
        guard let storage = plane.storage else {
            throw Rejection(
                "planes[\(index)].part", expected: "a part of this message", found: "\(plane.part), which is missing")
        }
        slot.storage = storage
        return storage.bytes
    }

    private func plainOrPNG16(
        _ bytes: UnsafeRawBufferPointer, _ plane: Plane, into scratch: Scratch, at index: Int
    ) throws(Rejection) -> Pixels {
        guard plane.encoding == .png16 else { return try plain(bytes, plane, into: scratch, at: index) }
        let base = try decodePNG(bytes, plane, as: .depth, into: scratch, at: index)
        return Pixels(base: base, rowStep: plane.width * 2)
    }

    /// Pixels that lie plainly, in the message or once decompressed.
    private func plain(
        _ bytes: UnsafeRawBufferPointer, _ plane: Plane, into scratch: Scratch, at index: Int
    ) throws(Rejection) -> Pixels {
        let layout = try PlaneLayout(plane, bytesPerPixel: plane.encoding.bytesPerPixel ?? 1, at: index)
        let whole =
            switch plane.compression {
            case .none: bytes
            case .zstd: try inflater.zstd(bytes, layout, into: scratch, at: index)
            case .lz4: try inflater.lz4(bytes, layout, into: scratch, at: index)
            }
        guard layout.admits(whole.count), let base = whole.baseAddress else {
            throw Rejection("planes[\(index)].bytes", expected: layout.expectation, found: "\(whole.count) bytes")
        }
        return Pixels(base: base, rowStep: layout.rowStep)
    }
}
