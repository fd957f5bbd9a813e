import FathomTestKit

@testable import Fathom

/// A table of random things with what the chooser is told of them: measured sizes, colours and forms with their errors.
struct Clutter {
    struct Thing {
        var noun: Noun
        var color: ColorName
        /// True longest side, metres.
        var longest: Double
    }

    var things: [Thing] = []
    var scene: SegmentedScene
    private var random: SplitMix64

    /// Nouns whose forms and sizes differ, so that one is not as good a word as another for the same thing.
    static let nouns = [
        "ball", "cube", "block", "mug", "can", "bottle", "bowl", "book", "banana", "pen", "plate", "cone",
    ]
    static let trainingNouns = Array(nouns.prefix(8))

    /// - Parameter twin: whether another thing of the first's noun and colour stands there.
    init(seed: UInt64, count: Int, nouns: [String] = Clutter.nouns, twin: Bool = false) {
        random = SplitMix64(seed: seed)
        for _ in 0..<8 { _ = random.next() }
        let side = Vector3(random.normal(), random.normal(), 0).normalized ?? Vector3(1, 0, 0)
        let camera = Camera.lookingAtTable(from: side * 0.8 + Vector3(0, 0, random.uniform(0.4...0.9)))
        let plane = SupportPlane(up: Vector3(0, 0, 1), height: 0, support: 1000, range: 1)
        scene = SegmentedScene(
            objects: [], planes: [plane], up: Vector3(0, 0, 1), frameFromCamera: camera.worldFromCamera ?? .identity)
        for index in 0..<count {
            let kind = nouns[Int(random.next() % UInt64(nouns.count))]
            guard let noun = Lexicon.standard.noun(kind) else { continue }
            let color = ColorName.allCases[Int(random.next() % 11)]
            let isTwin = twin && index == 1
            let thing = isTwin ? things[0] : Thing(noun: noun, color: color, longest: random.longest(noun))
            add(thing)
        }
    }

    mutating func add(_ thing: Thing) {
        let size = random.sides(thing)
        var center = Vector3.zero
        for _ in 0..<200 {
            center = Vector3(random.uniform(-0.4...0.4), random.uniform(-0.4...0.4), size.z / 2)
            let isFree = scene.objects.allSatisfy { other in
                let reach = (other.size.x + size.x) / 2 + 0.01
                return (other.center - center).length > reach
            }
            if isFree { break }
        }
        things.append(thing)
        scene.objects.append(
            random.seen(thing, size, at: center, label: things.count, eye: scene.frameFromCamera.translation))
    }

    /// Puts thing `label` on thing `below`.
    mutating func stack(_ label: Int, on below: Int) {
        let base = scene.objects[below - 1]
        scene.objects[label - 1].support = .object(below)
        let height = base.center.z + base.size.z / 2 + scene.objects[label - 1].size.z / 2
        scene.objects[label - 1].observation.shape =
            scene.objects[label - 1].observation.shape.moved(to: Vector3(base.center.x, base.center.y, height))
    }

    /// Labels of the things that a colour and a noun are true of.
    func fitting(_ color: ColorName?, _ noun: String) -> [Int] {
        things.indices.filter { things[$0].noun.name == noun && (color == nil || things[$0].color == color) }
            .map { $0 + 1 }
    }
}

extension SplitMix64 {
    fileprivate mutating func chance(_ probability: Double) -> Bool { uniform() < probability }

    /// Longest side, even in its logarithm, of what fits on a table.
    fileprivate mutating func longest(_ noun: Noun) -> Double {
        let low = max(noun.size.lowerBound, 0.03)
        let high = max(low, min(noun.size.upperBound, 0.25))
        return Logarithm.exponential(uniform(Logarithm.natural(low)...Logarithm.natural(high)))
    }

    /// Longest and shortest horizontal side and height.
    fileprivate mutating func sides(_ thing: Clutter.Thing) -> Vector3 {
        let a = thing.longest
        switch thing.noun.form {
        case .sphere, .cube: return Vector3(a, a, a)
        case .cylinder, .cone:
            let width = a * uniform(0.35...0.8)
            return Vector3(width, width, a)
        case .cup:
            let width = a * uniform(0.7...1)
            return Vector3(width, width, a)
        case .bowl: return Vector3(a, a, a * uniform(0.35...0.55))
        case .elongated, .bent: return Vector3(a, a * uniform(0.08...0.2), a * uniform(0.08...0.15))
        case .dish: return Vector3(a, a, min(a * 0.12, thing.noun.thickness?.upperBound ?? 0.05))
        case .flat: return Vector3(a, a * uniform(0.65...1), min(a * 0.15, thing.noun.thickness?.upperBound ?? 0.05))
        case .box, .surface, .any: return Vector3(a, a * uniform(0.3...0.7), a * uniform(0.3...0.9))
        }
    }

