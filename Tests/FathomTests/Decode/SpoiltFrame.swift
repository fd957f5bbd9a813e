import Fathom
import Testing

/// One way to make a good frame one that cannot be true, and the field that is then to blame.
struct SpoiltFrame: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let field: String
    let spoil: @Sendable (inout Frame) -> Void

    init(_ description: String, _ field: String, _ spoil: @escaping @Sendable (inout Frame) -> Void) {
        testDescription = description
        self.field = field
        self.spoil = spoil
    }

    static let all = cameras + planes + scenes

    static let cameras = [
        SpoiltFrame("planes without a camera", "camera") { $0.camera = nil },
        SpoiltFrame("width 0", "camera.width") { $0.camera?.width = 0 },
        SpoiltFrame("width negative", "camera.width") { $0.camera?.width = -8 },
        SpoiltFrame("width beyond the maximum", "camera.width") { $0.camera?.width = 4097 },
        SpoiltFrame("height 0", "camera.height") { $0.camera?.height = 0 },
        SpoiltFrame("height beyond the maximum", "camera.height") { $0.camera?.height = .max },
        SpoiltFrame("fx 0", "camera.k") { $0.camera?.fx = 0 },
        SpoiltFrame("fx negative", "camera.k") { $0.camera?.fx = -10 },
        SpoiltFrame("fy NaN", "camera.k") { $0.camera?.fy = .nan },
        SpoiltFrame("fy without an inverse", "camera.k") { $0.camera?.fy = .leastNonzeroMagnitude },
        SpoiltFrame("cx infinite", "camera.k") { $0.camera?.cx = .infinity },
        SpoiltFrame("cy NaN", "camera.k") { $0.camera?.cy = .nan },
        SpoiltFrame("skew NaN", "camera.k") { $0.camera?.skew = .nan },
        SpoiltFrame("distortion NaN", "camera.distortion_coefficients") {
            $0.camera?.distortion = .plumbBob(k1: 0, k2: 0, p1: .nan, p2: 0, k3: 0)
        },
        SpoiltFrame("a camera pose that scales", "camera.world_from_camera") {
            $0.camera?.worldFromCamera?.rotation = .identity * 1.01
        },
        SpoiltFrame("a camera pose that mirrors", "camera.world_from_camera") {
            $0.camera?.worldFromCamera?.rotation.x = Vector3(0, -1, 0)
        },
        SpoiltFrame("a camera far away", "camera.world_from_camera.translation") {
            $0.camera?.worldFromCamera?.translation.y = 1.1e8
        },
        SpoiltFrame("an episode's name without end", "episode") { $0.episode = String(repeating: "é", count: 101) },
        SpoiltFrame("a camera pose of NaN", "camera.world_from_camera") {
            $0.camera?.worldFromCamera?.translation.y = .nan
        },
    ]

    static let planes = [
        SpoiltFrame("a part that never came", "planes[1].part") { $0.planes[1].storage = nil },
        SpoiltFrame("a short plane", "planes[0].bytes") {
            $0.planes[0].storage = OwnedBytes([UInt8](repeating: 0, count: 143))
        },
        SpoiltFrame("an over-long plane", "planes[0].bytes") {
            $0.planes[0].storage = OwnedBytes([UInt8](repeating: 0, count: 145))
        },
        SpoiltFrame("no bytes", "planes[2].bytes") { $0.planes[2].storage = OwnedBytes([]) },
        SpoiltFrame("an empty JPEG", "planes[0].bytes") {
            $0.planes[0].encoding = .jpeg
            $0.planes[0].storage = OwnedBytes([])
        },
        SpoiltFrame("row step smaller than a row", "planes[0].row_step") { $0.planes[0].rowStep = 23 },
        SpoiltFrame("row step negative", "planes[0].row_step") { $0.planes[0].rowStep = -24 },
        SpoiltFrame("row step endless", "planes[0].row_step") { $0.planes[0].rowStep = .max },
        SpoiltFrame("a second colour plane", "planes[5].kind") {
            $0.planes.append(GoodFrame.plane(.color, .bgr8, part: 9))
        },
        SpoiltFrame("a second depth plane", "planes[5].kind") {
            $0.planes.append(GoodFrame.plane(.depth, .depth32FC1, part: 9))
        },
        SpoiltFrame("one part for two planes", "planes[4].part") { $0.planes[4].part = 2 },
        SpoiltFrame("too many planes", "planes") {
            for part in 10..<80 { $0.planes.append(GoodFrame.plane(.mask, .mono8, part: part)) }
        },
        SpoiltFrame("depth as colour", "planes[0].encoding") { $0.planes[0].encoding = .depth16UC1 },
        SpoiltFrame("colour as depth", "planes[1].encoding") { $0.planes[1].encoding = .rgb8 },
        SpoiltFrame("zstd around a JPEG", "planes[0].compression") {
            $0.planes[0].encoding = .jpeg
            $0.planes[0].compression = .zstd
        },
        SpoiltFrame("colour not on the depth grid", "planes[0].size") { $0.planes[0].width = 4 },
        SpoiltFrame("depth not on the camera's grid", "planes[1].size") { $0.planes[1].height = 5 },
        SpoiltFrame("metres a count 0", "planes[1].metres_per_count") { $0.planes[1].metersPerCount = 0 },
        SpoiltFrame("metres a count negative", "planes[1].metres_per_count") { $0.planes[1].metersPerCount = -0.001 },
        SpoiltFrame("metres a count NaN", "planes[1].metres_per_count") { $0.planes[1].metersPerCount = .nan },
        SpoiltFrame("metres a count 0 as float", "planes[1].metres_per_count") { $0.planes[1].metersPerCount = 1e-60 },
    ]

    static let scenes = [
        SpoiltFrame("a pose that shears", "poses[1].world_from_entity") {
            $0.poses[1].worldFromEntity.rotation.y.x = 0.01
        },
        SpoiltFrame("a pose of NaN", "poses[0].world_from_entity") { $0.poses[0].worldFromEntity.rotation.z.z = .nan },
        SpoiltFrame("two poses of one name", "poses[1].name") { $0.poses[1].name = "gripper" },
        SpoiltFrame("too many poses", "poses") { frame in
            frame.poses = (0..<513).map { NamedPose(name: "\($0)", worldFromEntity: .identity) }
        },
        SpoiltFrame("a scalar of NaN", "scalars[0].value") { $0.scalars[0].value = .nan },
        SpoiltFrame("two scalars of one name", "scalars[1].name") { $0.scalars.append($0.scalars[0]) },
        SpoiltFrame("score above 1", "regions[0].score") { $0.regions[0].score = 1.01 },
        SpoiltFrame("score NaN", "regions[1].score") { $0.regions[1].score = .nan },
        SpoiltFrame("a box inside out", "regions[0].box") {
            $0.regions[0].outline = .box(xMin: 3, yMin: 0, xMax: 1, yMax: 2)
        },
        SpoiltFrame("a box without end", "regions[0].box") {
            $0.regions[0].outline = .box(xMin: 0, yMin: 0, xMax: .infinity, yMax: 2)
        },
        SpoiltFrame("a polygon of two corners", "regions[1].polygon") {
            $0.regions[1].outline = .polygon([1, 2, 3, 4])
        },
        SpoiltFrame("a polygon of odd numbers", "regions[1].polygon") {
            $0.regions[1].outline = .polygon([1, 2, 3, 4, 5, 6, 7])
        },
        SpoiltFrame("a polygon of NaN", "regions[1].polygon") {
            $0.regions[1].outline = .polygon([1, 2, 3, .nan, 5, 6])
        },
        SpoiltFrame("a polygon of 257 corners", "regions[1].polygon") {
            $0.regions[1].outline = .polygon([Double](repeating: 1, count: 514))
        },
        SpoiltFrame("a mask that is no mask plane", "regions[2].mask_part") { $0.regions[2].outline = .mask(part: 2) },
    ]
}
