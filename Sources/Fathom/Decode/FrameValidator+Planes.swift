extension FrameValidator {
    /// Colour, depth, labels and some masks; a bound on the work that one header can ask for.
    static let maxPlanes = 64

    func checkPlanes(of frame: Frame) throws(Rejection) {
        guard let camera = frame.camera else { return }
        guard frame.planes.count <= Self.maxPlanes else {
            throw Rejection("planes", expected: "at most \(Self.maxPlanes)", found: "\(frame.planes.count)")
        }
        for index in frame.planes.indices {
            let plane = frame.planes[index]
            try checkUnique(plane, at: index, in: frame.planes)
            try Self.checkFormat(plane, at: index)
            try Self.checkGrid(plane, at: index, camera)
            try Self.checkBytes(plane, at: index)
        }
    }

    private func checkUnique(_ plane: Plane, at index: Int, in planes: [Plane]) throws(Rejection) {
        for other in 0..<index {
            guard planes[other].part != plane.part else {
                throw Rejection(
                    "planes[\(index)].part", expected: "a part of its own",
                    found: "\(plane.part), which is also that of planes[\(other)]")
            }
            guard plane.kind == .mask || planes[other].kind != plane.kind else {
                throw Rejection(
                    "planes[\(index)].kind", expected: "at most one \(plane.kind) plane",
                    found: "another one in planes[\(other)]")
            }
        }
    }

    private static func checkGrid(_ plane: Plane, at index: Int, _ camera: Camera) throws(Rejection) {
        guard plane.width == camera.width, plane.height == camera.height else {
            throw Rejection(
                "planes[\(index)].size",
                expected: "\(camera.width)×\(camera.height), the camera's: every plane lies on the depth grid",
                found: "\(plane.kind) of \(plane.width)×\(plane.height)")
        }
    }

    static func checkFormat(_ plane: Plane, at index: Int) throws(Rejection) {
        guard plane.encoding.suits(plane.kind) else {
            let known = PlaneEncoding.allCases.filter { $0.suits(plane.kind) }.map(\.name).joined(separator: ", ")
            throw Rejection(
                "planes[\(index)].encoding", expected: "for \(plane.kind) one of \(known)", found: plane.encoding.name)
        }
        guard plane.encoding.bytesPerPixel != nil || plane.compression == .none else {
            throw Rejection(
                "planes[\(index)].compression", expected: "none around \(plane.encoding.name)",
                found: "\(plane.compression)")
        }
        // Depth is float from here on, in which a tiny scale would become 0.
        let scale = Float(plane.metersPerCount)
        guard plane.kind != .depth || (scale.isFinite && scale.isNormal && scale > 0) else {
            throw Rejection(
                "planes[\(index)].metres_per_count", expected: "finite and > 0", found: "\(plane.metersPerCount)")
        }
    }

    private static func checkBytes(_ plane: Plane, at index: Int) throws(Rejection) {
        guard let storage = plane.storage else {
            throw Rejection(
                "planes[\(index)].part", expected: "a part of this message", found: "\(plane.part), which is missing")
        }
        let found = storage.bytes.count
        guard let bytesPerPixel = plane.encoding.bytesPerPixel else {
            return try checkNotEmpty(found, at: index)
        }
        let layout = try PlaneLayout(plane, bytesPerPixel: bytesPerPixel, at: index)
        guard plane.compression == .none else {
            return try checkNotEmpty(found, at: index)
        }
        guard layout.admits(found) else {
            throw Rejection("planes[\(index)].bytes", expected: layout.expectation, found: "\(found) bytes")
        }
    }

    private static func checkNotEmpty(_ count: Int, at index: Int) throws(Rejection) {
        guard count > 0 else {
            throw Rejection("planes[\(index)].bytes", expected: "at least 1 byte", found: "0 bytes")
        }
    }
}
