internal import Fathom

/// What a label says.
struct Label {
    var title: String
    /// A smaller line below; empty: none.
    var detail = ""
    /// Of the mark beside it; `nil`: none.
    var paint: Paint?
}

extension Drawing {
    private var titleSize: Double { 13 * unit }
    private var detailSize: Double { 10.5 * unit }
    private var padding: Double { 6 * unit }
    private var mark: Double { 4 * unit }

    /// Puts a label near `anchor`, with a line to it where it could not be put beside it.
    ///
    /// - Parameter mark: where that line ends; the anchor's middle when it is `nil`.
    func label(_ label: Label, about anchor: Area, mark: Spot? = nil) {
        let size = size(label)
        guard let area = placer.place(width: size.width, height: size.height, about: anchor) else { return }
        if area.grown(8 * unit).overlap(anchor) == 0 {
            lead(from: area, to: mark ?? anchor.center, label.paint ?? .white)
        }
        plates.append((label, area))
    }

    /// Puts a label into a corner of the drawing.
    func banner(_ label: Label) {
        let size = size(label)
        let area = Area(x: 8 * unit, y: 8 * unit, width: size.width, height: size.height)
        placer.block(area)
        plates.append((label, area))
    }

    private func size(_ label: Label) -> (width: Double, height: Double) {
        let title = canvas.measure(label.title, size: titleSize, isBold: true)
        var (width, height) = (title.width, title.ascent + title.descent)
        for line in label.detail.split(separator: "\n") {
            let detail = canvas.measure(String(line), size: detailSize, isBold: false)
            width = max(width, detail.width)
            height += detail.ascent + detail.descent
        }
        return (width + 2 * padding + (label.paint == nil ? 0 : mark + padding * 0.6), height + padding)
    }

    func draw(_ label: Label, in area: Area) {
        canvas.plate(area, radius: 4 * unit, .plate)
        var x = area.x + padding
        if let paint = label.paint {
            let bar = Area(
                x: x - padding * 0.2, y: area.y + padding * 0.7, width: mark, height: area.height - padding * 1.4)
            canvas.plate(bar, radius: mark / 2, paint)
            x += mark + padding * 0.6
        }
        let title = canvas.measure(label.title, size: titleSize, isBold: true)
        var y = area.y + padding / 2 + title.ascent
        canvas.write(label.title, at: Spot(x, y), size: titleSize, isBold: true, .white)
        y += title.descent
        for line in label.detail.split(separator: "\n") {
            let detail = canvas.measure(String(line), size: detailSize, isBold: false)
            y += detail.ascent
            canvas.write(String(line), at: Spot(x, y), size: detailSize, isBold: false, .quiet)
            y += detail.descent
        }
    }

    private func lead(from area: Area, to target: Spot, _ paint: Paint) {
        let start = Spot(
            min(max(target.x, area.x), area.x + area.width), min(max(target.y, area.y), area.y + area.height))
        canvas.line(start, target, .shadow, width: 3 * unit)
        canvas.line(start, target, paint, width: 1.2 * unit)
        canvas.disc(target, radius: 2.5 * unit, paint)
    }

    /// Puts a number in the colour of its thing near `spot`.
    func badge(_ text: String, _ paint: Paint, at spot: Spot) {
        let size = canvas.measure(text, size: badgeSize, isBold: true)
        let (wide, high) = (max(size.width + 7 * unit, 15 * unit), size.ascent + size.descent + unit)
        let anchor = Area(x: spot.x - 1, y: spot.y - 1, width: 2, height: 2)
        guard let area = placer.place(width: wide, height: high, about: anchor, isOver: true) else { return }
        if area.grown(1).overlap(anchor) == 0 { lead(from: area, to: spot, paint) }
        drawBadge(text, paint, in: area)
    }

    func drawBadge(_ text: String, _ paint: Paint, in area: Area) {
        let size = canvas.measure(text, size: badgeSize, isBold: true)
        canvas.plate(area.grown(1.2 * unit), radius: 5 * unit, .shadow)
        canvas.plate(area, radius: 4 * unit, paint)
        let start = Spot(
            area.center.x - size.width / 2, area.center.y + (size.ascent - size.descent) / 2)
        canvas.write(text, at: start, size: badgeSize, isBold: true, .ink)
    }

    private var badgeSize: Double { 11 * unit }

    /// Lists things beside the picture, a row each; what finds no row is counted in the last.
    func list(_ rows: [(badge: String, title: String, detail: String, paint: Paint)]) {
        let pitch = 18 * unit
        let left = width + 10 * unit
        let room = Int((Double(canvas.height) - 8 * unit) / pitch)
        let shown = rows.count <= room ? rows.count : room - 1
        for (index, row) in rows.prefix(shown).enumerated() {
            let middle = 4 * unit + (Double(index) + 0.5) * pitch
            let base = middle + 4 * unit
            drawBadge(
                row.badge, row.paint, in: Area(x: left, y: middle - 7 * unit, width: 22 * unit, height: 14 * unit))
            canvas.write(row.title, at: Spot(left + 30 * unit, base), size: 11.5 * unit, isBold: true, .white)
            let detail = canvas.measure(row.detail, size: detailSize, isBold: false)
            let right = Double(canvas.width) - 10 * unit - detail.width
            canvas.write(row.detail, at: Spot(right, base), size: detailSize, isBold: false, .quiet)
        }
        guard shown < rows.count else { return }
        let base = 8 * unit + (Double(shown) + 0.5) * pitch
        canvas.write(
            "… and \(rows.count - shown) more", at: Spot(left + 30 * unit, base), size: detailSize, isBold: false,
            .quiet)
    }

    /// The text cut into lines of at most the drawing's width.
    func wrapped(_ text: String) -> String {
        let limit = width - 40 * unit
        var lines: [String] = []
        for word in text.split(separator: " ") {
            let longer = lines.last.map { "\($0) \(word)" } ?? ""
            if !lines.isEmpty, canvas.measure(longer, size: detailSize, isBold: false).width <= limit {
                lines[lines.count - 1] = longer
            } else {
                lines.append(String(word))
            }
        }
        return lines.joined(separator: "\n")
    }
}
