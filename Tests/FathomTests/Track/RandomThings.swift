import FathomTestKit

@testable import Fathom

/// Things of random sizes in random places, seen well, half hidden, or full of holes, and how true σ is over all of them.
struct RandomThings {
    enum Form: CaseIterable { case ball, box, cup }
    enum Look: CaseIterable { case whole, halfHidden, holes }

    var random: SplitMix64
    var noise = DepthNoise.structuredLight
    static let eye = Vector3(0.7, -0.45, 0.6)

    /// What a session told of many things, each in several frames.
    struct Tally {
        var frames = 0.0
        var answered = 0.0
        var inside = 0.0
        var squares = 0.0
        var variances = 0.0

        /// Share of the answers whose truth lies in their 95 % interval.
        var coverage: Double { inside / answered }
        var sigmaOverError: Double { (variances / squares).squareRoot() }
        var rootMeanSquare: Double { (squares / answered).squareRoot() }

        mutating func add(_ distance: Distance?, truth: Double) {
            frames += 1
            guard let distance else { return }
            let error = distance.meters - truth
            answered += 1
            squares += error * error
            variances += distance.standardDeviation * distance.standardDeviation
            if abs(error) <= 1.96 * distance.standardDeviation { inside += 1 }
        }

        static func + (a: Tally, b: Tally) -> Tally {
            Tally(
                frames: a.frames + b.frames, answered: a.answered + b.answered, inside: a.inside + b.inside,
                squares: a.squares + b.squares, variances: a.variances + b.variances)
        }
    }

    /// Plays `count` things, each for `frames` frames.
    mutating func play(_ form: Form, _ look: Look, count: Int, frames: Int) throws -> Tally {
        var tally = Tally()
        for _ in 0..<count { try play(form, look, frames: frames, into: &tally) }
        return tally
    }

    private mutating func play(_ form: Form, _ look: Look, frames: Int, into tally: inout Tally) throws {
        let (body, center, radius) = thing(form)
        let tool = center + Vector3(random.uniform(-0.2...0.2), random.uniform(-0.2...0.2), random.uniform(0.05...0.3))
        var bodies = [body]
        if look == .halfHidden { bodies.append(screen(center, radius)) }
        let pipeline = try Pipeline(
            configuration: TaskConfiguration(
                name: "reach", streams: .fused(["front"]), gripper: .pose("gripper"),
                target: .description("the red \(form)"), depthNoise: noise))
        var renderer = Renderer(
            camera: .lookingAtTable(from: Self.eye, width: 320, height: 240), noise: noise, seed: random.next())
        for step in 0..<frames {
            var frame = renderer.frame(Scene(bodies), gripper: tool, sequence: UInt64(step))
            if look == .holes { punch(&frame, share: 0.5) }
            let reward = pipeline.process(.frame(frame, skipped: 0))
            let isMeasured = reward?.status == .measured
            tally.add(isMeasured ? reward?.distance : nil, truth: (center - tool).length)
        }
    }

    /// A red thing on the table, the middle of its box, and a radius that it has from the side.
    private mutating func thing(_ form: Form) -> (Scene.Body, Vector3, Double) {
        let (x, y) = (random.uniform(-0.12...0.12), random.uniform(-0.12...0.12))
        switch form {
        case .ball:
            let radius = random.uniform(0.02...0.045)
            let center = Vector3(x, y, radius)
            return (Scene.Body("target", .sphere(radius: radius), at: center, color: Scene.red), center, radius)
        case .box:
            let half = Vector3(random.uniform(0.015...0.05), random.uniform(0.015...0.05), random.uniform(0.015...0.05))
            let center = Vector3(x, y, half.z)
            let form = Scene.Body.Form.box(halfExtents: half, heading: random.uniform(0...3))
            return (Scene.Body("target", form, at: center, color: Scene.red), center, max(half.x, half.y))
        case .cup:
            let (radius, height) = (random.uniform(0.03...0.045), random.uniform(0.07...0.11))
            let form = Scene.Body.Form.tub(radius: radius, height: height, thickness: 0.004)
            return (
                Scene.Body("target", form, at: Vector3(x, y, 0), color: Scene.red), Vector3(x, y, height / 2), radius
            )
        }
    }

    /// Something nearer that hides the left or the right half.
    private mutating func screen(_ center: Vector3, _ radius: Double) -> Scene.Body {
        let toEye = Self.eye - center
        let aside = Vector3(-toEye.y, toEye.x, 0)
        let size = 1.5 * radius
        let side = (random.uniform() < 0.5 ? -1 : 1) * size / aside.length
        return Scene.Body("screen", .sphere(radius: size), at: center + toEye * 0.35 + aside * side, color: Scene.green)
    }

    /// Takes the depth of `share` of the target's pixels away, in blots.
    private mutating func punch(_ frame: inout Frame, share: Double) {
        let (depth, labels) = (frame.planes[1], frame.planes[2])
        guard let source = depth.storage?.bytes, let label = labels.storage?.bytes else { return }
        var z = Array(source.bindMemory(to: Float.self))
        let own = z.indices.filter { label[$0] == 1 }
        guard !own.isEmpty else { return }
        var left = Int(Double(own.count) * share)
        let size = max(2, Int((Double(own.count) / 60).squareRoot()))
        while left > 0 {
            let middle = own[Int(random.next() % UInt64(own.count))]
            for dy in -size...size {
                for dx in -size...size where dx * dx + dy * dy <= size * size {
                    let pixel = middle + dy * depth.width + dx
                    guard z.indices.contains(pixel), label[pixel] == 1, z[pixel] > 0 else { continue }
                    z[pixel] = .nan
                    left -= 1
                }
            }
        }
        frame.planes[1].storage = OwnedBytes(z.withUnsafeBytes(Array.init))
    }
}
