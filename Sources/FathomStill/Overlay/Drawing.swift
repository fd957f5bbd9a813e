internal import Fathom
internal import Foundation

/// A picture with things drawn over it, sized for a screen.
final class Drawing {
    let canvas: Canvas
    var placer: LabelPlacer
    /// Labels that have their places; drawn last, so that nothing crosses them.
    var plates: [(label: Label, area: Area)] = []
    /// Pixels of the drawing for one of the picture.
    let scale: Double
    /// Size of all that is drawn over; 1 on a drawing of 640×480.
    let unit: Double
    /// The picture's own part of the drawing; what is right of it is a panel.
    let width: Double

    /// Small pictures are drawn larger by a whole number, so that names stay legible.
    private static let minWidth = 640

    /// The picture, `dimming` times as bright outside of `bright`.
    /// - Parameter panel: width of a panel beside it, for a drawing of 640×480.
    /// - Throws: `StillError` when cairo is not installed.
    init(_ picture: StillPicture, bright: [PixelMask], dimming: Double, panel: Double = 0) throws(StillError) {
        let factor = max(1, (Self.minWidth + picture.width - 1) / picture.width)
        let (columns, rows) = (picture.width * factor, picture.height * factor)
        unit = max(1, min(Double(columns) / 640, Double(rows) / 480))
        let canvas = try Canvas(width: columns + Int(panel * unit), height: rows)
        self.canvas = canvas
        (scale, width) = (Double(factor), Double(columns))
        placer = LabelPlacer(width: width, height: Double(rows))
        var isBright = PixelMask(width: picture.width, height: picture.height)
        for mask in bright {
            for pixel in isBright.bytes.indices { isBright.bytes[pixel] |= mask.bytes[pixel] }
        }
        let backdrop = Backdrop(picture)
        canvas.paint { x, y in
            guard x < columns else { return Paint.panel }
            let (u, v) = (x / factor, y / factor)
            return backdrop.color(u, v, times: bright.isEmpty || isBright[u, v] ? 1 : dimming)
        }
    }

    func png() -> Data? {
        for (label, area) in plates { draw(label, in: area) }
        return PNGFile.color(canvas.pixels, width: canvas.width, height: canvas.height)
    }

    /// Where a pixel's centre lies in the drawing.
    func spot(_ pixel: (u: Double, v: Double)) -> Spot {
        Spot((pixel.u + 0.5) * scale, (pixel.v + 0.5) * scale)
    }

    /// The middle of where a thing shows.
    func pole(of thing: SnapshotThing) -> Spot? {
        thing.mask?.pole.map { spot((Double($0.x), Double($0.y))) }
    }

    func area(_ bounds: PixelBounds) -> Area {
        Area(
            x: Double(bounds.xMin) * scale, y: Double(bounds.yMin) * scale,
            width: Double(bounds.xMax - bounds.xMin + 1) * scale, height: Double(bounds.yMax - bounds.yMin + 1) * scale)
    }

    /// A mask as a tint with an outline.
    func tint(_ mask: PixelMask, _ paint: Paint, strength: Double = 0.2) {
        let outlines = Outline.trace(mask, scale: scale)
        canvas.fill(outlines, paint.faded(strength))
        canvas.stroke(outlines, Paint.shadow, width: 4 * unit)
        canvas.stroke(outlines, paint, width: 2 * unit)
    }

    /// A line that shows on any ground.
    func line(_ from: Spot, _ to: Spot, _ paint: Paint, dashes: [Double] = []) {
        canvas.line(from, to, Paint.shadow, width: 5 * unit)
        canvas.line(from, to, paint, width: 2.2 * unit, dashes: dashes.map { $0 * unit })
    }

    func dot(_ spot: Spot, _ paint: Paint) {
        canvas.disc(spot, radius: 6.5 * unit, Paint.shadow)
        canvas.disc(spot, radius: 5 * unit, .white)
        canvas.disc(spot, radius: 3.4 * unit, paint)
    }
}

/// The picture under the drawing: its colour, or its depth as grey where it has none.
private struct Backdrop {
    private let picture: StillPicture
    private let range: ClosedRange<Float>

    init(_ picture: StillPicture) {
        self.picture = picture
        let depths = picture.rgb == nil ? picture.depth.filter { $0 > 0 }.sorted() : []
        let low = depths.isEmpty ? 0 : depths[depths.count / 50]
        let high = depths.isEmpty ? 1 : depths[depths.count * 49 / 50]
        range = low...max(high, low + 0.001)
    }

    /// 0x00RRGGBB.
    func color(_ x: Int, _ y: Int, times brightness: Double) -> UInt32 {
        let pixel = y * picture.width + x
        var channels = SIMD3<Double>(repeating: 0)
        if let rgb = picture.rgb {
            for channel in 0..<3 { channels[channel] = Double(rgb[pixel * 3 + channel]) }
        } else if picture.depth[pixel] > 0 {
            let near = (range.upperBound - picture.depth[pixel]) / (range.upperBound - range.lowerBound)
            channels = SIMD3(repeating: 50 + 180 * Double(min(max(near, 0), 1)))
        }
        // What is dimmed also loses a part of its colour.
        let grey = (channels * SIMD3(0.3, 0.59, 0.11)).sum()
        let kept = brightness < 1 ? 0.65 : 1
        let mixed = (channels * kept + SIMD3(repeating: grey * (1 - kept))) * brightness
        return UInt32(mixed.x) << 16 | UInt32(mixed.y) << 8 | UInt32(mixed.z)
    }
}
