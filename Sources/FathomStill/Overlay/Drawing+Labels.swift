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
    func label(_ label: Label, about anchor: Area) {
        let size = size(label)
        guard let area = placer.place(width: size.width, height: size.height, about: anchor) else { return }
        lead(from: area, to: anchor, label.paint ?? .white)
        draw(label, in: area)
    }

    /// Puts a label into a corner of the drawing.
    func banner(_ label: Label) {
        let size = size(label)
        let area = Area(x: 8 * unit, y: 8 * unit, width: size.width, height: size.height)
        placer.block(area)
        draw(label, in: area)
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

    private func draw(_ label: Label, in area: Area) {
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

    private func lead(from area: Area, to anchor: Area, _ paint: Paint) {
        guard area.grown(8 * unit).overlap(anchor) == 0 else { return }
        let target = anchor.center
        let start = Spot(
            min(max(target.x, area.x), area.x + area.width), min(max(target.y, area.y), area.y + area.height))
        canvas.line(start, target, .shadow, width: 3 * unit)
        canvas.line(start, target, paint, width: 1.2 * unit)
        canvas.disc(target, radius: 2.5 * unit, paint)
    }

    /// The text cut into lines of at most the drawing's width.
    func wrapped(_ text: String) -> String {
        let limit = Double(canvas.width) - 40 * unit
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
