import FathomKernels

/// The scene kernels in plain Swift, cell by cell.
struct SceneReference {
    var view: fathom_scene_view
    var model: fathom_depth_model

    func sigma(_ z: Float) -> Float { model.sigma.0 + z * (model.sigma.1 + z * model.sigma.2) }

    func step(_ z: Float) -> Float {
        let (steep, noisy) = (model.step + model.step_slope * z, 6 * sigma(z))
        return steep > noisy ? steep : noisy
    }

    func kink(_ z: Float) -> Float {
        let (steep, noisy) = (0.3 * (model.step + model.step_slope * z), 4 * sigma(z))
        return steep > noisy ? steep : noisy
    }

    /// Cell (x, y) of an image that begins with its padding.
    func place(_ x: Int, _ y: Int) -> Int {
        (y + Int(FATHOM_SCENE_PAD)) * view.pitch + x + Int(FATHOM_SCENE_PAD)
    }

    func sample(_ z: Float, _ left: Float, _ right: Float, _ above: Float, _ below: Float) -> Float {
        let limit = step(z)
        let (l, r) = (abs(left - z) < limit, abs(right - z) < limit)
        let (a, b) = (abs(above - z) < limit, abs(below - z) < limit)
        let isBetween =
            !l && !r && (left - z) * (z - right) > 0 || !a && !b && (above - z) * (z - below) > 0
        if z <= 0 || [l, r, a, b].count(where: { $0 }) < 2 || isBetween { return 0 }
        let sum = z + (l && r ? left + right : 0) + (a && b ? above + below : 0)
        return sum / (1 + (l && r ? 2 : 0) + (a && b ? 2 : 0))
    }

    func smooth(_ image: [Float], _ x: Int, _ y: Int, reach: Int) -> Float {
        let i = place(x, y)
        let z = image[i]
        let (l, r) = (image[i - reach], image[i + reach])
        let (a, b) = (image[i - reach * view.pitch], image[i + reach * view.pitch])
        let (limit, kink) = (step(z), kink(z))
        let across = abs(l - z) < limit && abs(r - z) < limit && abs(l + r - 2 * z) < kink
        let along = abs(a - z) < limit && abs(b - z) < limit && abs(a + b - 2 * z) < kink
        guard z > 0 else { return 0 }
        return (z + (across ? l + r : 0) + (along ? a + b : 0)) / (1 + (across ? 2 : 0) + (along ? 2 : 0))
    }

    func point(_ image: [Float], _ i: Int, rays: SceneRays) -> SIMD3<Float> {
        SIMD3(rays.x[i] * image[i], rays.y[i] * image[i], image[i])
    }

    func normal(_ image: [Float], _ x: Int, _ y: Int, reach: Int, rays: SceneRays) -> SIMD3<Float> {
        let i = place(x, y)
        let u = tangent(image, i, reach, rays)
        let v = tangent(image, i, reach * view.pitch, rays)
        let n = SIMD3(v.y * u.z - v.z * u.y, v.z * u.x - v.x * u.z, v.x * u.y - v.y * u.x)
        let square = n.x * n.x + n.y * n.y + n.z * n.z
        let scale: Float = image[i] > 0 && square > 0 ? 1 / square.squareRoot() : 0
        return n * scale
    }

    private func tangent(_ image: [Float], _ i: Int, _ reach: Int, _ rays: SceneRays) -> SIMD3<Float> {
        let z = image[i]
        let (before, behind) = (image[i - reach], image[i + reach])
        let (db, df) = (abs(before - z), abs(behind - z))
        let isEven = abs(before + behind - 2 * z) < kink(z)
        let from = db < step(z) && (isEven || db <= df) ? i - reach : i
        let to = df < step(z) && (isEven || df <= db) ? i + reach : i
        return point(image, to, rays: rays) - point(image, from, rays: rays)
    }

