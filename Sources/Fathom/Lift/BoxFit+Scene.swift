extension BoxFit {
    /// What is known beside the points of an object.
    struct Scene {
        /// Unit vector, in the points' frame.
        var up: Vector3
        /// Camera centre, in the points' frame.
        var viewpoint: Vector3
        /// Height along `up` of the plane below the object, if there is one.
        var supportHeight: Double?
        /// Metres that a pixel covers there.
        var footprint: Double

        /// Up in an image whose camera is held upright, for want of anything better.
        static let imageUp = Vector3(0, -1, 0)
    }
}

extension BoxFit.Scene {
    /// The object stands on the highest of the planes that lie below its points.
    init(_ points: PointBuffer, on planes: [SupportPlane], up: Vector3, viewpoint: Vector3, footprint: Double) {
        let center = points.centroid
        let lowest = Extent(points, along: up).low
        var support: Double?
        for plane in planes where plane.up.dot(up) > 0.9 {
            let height = plane.height(below: center, along: up)
            if height < lowest + 0.01, height > support ?? -.infinity { support = height }
        }
        self.init(up: up, viewpoint: viewpoint, supportHeight: support, footprint: footprint)
    }
}
