internal import Fathom

/// One frame as a task needs it: what is in it, what is missing, what cannot be right.
///
/// Decodes each plane at most once and reads nothing outside of the frame.
final class FrameExamination {
    let frame: Frame
    let task: TaskConfiguration
    let decoder = PlaneDecoder()
    /// Fathom's own judgement of the frame; `nil` where it is accepted.
    let rejection: Rejection?

    init(_ frame: Frame, _ task: TaskConfiguration) {
        self.frame = frame
        self.task = task
        var validator = FrameValidator()
        do throws(Rejection) {
            _ = try validator.admit(frame, limits: task.limits)
            rejection = nil
        } catch {
            rejection = error
        }
    }

    /// From the message inwards: header, planes, names, camera, depth, the camera's pose.
    var lines: [CheckLine] {
        var lines = planes + names + gates
        if let rejection {
            // What a bad header says further on is not worth judging.
            return [CheckLine(.wrong, "\(rejection)")] + lines
        }
        guard let camera = frame.camera else { return lines }
        lines += IntrinsicsCheck(camera: camera).lines
        guard let plane = plane(.depth) else { return lines + pose(camera, planes: []) }
        do throws(Rejection) {
            let depth = try DepthCheck(decoder.depth(plane, limits: DepthCheck.unlimited), plane, task.limits).lines
            lines += depth
            guard !depth.contains(where: { $0.mark == .wrong }) else { return lines }
            lines += pose(camera, planes: try supportPlanes(camera, plane))
        } catch {
            lines.append(CheckLine(.wrong, "\(error)"))
        }
        return lines
    }

    func plane(_ kind: PlaneKind) -> Plane? {
        frame.planes.first { $0.kind == kind }
    }

    private func supportPlanes(_ camera: Camera, _ plane: Plane) throws(Rejection) -> [SupportPlane] {
        SupportPlaneFinder().planes(
            depth: try decoder.depth(plane, limits: task.limits), projection: Projection(camera),
            frameFromCamera: .identity, up: nil, noise: task.depthNoise)
    }

    // MARK: Planes

    private var planes: [CheckLine] {
        let missing = task.entities.flatMap { role, selector -> [CheckLine] in
            selector.neededPlanes(task.lexicon).filter { plane($0) == nil }.map { kind in
                CheckLine(.wrong, "no \(kind) plane, which the \(role) (\(selector.words)) is found by; \(cameFor)")
            }
        }
        guard missing.isEmpty else { return missing }
        return frame.planes.isEmpty ? [] : [CheckLine(.good, "planes: \(planeWords)")]
    }

    private var cameFor: String {
        frame.planes.isEmpty ? "the frame has no planes" : "the frame has \(planeWords)"
    }

    private var planeWords: String {
        frame.planes.map { "\($0.kind) \($0.encoding.name) \($0.width)×\($0.height)" }.joined(separator: ", ")
    }

    // MARK: Names

    private var names: [CheckLine] {
        task.entities.compactMap { role, selector in
            switch selector {
            case .pose(let name): pose(role, name)
            case .label(let name): label(role, name)
            case .region(let name):
                frame.regions.contains { $0.name == name }
                    ? CheckLine(.good, "\(role): region '\(name)' is there")
                    : Self.missing(role, "region", name, among: frame.regions.map(\.name))
            case .tag(let tag): self.tag(role, tag)
            case .detections, .description: nil
            }
        }
    }

    private func pose(_ role: String, _ name: String) -> CheckLine {
        guard let pose = frame.poses.first(where: { $0.name == name }) else {
            return Self.missing(role, "pose", name, among: frame.poses.map(\.name))
        }
        return CheckLine(.good, "\(role): pose '\(name)' at \(pose.worldFromEntity.translation.words)")
    }

    private func label(_ role: String, _ name: String) -> CheckLine? {
        guard let value = frame.labels.first(where: { $0.name == name })?.value else {
            return Self.missing(role, "label", name, among: frame.labels.map(\.name))
        }
        guard rejection == nil, let plane = plane(.label), let image = try? decoder.labels(plane, limits: task.limits)
        else { return nil }
        var pixels = 0
        for y in 0..<image.height {
            for x in 0..<image.width where image.value(x: x, y: y) == value { pixels += 1 }
        }
        let words = "\(role): label '\(name)' is \(value), \(pixels) pixels"
        return pixels > 0 ? CheckLine(.good, words) : CheckLine(.doubtful, "\(words): not in view")
    }

    private var gates: [CheckLine] {
        (task.reward.success?.gates ?? []).compactMap { gate in
            guard !frame.scalars.contains(where: { $0.name == gate.scalar }) else { return nil }
            let names = Self.list(frame.scalars.map(\.name))
            return CheckLine(
                .wrong, "success: no scalar '\(gate.scalar)', so its gate never holds; the frame has \(names)")
        }
    }

    static func missing(_ role: String, _ kind: String, _ name: String, among names: [String]) -> CheckLine {
        CheckLine(.wrong, "\(role): no \(kind) '\(name)' in the frame; it has \(list(names))")
    }

    static func list(_ names: [String]) -> String {
        guard !names.isEmpty else { return "none" }
        let shown = names.prefix(12).map { "'\($0)'" }.joined(separator: ", ")
        return names.count > 12 ? "\(shown) and \(names.count - 12) more" : shown
    }

    // MARK: Camera pose

    private func pose(_ camera: Camera, planes: [SupportPlane]) -> [CheckLine] {
        guard let sent = camera.worldFromCamera else { return [withoutPose] }
        guard plane(.depth) != nil else { return [] }
        let named = task.entities.compactMap { _, selector -> NamedPose? in
            guard case .pose(let name) = selector else { return nil }
            return frame.poses.first { $0.name == name }
        }
        return CameraPoseCheck(sent: sent, planes: planes, poses: named, projection: Projection(camera)).lines
    }

    private var withoutPose: CheckLine {
        let isFused = if case .fused(let names) = task.streams { names.count > 1 } else { false }
        let isMixed = task.entities.contains { $0.selector.isPose } && task.entities.contains { !$0.selector.isPose }
        guard isFused || isMixed else {
            return CheckLine(
                .note, "no world_from_camera; the task does not need it: distances are in the camera's frame")
        }
        let why = isFused ? "several cameras are fused" : "a pose is in the world and the other entity in the image"
        return CheckLine(.wrong, "no world_from_camera, which the task needs because \(why)")
    }
}

extension Vector3 {
    /// `(0.200, 0.000, 0.300) m`.
    var words: String {
        "(" + [x, y, z].map { RewardWords.number($0) }.joined(separator: ", ") + ") m"
    }
}