    func crease(_ image: [Float], _ normals: SceneNormals, _ x: Int, _ y: Int, reach: Int, rays: SceneRays) -> Float {
        let i = place(x, y)
        guard image[i] > 0 else { return 0 }
        let slant = reach - reach / 3
        typealias Fold = (inwards: Float, scale: Float)
        func bend(_ reach: Int) -> Fold {
            let limit = step(image[i])
            let before = abs(image[i - reach] - image[i]) < limit ? i - reach : i
            let behind = abs(image[i + reach] - image[i]) < limit ? i + reach : i
            let d = point(image, behind, rays: rays) - point(image, before, rays: rays)
            let length = (d.x * d.x + d.y * d.y + d.z * d.z).squareRoot()
            guard normals.z[before] != 0, normals.z[behind] != 0, length > 0 else { return (0, 1) }
            let inwards =
                (normals.x[before] - normals.x[behind]) * d.x + (normals.y[before] - normals.y[behind]) * d.y
                + (normals.z[before] - normals.z[behind]) * d.z
            let curved = view.crease + length * view.curvature
            return (inwards, length * (curved < view.crease_max ? curved : view.crease_max))
        }
        func sharper(_ a: Fold, _ b: Fold) -> Fold {
            a.inwards * b.scale > b.inwards * a.scale ? a : b
        }
        let straight = sharper(bend(reach), bend(reach * view.pitch))
        let diagonal = sharper(bend(slant * (view.pitch + 1)), bend(slant * (view.pitch - 1)))
        let most = sharper(straight, diagonal)
        return most.inwards / most.scale
    }

    func isLinked(_ image: [Float], _ normals: SceneNormals, _ i: Int, _ j: Int, rays: SceneRays) -> Bool {
        let d = point(image, j, rays: rays) - point(image, i, rays: rays)
        let offset = view.offset + view.offset_slope * image[i] + 2 * sigma(image[i])
        func isOn(_ k: Int) -> Bool {
            abs(normals.x[k] * d.x + normals.y[k] * d.y + normals.z[k] * d.z) < offset
        }
        func isFacing(_ k: Int) -> Bool {
            let (rx, ry) = (rays.x[k], rays.y[k])
            let facing = normals.x[k] * rx + normals.y[k] * ry + normals.z[k]
            return facing * facing > 0.12 * (rx * rx + ry * ry + 1)
        }
        let neither = !isFacing(i) && !isFacing(j)
        return image[i] > 0 && image[j] > 0 && abs(d.z) < step(image[i])
            && ((isFacing(i) || neither) && isOn(i) || (isFacing(j) || neither) && isOn(j))
    }

    func kind(
        _ image: [Float], _ normals: SceneNormals, _ crease: [Float], _ planes: [fathom_scene_plane], _ x: Int,
        _ y: Int,
        rays: SceneRays
    ) -> (kind: UInt8, plane: UInt8) {
        let i = place(x, y)
        let z = image[i]
        var kind = z <= 0 ? FATHOM_SCENE_NONE : crease[i] >= 1 ? FATHOM_SCENE_CREASE : FATHOM_SCENE_SMOOTH
        var on: UInt8 = 0
        for (index, plane) in planes.enumerated() {
            let height = z * (plane.a * rays.x[i] + plane.b * rays.y[i] + plane.c) - plane.d
            let limit = plane.limit.0 + z * (plane.limit.1 + z * plane.limit.2)
            guard z > 0, height < limit, height > -3 * limit else { continue }
            let slope = plane.a * normals.x[i] + plane.b * normals.y[i] + plane.c * normals.z[i]
            if slope > 0.8 || normals.z[i] == 0 {
                kind = FATHOM_SCENE_PLANE
                on = UInt8(index + 1)
            } else {
                kind = FATHOM_SCENE_CREASE
            }
        }
        return (UInt8(kind), on)
    }
}

struct SceneRays {
    var x: [Float]
    var y: [Float]
}

struct SceneNormals {
    var x: [Float]
    var y: [Float]
    var z: [Float]
}
