internal import Fathom
internal import Foundation

/// Draws a measurement: masks, names, end points, and the measured segment with its length.
struct MeasureOverlay {
    private let measurement: StillMeasurement
    private let picture: StillPicture
    private let snapshot: Snapshot

    init(_ measurement: StillMeasurement, _ picture: StillPicture, _ snapshot: Snapshot) {
        self.measurement = measurement
        self.picture = picture
        self.snapshot = snapshot
    }

    func png() throws(StillError) -> Data? {
        let masks = entities.compactMap(\.entity.thing?.mask) + rivals.compactMap(\.thing.mask)
        let drawing = try Drawing(picture, bright: masks, dimming: 0.62)
        for (thing, paint) in rivals { drawMask(thing, paint, drawing, strength: 0.15) }
        for (entity, paint) in entities {
            if let thing = entity.thing { drawMask(thing, paint, drawing, strength: 0.2) }
        }
        if measurement.distance == nil {
            let reason = drawing.wrapped(measurement.reason ?? "")
            drawing.banner(Label(title: measurement.status.name, detail: reason))
        }
        let segment = drawSegment(drawing)
        for (entity, paint) in entities { drawName(entity, paint, drawing) }
        for (thing, paint) in rivals { drawRival(thing, paint, drawing) }
        if let segment { drawing.label(segment.label, about: segment.anchor) }
        return drawing.png()
    }

    private var entities: [(entity: StillMeasurement.Entity, paint: Paint)] {
        [(measurement.a, Paint.a)] + (measurement.b.map { [($0, Paint.b)] } ?? [])
    }

    /// Things between which a description does not decide.
    private var rivals: [(thing: SnapshotThing, paint: Paint)] {
        // The first two colours are those of the two that are measured.
        entities.flatMap(\.entity.rivals).enumerated().map { ($1, Paint.many[($0 + 2) % Paint.many.count]) }
    }

    private func drawMask(_ thing: SnapshotThing, _ paint: Paint, _ drawing: Drawing, strength: Double) {
        if let mask = thing.mask { drawing.tint(mask, paint, strength: strength) }
        if let bounds = thing.bounds { drawing.placer.avoid(drawing.area(bounds), weight: 0.4) }
    }

    private func drawRival(_ thing: SnapshotThing, _ paint: Paint, _ drawing: Drawing) {
        guard let bounds = thing.bounds else { return }
        let score = thing.score.map { String(format: "%.0f %%", $0 * 100) } ?? ""
        drawing.label(
            Label(title: thing.phrase ?? thing.object?.name ?? "", detail: score, paint: paint),
            about: drawing.area(bounds), mark: drawing.pole(of: thing))
    }

    private func drawName(_ entity: StillMeasurement.Entity, _ paint: Paint, _ drawing: Drawing) {
        guard let thing = entity.thing else { return }
        let detail = thing.size.map(Words.size) ?? Words.place(snapshot.inCamera(thing.observation.center))
        let label = Label(title: entity.name, detail: detail, paint: paint)
        if let bounds = thing.bounds {
            drawing.label(label, about: drawing.area(bounds), mark: drawing.pole(of: thing))
        } else if let pixel = snapshot.pixel(snapshot.inCamera(thing.observation.center)) {
            let spot = drawing.spot(pixel)
            drawing.label(label, about: Area(x: spot.x - 6, y: spot.y - 6, width: 12, height: 12))
        }
    }

    /// Draws the segment; its length is written last, when the names have their places.
    private func drawSegment(_ drawing: Drawing) -> (label: Label, anchor: Area)? {
        guard let distance = measurement.distance else { return nil }
        let length = Words.length(distance.meters, sigma: distance.standardDeviation)
        guard measurement.b != nil else { return drawOne(distance, length, drawing) }
        guard let from = snapshot.pixel(distance.gripper).map(drawing.spot),
            let to = snapshot.pixel(distance.target).map(drawing.spot)
        else { return nil }
        var measured = (from: from, to: to)
        if let corner = corner(distance), let turn = snapshot.pixel(corner).map(drawing.spot) {
            // From the first straight up or down to the corner, then across to the second.
            let (up, across) = ((from, turn), (turn, to))
            measured = measurement.kind == .vertical ? up : across
            let rest = measurement.kind == .vertical ? across : up
            drawing.line(rest.0, rest.1, Paint.quiet, dashes: [2, 5])
        }
        drawing.line(measured.from, measured.to, .white)
        drawing.dot(from, .a)
        drawing.dot(to, .b)
        for (start, end) in [(from, to), measured] {
            drawing.placer.avoid(from: start, to: end, width: 8 * drawing.unit)
        }
        let middle = (measured.from + measured.to) * 0.5
        return (
            Label(title: length, detail: measurement.kind == .center ? "" : measurement.kind.rawValue),
            Area(x: middle.x - 3, y: middle.y - 3, width: 6, height: 6)
        )
    }

    private func drawOne(_ distance: Distance, _ length: String, _ drawing: Drawing) -> (Label, Area)? {
        guard let spot = snapshot.pixel(distance.gripper).map(drawing.spot) else { return nil }
        drawing.dot(spot, .a)
        drawing.placer.avoid(
            Area(x: spot.x - 12, y: spot.y - 12, width: 24, height: 24), weight: 8)
        return (
            Label(title: "\(length) away", detail: measurement.kind == .center ? "" : measurement.kind.rawValue),
            Area(x: spot.x - 8, y: spot.y - 8, width: 16, height: 16)
        )
    }

    /// Where the vertical from the first meets the level of the second, camera frame; `nil` for straight distances.
    private func corner(_ distance: Distance) -> Vector3? {
        guard measurement.kind == .vertical || measurement.kind == .horizontal, let up = measurement.up else {
            return nil
        }
        return distance.gripper + up * up.dot(distance.target - distance.gripper)
    }
}

extension StillMeasurement.Entity {
    /// Short enough for a label.
    fileprivate var name: String {
        let text = text.hasPrefix("mask:") ? String(text.split(separator: "/").last ?? "mask") : text
        return text.count <= 40 ? text : "\(text.prefix(39))…"
    }
}
