internal import FathomKernels

/// Support planes in the camera's optical frame, fitted anew to each frame near where they were found.
struct PlaneFollower {
    /// normal · p = offset, normal towards the camera's side.
    struct Followed {
        var normal: Vector3
        var offset: Double
        /// As the kernels take it, with the distance from it at which a cell is no longer part of it.
        var plane: fathom_scene_plane
    }

    /// A thing flatter than this is not one, metres.
    private static let flattest = 0.0025
    private static let sampling = 4

    /// Fits `plane` to the cells near it, by least squares of the heights over it, twice.
    static func follow(
        _ plane: SupportPlane, cameraFromFrame: Transform, surface: SceneSurface, noise: DepthNoise
    ) -> Followed {
        var normal = cameraFromFrame.rotation * plane.up
        var offset = normal.dot(cameraFromFrame(plane.up * plane.height))
        var spread = 1.0
        for round in 0..<2 {
            guard let fit = fit(normal, offset, surface, noise, gate: round == 0 ? 1 : max(0.3, min(1, 3 * spread)))
            else { break }
            (normal, offset, spread) = (fit.normal, fit.offset, fit.spread)
        }
        let sigma = (noise.sigma(0), noise.sigma(1), noise.sigma(2))
        let square = (sigma.2 - 2 * sigma.1 + sigma.0) / 2
        let linear = sigma.1 - sigma.0 - square
        // The sensor may do better than its noise model says, or worse; what the plane shows counts.
        let scale = 2.5 * min(max(spread * 3, 0.3), 1.5)
        let limit = (Float(flattest + scale * sigma.0), Float(scale * linear), Float(scale * square))
        return Followed(
            normal: normal, offset: offset,
            plane: fathom_scene_plane(
                a: Float(normal.x), b: Float(normal.y), c: Float(normal.z), d: Float(offset), limit: limit))
    }

    /// The plane through the cells within `gate` times 6 mm + 3 σ, and their root mean square distance over the gate.
    private static func fit(
        _ normal: Vector3, _ offset: Double, _ surface: SceneSurface, _ noise: DepthNoise, gate: Double
    ) -> (normal: Vector3, offset: Double, spread: Double)? {
        guard let first = normal.cross(abs(normal.x) < 0.7 ? Vector3(1, 0, 0) : Vector3(0, 1, 0)).normalized else {
            return nil
        }
        let second = normal.cross(first)
        var scatter = Matrix3.zero
        var moment = Vector3.zero
        var (squares, count) = (0.0, 0.0)
        let cells = surface.cells
        for y in Swift.stride(from: 0, to: cells.height, by: sampling) {
            let row = y * cells.pitch
            for x in Swift.stride(from: 0, to: cells.width, by: sampling) {
                let z = Double(cells.z[row + x])
                guard z > 0 else { continue }
                let point = Vector3(
                    Double(cells.rayX[row + x]) * z, Double(cells.rayY[row + x]) * z, z)
                let height = normal.dot(point) - offset
                let limit = gate * (0.006 + 3 * noise.sigma(z))
                guard abs(height) < limit else { continue }
                let place = Vector3(1, first.dot(point), second.dot(point))
                scatter = scatter + Matrix3.outer(place)
                moment += place * height
                squares += (height / limit) * (height / limit) * gate * gate
                count += 1
            }
        }
        guard count >= 50, let inverse = scatter.inverse else { return nil }
        let tilt = inverse * moment
        // More than that is no small movement: it is to be found anew.
        guard tilt.isFinite, abs(tilt.y) < 0.05, abs(tilt.z) < 0.05,
            let turned = (normal - first * tilt.y - second * tilt.z).normalized
        else { return nil }
        let scale = 1 / (1 + tilt.y * tilt.y + tilt.z * tilt.z).squareRoot()
        return (turned, (offset + tilt.x) * scale, (squares / count).squareRoot())
    }
}