    fileprivate mutating func seen(
        _ thing: Clutter.Thing, _ size: Vector3, at center: Vector3, label: Int, eye: Vector3
    ) -> SceneObject {
        // One in eight is partly hidden.
        let isHidden = chance(0.12)
        let error = Vector3(1 + 0.07 * normal(), 1 + 0.07 * normal(), 1 + 0.07 * normal())
        var measured = size * error
        if isHidden { measured.x *= uniform(0.6...0.95) }
        if measured.x < measured.y { (measured.x, measured.y) = (measured.y, measured.x) }
        let range = (center - eye).length
        let pixels = Int(size.x * size.z * 290 * 290 / (range * range) * (isHidden ? 0.5 : 1)) + 20
        let shape = Shape.box(center: center, axes: .identity, halfExtents: measured / 2)
        var object = SceneObject(
            label: label, pixels: pixels, bounds: PixelBounds(xMin: 0, yMin: 0, xMax: 1, yMax: 1), isCut: false,
            colors: shares(thing.color),
            observation: Observation(shape: shape, noise: .zero, systematic: .zero), size: measured,
            form: evidence(thing.noun.form), support: .plane(0), neighbours: [], nearest: range - size.x / 2)
        object.kinds = kinds(thing.noun.form, isTall: thing.noun.name == "bottle", isHidden: isHidden)
        return object
    }

    /// Most of it has its own name, some the names next to it, a tenth of things has a label or a lid of another.
    fileprivate mutating func shares(_ color: ColorName) -> ColorShares {
        var shares = ColorShares()
        let part = chance(0.25) ? uniform(0.05...0.35) : 0
        shares[color] = (1 - part) * min(uniform(0.6...1.1), 1)
        if part > 0 {
            let other = ColorName.allCases[Int(next() % 11)]
            shares[other] = max(shares[other], part)
        }
        for near in color.alike { shares[near] = max(shares[near], uniform() * uniform() * 0.5) }
        return shares
    }

    fileprivate mutating func evidence(_ form: Form) -> FormEvidence {
        var seen = FormEvidence()
        seen.cone = min(max((form == .cone ? 0.8 : 0.1) + 0.1 * normal(), 0), 1)
        seen.hollow = form == .cup || form == .bowl ? 1 : 0
        return seen
    }

    /// Most of it on the right kind, the rest on any; one in twenty is misjudged altogether.
    fileprivate mutating func kinds(_ form: Form, isTall: Bool, isHidden: Bool) -> SIMD16<Float> {
        let isMisjudged = chance(isHidden ? 0.2 : 0.05)
        let kind =
            isMisjudged ? FormKind.allCases[Int(next() % UInt64(FormKind.allCases.count))] : form.kind(isTall: isTall)
        var kinds = SIMD16<Float>.zero
        for other in FormKind.allCases { kinds[other.rawValue] = Float(uniform(0.002...0.06)) }
        kinds[kind.rawValue] = Float(uniform(0.4...4))
        return kinds / kinds.sum()
    }
}

extension Form {
    /// What the classifier calls most of its things.
    func kind(isTall: Bool = false) -> FormKind {
        switch self {
        case .sphere: .sphere
        case .cube: .cube
        case .box, .surface: .box
        case .flat, .dish: .flat
        case .cylinder: isTall ? .bottle : .can
        case .cup: .cup
        case .bowl: .bowl
        case .elongated: .elongated
        case .bent: .bent
        case .cone, .any: .irregular
        }
    }
}

extension ColorName {
    /// Names that a shade of it may deserve too.
    fileprivate var alike: [ColorName] {
        switch self {
        case .black: [.gray]
        case .white: [.gray]
        case .gray: [.black, .white]
        case .red: [.orange, .pink, .brown]
        case .orange: [.red, .yellow, .brown]
        case .yellow: [.orange]
        case .green: [.blue]
        case .blue: [.green, .purple]
        case .purple: [.blue, .pink]
        case .pink: [.red, .purple]
        case .brown: [.orange, .red]
        }
    }
}
