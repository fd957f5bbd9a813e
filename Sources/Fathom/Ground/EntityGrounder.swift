/// Finds one entity of a task in the frames of one stream: where it is expected first, everywhere if need be.
final class EntityGrounder {
    let selector: EntitySelector
    /// Points of the last sighting, in the tracks' frame of reference.
    let points = PointBuffer()
    let fitter: ShapeFitter
    private let describing: DescriptionGrounder?
    private let tagged: TagGrounder?
    private(set) lazy var regions = RegionGrounder()
    var history = DetectionHistory()
    /// Shows frames of the past.
    private(set) lazy var past = FrameView(noise: fitter.noise, limits: limits, robot: robot)
    private let limits: FrameLimits
    private let robot: RobotBody
    /// Metres from which a described thing was examined last; 0 before.
    private var examinedRange = 0.0

    /// When the pieces of a loose thing were looked at last, nanoseconds.
    private var lookedLoose: Int64 = 0
    private static let looseInterval: Int64 = 60_000_000
    private static let longLooseInterval: Int64 = 500_000_000

    private static let minPoints = 12
    /// Shares of points that no shape need explain, as noise and edges have them, and that none may leave over.
    private static let fewStrange = 0.05
    private static let manyStrange = 0.5

    init(_ selector: EntitySelector, in configuration: TaskConfiguration) throws(Rejection) {
        (self.selector, limits, robot) = (selector, configuration.limits, configuration.robot)
        let lexicon = configuration.lexicon
        fitter = ShapeFitter(noise: configuration.depthNoise)
        if case .description(let phrase) = selector {
            describing = try DescriptionGrounder(phrase, lexicon: lexicon)
        } else {
            describing = nil
        }
        if case .tag(let tag) = selector { tagged = try TagGrounder(tag) } else { tagged = nil }
    }

    /// Whether the entity is found in images.
    var usesPlanes: Bool {
        if case .pose = selector { false } else { true }
    }

    /// Takes what a user's detector says, to be used on the next frame.
    func accept(_ detections: Detections) {
        if case .detections(let name) = selector { history.accept(detections, named: name) }
    }

    /// Forgets what belongs to the episode that ended.
    func beginEpisode() {
        history.removeAll()
        lookedLoose = 0
        tagged?.forget()
    }

    /// What `frame` shows of the entity.
    /// - Throws: `Rejection` when the frame's planes are missing or bad.
    func look(at frame: Frame, view: FrameView, expecting prediction: Prediction?) throws(Rejection) -> Sighting {
        if case .description = selector { return try described(frame, view, try projection(view), prediction) }
        let prediction = prediction.flatMap { $0.isPlaceKnown ? $0 : nil }
        switch selector {
        case .pose(let name):
            return pose(name, frame)
        case .description:
            return .absent(reason: "")
        case .label(let name):
            return try labelled(name, frame, view, try projection(view), prediction)
        case .tag:
            guard let tagged else { return .absent(reason: "") }
            return try tagged.look(at: frame, view: view, projection: try projection(view), expecting: prediction)
        case .region(let name):
            return try region(name, frame, view, try projection(view), prediction)
        case .detections(let name):
            return try detected(name, frame, view, try projection(view), prediction)
        }
    }

    private func projection(_ view: FrameView) throws(Rejection) -> Projection {
        guard let projection = view.projection else {
            throw Rejection("camera", expected: "one, to find \(selector.name) by", found: "none")
        }
        return projection
    }

    private func pose(_ name: String, _ frame: Frame) -> Sighting {
        for pose in frame.poses where pose.name == name {
            let observation = Observation(
                shape: .point(pose.worldFromEntity.translation), noise: .zero, systematic: .zero)
            return .seen(observation, isReacquired: false)
        }
        let found = frame.poses.isEmpty ? "none" : frame.poses.map { "'\($0.name)'" }.joined(separator: ", ")
        return .hidden(reason: "no pose '\(name)' in the frame (poses: \(found))")
    }

    private func described(
        _ frame: Frame, _ view: FrameView, _ projection: Projection, _ prediction: Prediction?
    ) throws(Rejection) -> Sighting {
        guard let describing else { return .absent(reason: "") }
        guard let prediction, prediction.isPlaceKnown else {
            examinedRange = 0
            return .found(try describing.search(frame, view: view, projection: projection, known: prediction?.shape))
        }
        let test: PixelTest
        if let table = describing.table {
            test = .color(try view.color(frame), table, threshold: DescriptionGrounder.threshold)
        } else {
            test = .any
        }
        let near = try track(prediction, test, frame, view, projection)
        var place = Finds.Place.empty
        switch near {
        case .seen(let seen, _)
        where prediction.isExaminationDue || isMuchNearer(seen, view)
            || describing.isLoose && mayHaveMoved(seen, view, projection, at: frame.captureTimeNanoseconds):
            let finds = try describing.search(
                frame, view: view, projection: projection, known: seen.shape, isExamined: true)
            examinedRange = Self.range(seen, view)
            return .examined(seen, finds)
        case .hidden where prediction.looksElsewhere: place = .blocked
        case .some(let sighting): return sighting
        case .none: break
        }
        var finds = try describing.search(frame, view: view, projection: projection, known: prediction.shape)
        finds.place = place
        if case .hidden(let reason) = near { finds.reason = reason }
        return .found(finds)
    }

