internal import Fathom

/// One picture as it was read: what is measured, and what an overlay is drawn on.
struct StillPicture {
    var width: Int
    var height: Int
    /// Three bytes a pixel; `nil` for a point cloud without colour.
    var rgb: [UInt8]?
    /// Metres, 0 where invalid.
    var depth: [Float]
    var camera: Camera
    var noise: DepthNoise

    /// Metres: what lies beyond is taken for invalid.
    private static let limits = FrameLimits(maxDepth: DepthUnit.plausible.upperBound)

    /// Reads what `input` names.
    static func read(_ input: StillInput) throws(StillError) -> StillPicture {
        let intrinsics = try input.camera.map { text throws(StillError) in try Intrinsics.parse(text) }
        let pose = try input.worldFromCamera.map { path throws(StillError) in try PoseFile.read(path) }
        var picture =
            if let cloud = input.pointCloud {
                try fromCloud(cloud, input, intrinsics)
            } else {
                try fromImages(input, intrinsics)
            }
        picture.noise = try Sensor.noise(input.noise, grain: picture.grain)
        picture.camera.worldFromCamera = pose
        return picture
    }

    private var grain: DepthGrain? {
        DepthGrain(depth, width: width, height: height, over: .structuredLight)
    }

    private static func fromImages(_ input: StillInput, _ intrinsics: Intrinsics?) throws(StillError) -> StillPicture {
        let colorPath = try required(input.color, "--color")
        let depthPath = try required(input.depth, "--depth")
        let unit = try required(input.depthUnit, "--depth-unit")
        guard unit > 0, unit.isFinite else {
            throw .argument(name: "--depth-unit", expected: "a positive number of metres a count", found: "\(unit)")
        }
        let camera = try required(intrinsics, "--camera")
        let color = try ImageFile.color(colorPath)
        let depth = try ImageFile.depth(depthPath, metersPerCount: unit)
        guard color.width == depth.width, color.height == depth.height else {
            throw .sizesDiffer(
                file: colorPath, size: "\(color.width)×\(color.height)", otherFile: depthPath,
                otherSize: "\(depth.width)×\(depth.height)")
        }
        try DepthUnit.check(depth.meters, unit: unit, file: depthPath)
        return StillPicture(
            width: depth.width, height: depth.height, rgb: color.rgb, depth: depth.meters,
            camera: camera.camera(depth.width, depth.height), noise: .ideal)
    }

    private static func fromCloud(
        _ path: String, _ input: StillInput, _ intrinsics: Intrinsics?
    ) throws(StillError) -> StillPicture {
        for (name, value) in [("--color", input.color), ("--depth", input.depth)] where value != nil {
            throw .argument(name: name, expected: "nothing, as --pcd holds colour and depth", found: "a file")
        }
        guard input.depthUnit == nil else {
            throw .argument(
                name: "--depth-unit", expected: "nothing, as --pcd holds metres", found: "a unit")
        }
        let cloud = try PCDFile.read(path)
        try DepthUnit.check(cloud.z, unit: nil, file: path)
        let camera = if let intrinsics { intrinsics } else { try cloud.intrinsics(file: path) }
        return StillPicture(
            width: cloud.width, height: cloud.height, rgb: cloud.rgb, depth: cloud.z,
            camera: camera.camera(cloud.width, cloud.height), noise: .ideal)
    }

    private static func required<Value>(_ value: Value?, _ name: String) throws(StillError) -> Value {
        guard let value else {
            throw .argument(name: name, expected: "one (or --pcd FILE in place of the images)", found: "none")
        }
        return value
    }

    /// The picture, ready to be asked.
    func snapshot() throws(StillError) -> Snapshot {
        var planes = [
            Plane(
                kind: .depth, encoding: .depth32FC1, width: width, height: height, part: 2,
                storage: depth.withUnsafeBytes { OwnedBytes($0) })
        ]
        if let rgb {
            planes.append(
                Plane(
                    kind: .color, encoding: .rgb8, width: width, height: height, part: 3, storage: OwnedBytes(rgb)))
        }
        do throws(Rejection) {
            return try Snapshot(
                Frame(stream: "still", camera: camera, planes: planes), noise: noise, limits: Self.limits)
        } catch {
            throw .argument(
                name: error.field.hasPrefix("camera") ? "--camera" : error.field, expected: error.expected,
                found: error.found)
        }
    }
}

extension Intrinsics {
    fileprivate func camera(_ width: Int, _ height: Int) -> Camera {
        Camera(width: width, height: height, fx: fx, fy: fy, cx: cx, cy: cy)
    }
}
