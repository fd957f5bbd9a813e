extension FrameValidator {
    /// Colour, depth, labels and some masks: as many as a message has parts behind topic and header.
    public static let maxPlanes = 14

    static func checkPlanes(of frame: Frame) throws(Rejection) {
        guard let camera = frame.camera else { return }
        guard frame.planes.count <= maxPlanes else {
            throw Rejection("planes", expected: "at most \(maxPlanes)", found: "\(frame.planes.count)")
        }
        for index in frame.planes.indices {
            let plane = frame.planes[index]
            let place = PlanePlace.index(index)
            try checkUnique(plane, at: index, in: frame.planes)
            try checkFormat(plane, at: place)
            try checkGrid(plane, at: place, camera)
            try checkBytes(plane, at: place)
        }
    }

    private static func checkUnique(_ plane: Plane, at index: Int, in planes: [Plane]) throws(Rejection) {
        let place = PlanePlace.index(index)
        for other in 0..<index {
            guard planes[other].part != plane.part else {
                throw Rejection(
                    place.field("part"), expected: "a part of its own",
                    found: "\(plane.part), which is also that of planes[\(other)]")
            }
            guard plane.kind == .mask || planes[other].kind != plane.kind else {
                throw Rejection(
                    place.field("kind"), expected: "at most one \(plane.kind) plane",
                    found: "another one in planes[\(other)]")
            }
        }
    }

    private static func checkGrid(_ plane: Plane, at place: PlanePlace, _ camera: Camera) throws(Rejection) {
        guard plane.width == camera.width, plane.height == camera.height else {
            throw Rejection(
                place.field("size"),
                expected: "\(camera.width)×\(camera.height), the camera's: every plane lies on the depth grid",
                found: "\(plane.kind) of \(plane.width)×\(plane.height)")
        }
    }

    static func checkFormat(_ plane: Plane, at place: PlanePlace) throws(Rejection) {
        guard plane.encoding.suits(plane.kind) else {
            let known = PlaneEncoding.allCases.filter { $0.suits(plane.kind) }.map(\.name).joined(separator: ", ")
            throw Rejection(
                place.field("encoding"), expected: "for \(plane.kind) one of \(known)", found: plane.encoding.name)
        }
        guard plane.encoding.bytesPerPixel != nil || plane.compression == .none else {
            throw Rejection(
                place.field("compression"), expected: "none around \(plane.encoding.name)",
                found: "\(plane.compression)")
        }
        // Depth is float from here on, in which a tiny scale would become 0.
        let scale = Float(plane.metersPerCount)
        guard plane.kind != .depth || (scale.isFinite && scale.isNormal && scale > 0) else {
            throw Rejection(
                place.field("metres_per_count"), expected: "finite and > 0", found: "\(plane.metersPerCount)")
        }
    }

    private static func checkBytes(_ plane: Plane, at place: PlanePlace) throws(Rejection) {
        guard let storage = plane.storage else {
            throw Rejection(
                place.field("part"), expected: "a part of this message", found: "\(plane.part), which is missing")
        }
        let found = storage.bytes.count
        guard let bytesPerPixel = plane.encoding.bytesPerPixel else {
            return try checkNotEmpty(found, at: place)
        }
        let layout = try PlaneLayout(plane, bytesPerPixel: bytesPerPixel, at: place)
        guard plane.compression == .none else {
            return try checkNotEmpty(found, at: place)
        }
        guard layout.admits(found) else {
            throw Rejection(place.field("bytes"), expected: layout.expectation, found: "\(found) bytes")
        }
    }

    private static func checkNotEmpty(_ count: Int, at place: PlanePlace) throws(Rejection) {
        guard count > 0 else {
            throw Rejection(place.field("bytes"), expected: "at least 1 byte", found: "0 bytes")
        }
    }
}