    /// Whether the pieces of a loose thing may have moved against each other: they are seen to have come closer, as fingers do,
    /// or were not looked at for a while.
    private func mayHaveMoved(
        _ seen: Observation, _ view: FrameView, _ projection: Projection, at time: Int64
    ) -> Bool {
        guard case .box(let center, let axes, let half) = seen.shape else { return false }
        let elapsed = max(time - lookedLoose, 0)
        guard elapsed >= Self.looseInterval else { return false }
        // Each end is off by up to a pixel, and noise widens what is seen.
        let slack = 0.004 + 2 * projection.footprint(depth: max(view.cameraFromFrame(center).z, 0))
        let hasClosed = [axes.x, axes.y].enumerated().contains { axis, direction in
            2 * half[axis] - Extent(points, along: direction).length > slack
        }
        guard hasClosed || elapsed >= Self.longLooseInterval else { return false }
        lookedLoose = time
        return true
    }

    /// Whether the camera sees it from so much nearer than when it was measured last that it sees better now.
    private func isMuchNearer(_ seen: Observation, _ view: FrameView) -> Bool {
        Self.range(seen, view) < 0.8 * examinedRange
    }

    private static func range(_ seen: Observation, _ view: FrameView) -> Double {
        (seen.center - view.frameFromCamera.translation).length
    }

    private func labelled(
        _ name: String, _ frame: Frame, _ view: FrameView, _ projection: Projection, _ prediction: Prediction?
    ) throws(Rejection) -> Sighting {
        guard let value = frame.labels.first(where: { $0.name == name })?.value else {
            return .hidden(reason: "no label '\(name)' in the frame's table")
        }
        if let prediction {
            let test = PixelTest.label(try view.labels(frame), value: value)
            if let sighting = try track(prediction, test, frame, view, projection), case .seen = sighting {
                return sighting
            }
        }
        let sighting = try regions.search(
            label: value, name: name, frame, view: view, projection: projection, fitter: fitter, into: points)
        // Labels are exact: what has no pixels is hidden or out of view, not gone.
        if prediction != nil, case .absent(let reason) = sighting { return .hidden(reason: reason) }
        return sighting
    }

    private func region(
        _ name: String, _ frame: Frame, _ view: FrameView, _ projection: Projection, _ prediction: Prediction?
    ) throws(Rejection) -> Sighting {
        var best: RegionPrompt?
        for region in frame.regions where region.name == name && region.score > best?.score ?? -1 { best = region }
        guard let best else { return .hidden(reason: "no region '\(name)' in the frame") }
        let sighting = try regions.search(
            best.outline, frame, view: view, projection: projection, fitter: fitter, into: points)
        // Where the entity was expected it is the same one, and its track goes on.
        if let prediction, case .seen(let seen, _) = sighting, isPlausible(seen, prediction) {
            return .seen(seen, isReacquired: false)
        }
        return sighting
    }

    /// Looks where the entity is expected; `nil` when the place is visibly empty, so that it must be looked for anew.
    func track(
        _ prediction: Prediction, _ test: PixelTest, _ frame: Frame, _ view: FrameView, _ projection: Projection
    ) throws(Rejection) -> Sighting? {
        let scan = RegionScan(
            prediction, test: test, depth: try view.depth(frame), view: view, projection: projection,
            planes: test.isGeometry ? try view.supportPlanes(frame) : view.knownPlanes,
            robot: try view.robot(frame), into: points)
        guard scan.isInView else { return .hidden(reason: "out of view") }
        guard scan.isSeen else { return scan.isGone ? nil : .hidden(reason: Sighting.blocked) }
        let footprint = projection.footprint(depth: view.cameraFromFrame(prediction.shape.center).z)
        guard let seen = refit(prediction, view, footprint), isPlausible(seen, prediction) else {
            return scan.isGone ? nil : .hidden(reason: "too little of it is seen")
        }
        return .seen(seen, isReacquired: false)
    }

    /// Fits the known shape to the points; once more without those that it leaves over, which are another thing's.
    /// - Returns: `nil` when too many are left over for it to be that shape.
    private func refit(_ prediction: Prediction, _ view: FrameView, _ footprint: Double) -> Observation? {
        let eye = view.frameFromCamera.translation
        guard
            let first = fitter.refit(
                points, known: prediction.shape, predicted: prediction.shape.center, viewpoint: eye,
                footprint: footprint)
        else { return nil }
        let tolerance = RegionScan.tightMargin + footprint + 3 * fitter.noise.sigma((first.center - eye).length)
        let strange = strangeShare(first.shape, tolerance)
        guard strange > Self.fewStrange else { return first }
        points.filter { first.shape.signedDistance($0) <= tolerance }
        guard points.count >= Self.minPoints,
            let second = fitter.refit(
                points, known: prediction.shape, predicted: prediction.shape.center, viewpoint: eye,
                footprint: footprint),
            strange < Self.manyStrange
        else { return nil }
        return second
    }

    /// Share of the points that lie outside of a shape by more than `tolerance` metres, by every sixteenth.
    private func strangeShare(_ shape: Shape, _ tolerance: Double) -> Double {
        var (strange, all) = (0, 0)
        for index in stride(from: 0, to: points.count, by: 16) {
            all += 1
            if shape.signedDistance(points[index]) > tolerance { strange += 1 }
        }
        return Double(strange) / Double(max(all, 1))
    }

    /// A fit to a few pixels may land anywhere; it must lie where the entity can be.
    func isPlausible(_ seen: Observation, _ prediction: Prediction) -> Bool {
        let moved = (seen.center - prediction.shape.center).length
        return moved <= prediction.shape.boundingRadius + prediction.reach + 0.01
    }
}
