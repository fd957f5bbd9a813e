/// What the noun of a description says about the form of a thing.
public enum ShapeClass: Sendable, Equatable {
    case sphere
    /// A box of three about equal sides.
    case cube
    case box
    /// Round as seen from above, such as a can or a mug: the footprint's sides are about equal.
    case upright
    /// Upright, and with a handle at its side.
    case handled
    /// Nothing is known: the points decide.
    case any
}

/// One entity's position and shape as one frame shows them, in the track's frame of reference.
public struct Observation: Sendable {
    public var shape: Shape
    /// Of the centre, from frame to frame independent, square metres.
    public var noise: Matrix3
    /// Of the centre, the same error in every frame of a still scene (pixel grid, guessed halves), square metres.
    public var systematic: Matrix3

    public var center: Vector3 { shape.center }
}

/// Completes the shape of an entity from the points of its visible side.
struct ShapeFitter {
    let noise: DepthNoise
    private let room = Room()

    init(noise: DepthNoise) {
        self.noise = noise
    }

    /// Memory that outlives one fit.
    private final class Room {
        let points = PointBuffer()
        let buffers = FormFit.Buffers()
    }

    /// Distance of the points from the camera, and what follows from it.
    struct View {
        var viewpoint: Vector3
        /// Metres.
        var range: Double
        /// Metres that a pixel covers there.
        var footprint: Double
    }

    /// The shape of something not seen before, of which nothing is said: from the form that explains its points best.
    func fit(_ points: PointBuffer, scene: BoxFit.Scene) -> Observation? {
        guard points.count >= 4 else { return nil }
        let view = view(points, scene.viewpoint, scene.footprint)
        let (first, second) = BoxFit.horizontalAxes(scene.up)
        let (axes, origin) = (Matrix3(columns: first, second, scene.up), points.centroid)
        room.points.copy(from: points)
        room.points.express(about: origin, in: axes)
        let seen = ObjectView(
            viewpoint: axes.transposed * (scene.viewpoint - origin), sigma: pointSigma(view),
            drift: noise.drift(view.range), pixel: scene.footprint,
            support: scene.supportHeight.map { $0 - origin.dot(scene.up) }, hiddenShare: 0)
        guard let fit = FormFit(room.points, view: seen, as: .any, buffers: room.buffers) else { return nil }
        return fit.observation(about: origin, along: axes)
    }

    /// A pixel's depth on a curved surface is off by what the surface falls within the pixel.
    private func pointSigma(_ view: View) -> Double {
        max(noise.sigma(view.range), 0.15 * view.footprint, 0.0002)
    }

    /// The shape of something tracked: its size and form are known.
    func refit(
        _ points: PointBuffer, known: Shape, predicted: Vector3, viewpoint: Vector3, footprint: Double
    ) -> Observation? {
        let view = view(points, viewpoint, footprint)
        switch known {
        case .point:
            return nil
        case .sphere(_, let radius):
            return sphere(points, view: view, prior: .init(radius: radius, sigma: max(0.0003, footprint * 0.2)))
        case .box(_, let axes, let halfExtents):
            let (center, guess) = BoxFit.refit(
                points, axes: axes, halfExtents: halfExtents, predicted: predicted, footprint: footprint)
            let shape = Shape.box(center: center, axes: axes, halfExtents: halfExtents)
            return observation(shape, axes: axes, guess: guess, points, view)
        case .cylinder(_, let axes, let radius, let halfLength):
            let (center, guess) = BoxFit.refit(
                points, axes: axes, halfExtents: Vector3(radius, radius, halfLength), predicted: predicted,
                footprint: footprint)
            let shape = Shape.cylinder(center: center, axes: axes, radius: radius, halfLength: halfLength)
            return observation(shape, axes: axes, guess: guess, points, view)
        }
    }

    private func view(_ points: PointBuffer, _ viewpoint: Vector3, _ footprint: Double) -> View {
        View(viewpoint: viewpoint, range: (points.centroid - viewpoint).length, footprint: footprint)
    }

    private func sphere(_ points: PointBuffer, view: View, prior: SphereFit.RadiusPrior?) -> Observation? {
        sphereFit(points, view, prior: prior).map { observation($0, points, view) }
    }

    private func sphereFit(_ points: PointBuffer, _ view: View, prior: SphereFit.RadiusPrior?) -> SphereFit? {
        let fit = SphereFit(points, viewpoint: view.viewpoint, prior: prior, sigma: pointSigma(view))
        return fit.flatMap { $0.inlierShare >= 0.5 ? $0 : nil }
    }

    private func observation(_ fit: SphereFit, _ points: PointBuffer, _ view: View) -> Observation {
        // Many edge pixels share the outline's error of up to half a pixel.
        let sigma = noise.sigma(view.range)
        // Neighbouring pixels of real sensors err alike to a part, which no count of them takes away.
        let grid = view.footprint * view.footprint / 100 + sigma * sigma / 64
        return Observation(
            shape: .sphere(center: fit.center, radius: fit.radius), noise: fit.covariance,
            systematic: Matrix3(diagonal: Vector3(repeating: grid)) + fit.covariance)
    }

    private func observation(
        _ shape: Shape, axes: Matrix3, guess: Vector3, _ points: PointBuffer, _ view: View
    ) -> Observation {
        let sigma = noise.sigma(view.range)
        // An extent's ends are single points, and noise only ever widens it: half of that error stays.
        let random = Matrix3(diagonal: Vector3(repeating: sigma * sigma / 2 + 1e-8))
        // Each end of an extent is off by up to a pixel, uniformly.
        let grid = view.footprint * view.footprint / 12
        let spread = guess * guess / 3 + Vector3(repeating: grid + sigma * sigma / 2)
        let systematic =
            Matrix3.outer(axes.x) * spread.x + Matrix3.outer(axes.y) * spread.y + Matrix3.outer(axes.z) * spread.z
        return Observation(
            shape: shape, noise: random, systematic: systematic)
    }
}
