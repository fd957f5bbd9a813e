/// Finds a described thing anywhere in the image: the scene's things, and which of them the description means.
final class DescriptionGrounder {
    let description: Description
    /// The colours by which pixels are followed; `nil` where the description names none.
    let table: ColorTable?
    /// Colour weight from which a pixel may be a thing's, be it the shaded side.
    static let threshold: UInt8 = 64

    private let pieces: PieceFinder?
    private let own: OwnPart?
    private let chooser: Chooser
    /// By what it looks like, wherever it is: a thing that was chosen by its place stays itself when it moves.
    private let looks: Chooser

    init(_ phrase: String, lexicon: Lexicon) throws(Rejection) {
        description = try Description(phrase, lexicon: lexicon)
        chooser = Chooser(description)
        var head = description.head
        (head.selector, head.relations) = (nil, [])
        looks = Chooser(head, phrase: phrase)
        table = description.head.colors.isEmpty ? nil : ColorTable(description.head.colors)
        pieces = PieceFinder(description.head, table: table)
        own = OwnPart(description.head, table: table)
    }

    /// Whether it is a set of pieces that move against each other: fingers, which no palm keeps at their distance.
    var isLoose: Bool { pieces?.isSet == true }

    /// Looks through the whole frame.
    /// - Parameters:
    ///   - known: what it looked like, when it was tracked.
    ///   - isExamined: whether it is seen there, and may be larger or smaller than it seemed.
    func search(
        _ frame: Frame, view: FrameView, projection: Projection, known: Shape? = nil, isExamined: Bool = false
    ) throws(Rejection) -> Finds {
        // What lacks most is told first.
        _ = try view.depth(frame)
        if chooser.usesColor { _ = try view.color(frame) }
        let united = UnitedScene(try view.scene(frame, projection), pieces, view.sceneReader)
        let scene = united.scene
        // Words that would settle it are for people who begin, not for each frame of a search.
        let choice = known == nil ? chooser.choose(in: scene) : chooser.decide(in: scene)
        var labels = candidates(in: scene, isExamined ? nil : known)
        var finds = Finds(things: [], status: .absent, reason: chooser.reason(choice, in: scene) ?? "")
        finds.isLoose = isLoose
        switch choice {
        case .ambiguous: finds.status = .ambiguous
        case .absent: break
        case .chosen(let chosen):
            if !labels.contains(chosen.label) { labels.append(chosen.label) }
            finds.chosen = labels.firstIndex(of: chosen.label)
        }
        let shape = description.head.noun?.shape ?? .any
        for label in labels {
            guard let place = scene.place(of: label) else { continue }
            let (thing, union) = (scene.objects[place], united.union(label))
            let part = union == nil ? own?.part(of: thing, view.sceneReader)?.object.observation : nil
            let seen =
                union?.object.observation ?? part
                ?? view.sceneReader.measured(thing, as: shape).object.observation
            finds.things.append(seen)
            finds.purity.append(union != nil ? 1 : share(thing))
            finds.emerging.append(try isEmerging(seen.shape, frame, view, projection))
        }
        // What nothing else fits better is not given up for a doubtful look.
        if let known, !labels.isEmpty { finds.isContradicted = isContradicted(known, in: scene, labels) }
        return finds
    }

    /// Share in [0, 1] of a thing's pixels that deserve the described colours; 1 where none is named.
    private func share(_ thing: SceneObject) -> Double {
        let colors = description.head.colors
        return colors.isEmpty ? 1 : min(colors.reduce(0) { $0 + thing.colors[$1] }, 1)
    }

    /// Labels of the things that look like what is described and, where it was seen before, are about as large.
    private func candidates(in scene: SegmentedScene, _ known: Shape?) -> [Int] {
        let found: [Choice.Candidacy] =
            switch looks.decide(in: scene) {
            case .chosen(let candidate): [candidate]
            case .ambiguous(let candidates): candidates
            case .absent: []
            }
        guard let known else { return found.map(\.label) }
        return found.map(\.label).filter { label in
            guard let place = scene.place(of: label) else { return false }
            let share = scene.objects[place].observation.shape.boundingRadius / max(known.boundingRadius, 1e-3)
            // Half of it may be hidden; more than all of it is not, but where it stands it may have been measured badly.
            let isThere = (scene.objects[place].center - known.center).length < known.boundingRadius + 0.02
            return share > 0.4 && share < (isThere ? 3 : 1.6)
        }
    }

    /// Whether something nearer borders on a thing: looked at on a circle around it.
    private func isEmerging(
        _ shape: Shape, _ frame: Frame, _ view: FrameView, _ projection: Projection
    ) throws(Rejection) -> Bool {
        let depth = try view.depth(frame)
        let center = view.cameraFromFrame(shape.center)
        guard let pixel = projection.pixel(center), center.z > 0 else { return false }
        let radius = (1.3 * shape.boundingRadius + 0.005) / projection.footprint(depth: center.z)
        let nearest = Float(center.z - shape.boundingRadius - 0.02 - 3 * view.noise.sigma(center.z))
        var angle = Rotation2.none
        for _ in 0..<32 {
            angle = angle * .coarse * .coarse * .coarse * .coarse
            let (x, y) = (pixel.u + radius * angle.cosine, pixel.v + radius * angle.sine)
            guard x >= 0, y >= 0, x < Double(depth.width), y < Double(depth.height) else { continue }
            let z = depth.meters(x: Int(x), y: Int(y))
            if z > 0, z < nearest { return true }
        }
        return false
    }

    /// Whether a thing as large as the known one stands in its place and does not look the part.
    private func isContradicted(_ known: Shape, in scene: SegmentedScene, _ labels: [Int]) -> Bool {
        scene.objects.contains { thing in
            let share = thing.observation.shape.boundingRadius / max(known.boundingRadius, 1e-3)
            return (thing.center - known.center).length < 0.015 && share > 0.7 && share < 1.4
                && !labels.contains(thing.label)
        }
    }
}
