@testable import Fathom

/// Scenes of a few things put exactly where a test wants them, seen by a camera that looks along +y and down.
struct MadeScene {
    var scene: SegmentedScene

    init() {
        let camera = Transform(
            rotation: Matrix3(columns: Vector3(1, 0, 0), Vector3(0, -0.6, -0.8), Vector3(0, 0.8, -0.6)),
            translation: Vector3(0, -0.8, 0.6))
        let plane = SupportPlane(up: Vector3(0, 0, 1), height: 0, support: 1000, range: 1)
        scene = SegmentedScene(objects: [], planes: [plane], up: Vector3(0, 0, 1), frameFromCamera: camera)
    }

    enum Form { case box, ball, can, mug }

    /// Adds a thing that stands at (x, y), metres, x to the right and y away.
    /// - Returns: its label.
    @discardableResult mutating func add(
        _ color: ColorName, _ form: Form, x: Double, y: Double, size: Vector3, on support: Int? = nil
    ) -> Int {
        let base = support.map { scene.objects[$0 - 1].center.z + scene.objects[$0 - 1].size.z / 2 } ?? 0
        let center = Vector3(x, y, base + size.z / 2)
        var evidence = FormEvidence()
        let kind: FormKind
        switch form {
        case .box: (evidence.box, kind) = (0.95, .box)
        case .ball: (evidence.sphere, kind) = (0.95, .sphere)
        case .can: (evidence.cylinder, kind) = (0.95, .can)
        case .mug: (evidence.cylinder, evidence.hollow, kind) = (0.9, 1, .cup)
        }
        var colors = ColorShares()
        colors[color] = 0.9
        let label = scene.objects.count + 1
        let shape = Shape.box(center: center, axes: .identity, halfExtents: size / 2)
        var object =
            SceneObject(
                label: label, pixels: 2000, bounds: PixelBounds(xMin: 0, yMin: 0, xMax: 9, yMax: 9), isCut: false,
                colors: colors, observation: Observation(shape: shape, noise: .zero, systematic: .zero), size: size,
                form: evidence, support: support.map { .object($0) } ?? .plane(0), neighbours: [],
                nearest: (center - scene.frameFromCamera.translation).length - size.x / 2)
        for other in FormKind.allCases { object.kinds[other.rawValue] = other == kind ? 0.89 : 0.01 }
        scene.objects.append(object)
        return label
    }

    /// What the chooser answers to a phrase of the language.
    func choose(_ phrase: String) throws -> Choice {
        try Chooser(Description(phrase)).choose(in: scene)
    }

    /// The label chosen; `nil` when none was.
    func chosen(_ phrase: String) throws -> Int? {
        guard case .chosen(let chosen) = try choose(phrase) else { return nil }
        return chosen.label
    }

    func reason(_ phrase: String) throws -> String? {
        let chooser = Chooser(try Description(phrase))
        return chooser.reason(chooser.choose(in: scene), in: scene)
    }

    static let mug = Vector3(0.09, 0.08, 0.1)
    static let ball = Vector3(0.07, 0.07, 0.07)
    static let box = Vector3(0.16, 0.08, 0.06)
}
