public import Fathom
internal import Foundation

/// A camera's frame as a picture, with the distance that was measured in it drawn over.
public enum FrameOverlay {
    /// PNG of the frame: its colour, or its depth as grey; `nil` for a frame without pixels.
    ///
    /// - Parameter reward: what the frame brought; `nil` leaves the picture as it is.
    /// - Throws: `StillError` when cairo is not installed, or the frame's pixels are bad.
    public static func png(_ frame: Frame, _ reward: Reward?) throws(StillError) -> [UInt8]? {
        guard let picture = try StillPicture(frame) else { return nil }
        let drawing = try Drawing(picture, bright: [], dimming: 1)
        if let reward {
            drawing.banner(title(reward, drawing))
            if let distance = reward.distance { draw(distance, reward.status, frame, drawing) }
        }
        return drawing.png().map { Array($0) }
    }

    private static func title(_ reward: Reward, _ drawing: Drawing) -> Label {
        var facts = reward.step.map { ["step \($0)"] } ?? []
        if let potential = reward.terms.potential { facts.append(String(format: "Φ %.3f", potential)) }
        if let progress = reward.terms.progress { facts.append(String(format: "progress %.3f", progress)) }
        if let value = reward.terms.value { facts.append(String(format: "value %.3f", value)) }
        if reward.terms.success == true { facts.append("success") }
        if let event = reward.humanEvent { facts.append(event.name) }
        var detail = facts.joined(separator: "   ")
        if let reason = reward.reason { detail += "\n" + drawing.wrapped(reason) }
        return Label(title: "\(reward.task)  \(reward.status.name)", detail: detail)
    }

    private static func draw(_ distance: Distance, _ status: RewardStatus, _ frame: Frame, _ drawing: Drawing) {
        guard let camera = frame.camera else { return }
        let projection = Projection(camera)
        let cameraFromWorld = (camera.worldFromCamera ?? .identity).rigidInverse
        func spot(_ place: Vector3) -> Spot? {
            let inCamera = distance.referenceFrame == .world ? cameraFromWorld(place) : place
            return projection.pixel(inCamera).map(drawing.spot)
        }
        guard let from = spot(distance.gripper), let to = spot(distance.target) else { return }
        // What is hidden is drawn as predicted.
        drawing.line(from, to, .white, dashes: status == .held ? [6, 5] : [])
        drawing.dot(from, .a)
        drawing.dot(to, .b)
        drawing.placer.avoid(from: from, to: to, width: 8 * drawing.unit)
        let middle = (from + to) * 0.5
        drawing.label(
            Label(
                title: Words.length(distance.meters, sigma: distance.standardDeviation),
                detail: distance.kind == .center ? "" : distance.kind.rawValue),
            about: Area(x: middle.x - 3, y: middle.y - 3, width: 6, height: 6))
    }
}

extension StillPicture {
    /// What a frame shows; `nil` when it has neither colour nor depth.
    fileprivate init?(_ frame: Frame) throws(StillError) {
        let decoder = PlaneDecoder()
        let plane = frame.planes.first { $0.kind == .color } ?? frame.planes.first { $0.kind == .depth }
        guard let plane else { return nil }
        do throws(Rejection) {
            let camera = frame.camera ?? Camera(width: plane.width, height: plane.height, fx: 1, fy: 1, cx: 0, cy: 0)
            if plane.kind == .color {
                let image = try decoder.color(plane)
                self.init(
                    width: image.width, height: image.height, rgb: image.tight, depth: [], camera: camera,
                    noise: .ideal)
            } else {
                let image = try decoder.depth(plane)
                self.init(
                    width: image.width, height: image.height, rgb: nil, depth: image.tight, camera: camera,
                    noise: .ideal)
            }
        } catch {
            throw .malformed(file: frame.stream, expected: error.expected, found: error.found)
        }
    }
}

extension ColorImage {
    /// Three bytes a pixel, red first.
    fileprivate var tight: [UInt8] {
        var rgb: [UInt8] = []
        rgb.reserveCapacity(width * height * 3)
        for y in 0..<height {
            for x in 0..<width {
                let pixel = base + y * rowStep + x * pixelStep
                rgb.append(pixel[red])
                rgb.append(pixel[green])
                rgb.append(pixel[blue])
            }
        }
        return rgb
    }
}

extension DepthImage {
    /// Metres, 0 where invalid.
    fileprivate var tight: [Float] {
        (0..<width * height).map { meters(x: $0 % width, y: $0 / width) }
    }
}
