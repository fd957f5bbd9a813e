/// Turns pixels of one frame into points, in the tracks' frame of reference.
struct PointSource {
    private let depth: DepthImage
    private let projection: Projection
    private let frameFromCamera: Transform

    init(_ depth: DepthImage, _ view: FrameView, _ projection: Projection) {
        self.depth = depth
        self.projection = projection
        frameFromCamera = view.frameFromCamera
    }

    /// The point that pixel (x, y) shows, or `nil` where its depth is invalid.
    @inline(__always)
    func point(x: Int, y: Int) -> Vector3? {
        let z = depth.meters(x: x, y: y)
        return z > 0 ? point(x: x, y: y, depth: z) : nil
    }

    /// The point at a depth of `z` metres, as stored, behind pixel (x, y).
    @inline(__always)
    func point(x: Int, y: Int, depth z: Float) -> Vector3 {
        frameFromCamera(projection.point(Double(x), Double(y), depth: Double(z), isRadial: depth.isRadial))
    }
}

extension Segmenter {
    /// Puts the points of the piece at `index` into `points`, evenly thinned to at most `limit`.
    func gather(
        _ index: Int, limit: Int = PointBuffer.capacity, _ source: PointSource, into points: PointBuffer
    ) {
        points.removeAll()
        let keepEvery = max(1, (components[index].pixels + limit - 1) / limit)
        var seen = 0
        forEachRun(of: index) { y, columns in
            for x in columns {
                seen += 1
                guard seen % keepEvery == 0, let point = source.point(x: x, y: y) else { continue }
                points.append(point)
            }
        }
    }
}
