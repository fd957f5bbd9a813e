/// Depth of one frame, read in place: a view that is valid while the frame is being processed.
///
/// Invalid pixels (REP-118: 0 counts; NaN, ±Inf, ≤ 0 metres; beyond `maxDepth`) read as 0 here, inside the pipeline's
/// loops only; no 0 ever leaves a stage as a measurement.
public struct DepthImage {
    public let base: UnsafeRawPointer
    /// `Float` metres instead of `UInt16` counts.
    public let isFloat: Bool
    /// Pixels.
    public let width: Int
    public let height: Int
    /// Bytes.
    public let rowStep: Int
    public let metersPerCount: Float
    /// Along the ray instead of planar Z.
    public let isRadial: Bool
    /// Metres; beyond is invalid.
    public let maxDepth: Float

    public init(
        base: UnsafeRawPointer, isFloat: Bool, width: Int, height: Int, rowStep: Int, metersPerCount: Float,
        isRadial: Bool, maxDepth: Float
    ) {
        self.base = base
        self.isFloat = isFloat
        self.width = width
        self.height = height
        self.rowStep = rowStep
        self.metersPerCount = metersPerCount
        self.isRadial = isRadial
        self.maxDepth = maxDepth
    }

    /// Depth as stored at column `x`, row `y`, in metres; 0 where invalid. Senders need not align their buffers.
    @inlinable @inline(__always)
    public func meters(x: Int, y: Int) -> Float {
        let row = base + y * rowStep
        let depth: Float
        if isFloat {
            depth = row.loadUnaligned(fromByteOffset: x * 4, as: Float.self)
        } else {
            depth = Float(row.loadUnaligned(fromByteOffset: x * 2, as: UInt16.self)) * metersPerCount
        }
        return depth > 0 && depth <= maxDepth ? depth : 0
    }
}

/// Colour of one frame, read in place: a view that is valid while the frame is being processed.
public struct ColorImage {
    public let base: UnsafePointer<UInt8>
    /// Pixels.
    public let width: Int
    public let height: Int
    /// Bytes.
    public let rowStep: Int
    /// Bytes from one pixel to the next: 1, 3 or 4.
    public let pixelStep: Int
    /// Byte offsets of the channels in a pixel; all 0 for grey.
    public let red: Int
    public let green: Int
    public let blue: Int

    public init(
        base: UnsafePointer<UInt8>, width: Int, height: Int, rowStep: Int, pixelStep: Int, red: Int, green: Int,
        blue: Int
    ) {
        self.base = base
        self.width = width
        self.height = height
        self.rowStep = rowStep
        self.pixelStep = pixelStep
        self.red = red
        self.green = green
        self.blue = blue
    }

    /// Index of the pixel's colour in a 32×32×32 table: 5 bits of red, green and blue, red highest.
    @inlinable @inline(__always)
    public func tableIndex(x: Int, y: Int) -> Int {
        let pixel = base + y * rowStep + x * pixelStep
        return Int(pixel[red] >> 3) << 10 | Int(pixel[green] >> 3) << 5 | Int(pixel[blue] >> 3)
    }
}

/// Labels or a mask of one frame, read in place: a view that is valid while the frame is being processed.
public struct LabelImage {
    public let base: UnsafeRawPointer
    /// Pixels.
    public let width: Int
    public let height: Int
    /// Bytes.
    public let rowStep: Int
    /// 1, 2 or 4.
    public let bytesPerPixel: Int

    public init(base: UnsafeRawPointer, width: Int, height: Int, rowStep: Int, bytesPerPixel: Int) {
        self.base = base
        self.width = width
        self.height = height
        self.rowStep = rowStep
        self.bytesPerPixel = bytesPerPixel
    }

    /// The label at column `x`, row `y`; negative 32-bit labels keep their bit pattern.
    @inlinable @inline(__always)
    public func value(x: Int, y: Int) -> UInt32 {
        let row = base + y * rowStep
        switch bytesPerPixel {
        case 1: return UInt32(row.load(fromByteOffset: x, as: UInt8.self))
        case 2: return UInt32(row.loadUnaligned(fromByteOffset: x * 2, as: UInt16.self))
        default: return row.loadUnaligned(fromByteOffset: x * 4, as: UInt32.self)
        }
    }
}
