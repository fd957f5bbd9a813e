internal import CCairo
internal import Foundation

/// A place in a picture, pixels, x right and y down.
struct Spot: Equatable {
    var x: Double
    var y: Double

    init(_ x: Double, _ y: Double) {
        (self.x, self.y) = (x, y)
    }

    static func + (a: Spot, b: Spot) -> Spot { Spot(a.x + b.x, a.y + b.y) }
    static func - (a: Spot, b: Spot) -> Spot { Spot(a.x - b.x, a.y - b.y) }
    static func * (a: Spot, scale: Double) -> Spot { Spot(a.x * scale, a.y * scale) }
    var length: Double { (x * x + y * y).squareRoot() }
}

/// An upright rectangle of a picture, pixels.
struct Area: Equatable {
    var x: Double
    var y: Double
    var width: Double
    var height: Double

    var center: Spot { Spot(x + width / 2, y + height / 2) }

    func grown(_ margin: Double) -> Area {
        Area(x: x - margin, y: y - margin, width: width + 2 * margin, height: height + 2 * margin)
    }

    func overlap(_ other: Area) -> Double {
        let across = min(x + width, other.x + other.width) - max(x, other.x)
        let down = min(y + height, other.y + other.height) - max(y, other.y)
        return max(across, 0) * max(down, 0)
    }
}

/// A picture that is drawn on, by cairo.
final class Canvas {
    let width: Int
    let height: Int
    private let cairo: ccairo
    private let surface: OpaquePointer
    private let context: OpaquePointer

    private static let font = "DejaVu Sans"

    /// - Throws: `StillError` when cairo is not installed.
    init(width: Int, height: Int) throws(StillError) {
        let loaded = UnsafeMutablePointer<ccairo>.allocate(capacity: 1)
        defer { loaded.deallocate() }
        guard ccairo_load(loaded) != 0 else { throw Self.failure("none; install cairo (on Debian, libcairo2)") }
        let cairo = loaded.pointee
        guard let surface = cairo.image_surface_create(CAIRO_FORMAT_RGB24, Int32(width), Int32(height)) else {
            throw Self.failure("no memory for a picture")
        }
        guard cairo.surface_status(surface) == CAIRO_STATUS_SUCCESS, let context = cairo.create(surface) else {
            cairo.surface_destroy(surface)
            throw Self.failure("no memory for a picture of \(width)×\(height)")
        }
        self.cairo = cairo
        (self.width, self.height, self.surface, self.context) = (width, height, surface, context)
        cairo.set_line_join(context, CAIRO_LINE_JOIN_ROUND)
        cairo.set_line_cap(context, CAIRO_LINE_CAP_ROUND)
    }

    private static func failure(_ found: String) -> StillError {
        .argument(name: "--overlay", expected: "libcairo.so.2 to draw with", found: found)
    }

    deinit {
        cairo.destroy(context)
        cairo.surface_destroy(surface)
    }

    /// Sets every pixel to 0x00RRGGBB as `color` says.
    func paint(_ color: (_ x: Int, _ y: Int) -> UInt32) {
        cairo.surface_flush(surface)
        guard let base = cairo.image_surface_get_data(surface) else { return }
        let rowStep = Int(cairo.image_surface_get_stride(surface))
        for y in 0..<height {
            let row = UnsafeMutableRawPointer(base + y * rowStep)
            for x in 0..<width { row.storeBytes(of: color(x, y), toByteOffset: x * 4, as: UInt32.self) }
        }
        cairo.surface_mark_dirty(surface)
    }

    /// Three bytes a pixel.
    var pixels: [UInt8] {
        cairo.surface_flush(surface)
        var rgb = [UInt8](repeating: 0, count: width * height * 3)
        guard let base = cairo.image_surface_get_data(surface) else { return rgb }
        let rowStep = Int(cairo.image_surface_get_stride(surface))
        for y in 0..<height {
            let row = UnsafeRawPointer(base + y * rowStep)
            for x in 0..<width {
                let color = row.load(fromByteOffset: x * 4, as: UInt32.self)
                let place = (y * width + x) * 3
                for channel in 0..<3 {
                    rgb[place + channel] = UInt8(truncatingIfNeeded: color >> UInt32(16 - 8 * channel))
                }
            }
        }
        return rgb
    }

    /// Fills closed outlines; one inside another is a hole.
    func fill(_ outlines: [[Spot]], _ paint: Paint) {
        trace(outlines)
        use(paint)
        cairo.set_fill_rule(context, CAIRO_FILL_RULE_EVEN_ODD)
        cairo.fill(context)
    }

    func stroke(_ outlines: [[Spot]], _ paint: Paint, width: Double) {
        trace(outlines)
        use(paint)
        cairo.set_line_width(context, width)
        cairo.stroke(context)
    }

    func line(_ from: Spot, _ to: Spot, _ paint: Paint, width: Double, dashes: [Double] = []) {
        cairo.move_to(context, from.x, from.y)
        cairo.line_to(context, to.x, to.y)
        use(paint)
        cairo.set_line_width(context, width)
        cairo.set_dash(context, dashes, Int32(dashes.count), 0)
        cairo.stroke(context)
        cairo.set_dash(context, [], 0, 0)
    }

    func disc(_ center: Spot, radius: Double, _ paint: Paint) {
        cairo.new_path(context)
        cairo.arc(context, center.x, center.y, radius, 0, 2 * .pi)
        use(paint)
        cairo.fill(context)
    }

    func plate(_ area: Area, radius: Double, _ paint: Paint) {
        let (right, bottom) = (area.x + area.width, area.y + area.height)
        cairo.new_path(context)
        cairo.arc(context, right - radius, area.y + radius, radius, -.pi / 2, 0)
        cairo.arc(context, right - radius, bottom - radius, radius, 0, .pi / 2)
        cairo.arc(context, area.x + radius, bottom - radius, radius, .pi / 2, .pi)
        cairo.arc(context, area.x + radius, area.y + radius, radius, .pi, 1.5 * .pi)
        cairo.close_path(context)
        use(paint)
        cairo.fill(context)
    }

    private func trace(_ outlines: [[Spot]]) {
        cairo.new_path(context)
        for outline in outlines {
            guard let first = outline.first else { continue }
            cairo.move_to(context, first.x, first.y)
            for spot in outline.dropFirst() { cairo.line_to(context, spot.x, spot.y) }
            cairo.close_path(context)
        }
    }

    private func use(_ paint: Paint) {
        cairo.set_source_rgba(context, paint.red, paint.green, paint.blue, paint.alpha)
    }

    /// Width of a line of text, and how far it rises and falls about its base line.
    func measure(_ text: String, size: Double, isBold: Bool) -> (width: Double, ascent: Double, descent: Double) {
        select(size, isBold)
        var (text, font) = (textExtents(text), cairo_font_extents_t())
        cairo.font_extents(context, &font)
        text.width = text.x_advance
        return (text.width, font.ascent, font.descent)
    }

    /// - Parameter start: left end of the base line.
    func write(_ text: String, at start: Spot, size: Double, isBold: Bool, _ paint: Paint) {
        select(size, isBold)
        use(paint)
        cairo.move_to(context, start.x, start.y)
        cairo.show_text(context, text)
    }

    private func textExtents(_ text: String) -> cairo_text_extents_t {
        var extents = cairo_text_extents_t()
        cairo.text_extents(context, text, &extents)
        return extents
    }

    private func select(_ size: Double, _ isBold: Bool) {
        cairo.select_font_face(
            context, Self.font, CAIRO_FONT_SLANT_NORMAL, isBold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL)
        cairo.set_font_size(context, size)
    }
}
