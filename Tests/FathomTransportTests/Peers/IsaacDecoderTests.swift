import FathomTestKit
import FathomTransport
import Testing

@testable import Fathom

@Suite struct IsaacDecoderTests {
    static let camera = Camera(width: 64, height: 48, fx: 50, fy: 52, cx: 31.5, cy: 23.5)
    static let options = IsaacStream(stream: "front", width: 64, height: 48)

    /// A wall that fills the view of `camera`, 1.25 m before it.
    static func wall(_ change: (inout IsaacClientMessage) -> Void = { _ in }) -> [UInt8] {
        let depth = [Float](repeating: 1.25, count: 64 * 48).withUnsafeBytes(Array.init)
        let frame = Frame(
            stream: "front", captureTimeNanoseconds: 2_500_000_000, camera: camera,
            planes: [
                Plane(
                    kind: .color, encoding: .rgb8, width: 64, height: 48,
                    storage: OwnedBytes((0..<64 * 48 * 3).map { UInt8(truncatingIfNeeded: $0) })),
                Plane(kind: .depth, encoding: .depth32FC1, width: 64, height: 48, storage: OwnedBytes(depth)),
            ])
        var message = IsaacClientMessage(frame)
        change(&message)
        return message.encoded
    }

    private let decoder = IsaacDecoder(options, publisherEpoch: 7)

    @Test("Every pixel of a flat wall lies at the wall's distance")
    func flatWall() throws {
        let frame = try decoder.frame(Self.wall())
        var validator = FrameValidator()
        _ = try validator.admit(frame)
        let planes = PlaneDecoder()
        let depth = try planes.depth(frame.planes[1])
        let projection = Projection(try #require(frame.camera))
        var rays: [Float] = []
        for y in 0..<48 {
            for x in 0..<64 {
                let meters = depth.meters(x: x, y: y)
                let point = projection.point(Double(x), Double(y), depth: Double(meters), isRadial: depth.isRadial)
                #expect(abs(point.z - 1.25) < 1e-6)
                rays.append(meters)
            }
        }
        // Taken for planar, the corner of the wall would be 25 cm too far.
        #expect(try #require(rays.max()) > 1.5)
    }

    @Test("Images are read in place")
    func inPlace() throws {
        let storage = OwnedBytes(Self.wall())
        var found: [PeerFrame] = []
        decoder.decode(storage, into: &found)
        guard case .frame(let frame) = found.first else { return }
        for plane in frame.planes {
            let bytes = try #require(plane.storage?.bytes)
            #expect(bytes.count == 64 * 48 * 4)
            #expect(try #require(bytes.baseAddress) > #require(storage.bytes.baseAddress))
            #expect(try #require(bytes.baseAddress) < #require(storage.bytes.baseAddress) + storage.bytes.count)
        }
        let color = try PlaneDecoder().color(frame.planes[0])
        #expect((color.base[0], color.base[1], color.base[2], color.base[3]) == (0, 1, 2, 255))
        #expect((color.red, color.green, color.blue) == (0, 1, 2))
    }

    @Test("Time, numbers and intrinsics are in Fathom's conventions")
    func conventions() throws {
        _ = decoder.decode([])
        let frame = try decoder.frame(Self.wall())
        #expect(frame.stream == "front")
        #expect(frame.publisherEpoch == 7)
        // A message that could not be read leaves a gap.
        #expect(frame.sequence == 1)
        #expect(frame.captureTimeNanoseconds == 2_500_000_000)
        #expect(frame.clock == .simulation)
        #expect(frame.camera == Self.camera)
    }

    @Test("A view matrix is camera_from_world; the camera's own scale does not matter", arguments: [1.0, 0.1, 25])
    func viewMatrix(scale: Double) throws {
        let pose = try #require(Camera.lookingAtTable().worldFromCamera)
        let sent = Frame(
            stream: "front", camera: Camera(width: 64, height: 48, fx: 50, fy: 50, cx: 0, cy: 0, worldFromCamera: pose))
        var message = IsaacClientMessage(sent, cameraScale: scale)
        message.depth = [UInt8](repeating: 0, count: 64 * 48 * 4)
        let found = try #require(try decoder.frame(message.encoded).camera?.worldFromCamera)
        #expect((found.translation - pose.translation).length < 1e-12)
        #expect((found.rotation.z - pose.rotation.z).length < 1e-12)
        #expect(found.isRigid)
    }

    @Test("Boxes become regions under the names of their labels")
    func boxes() throws {
        let frame = try decoder.frame(
            Self.wall {
                $0.labels = [("3", "class:cube"), ("0", "gripper"), ("9", "class:unseen")]
                $0.boxes = [
                    .init(3, xMin: 4, yMin: 0, xMax: 9, yMax: 7), .init(0, xMin: -2, yMin: 1, xMax: 3, yMax: 2),
                    // Nobody named it; wholly hidden.
                    .init(4, xMin: 0, yMin: 0, xMax: 1, yMax: 1),
                    .init(9, xMin: .max, yMin: .max, xMax: .min, yMax: .min),
                ]
            })
        #expect(frame.regions.map(\.name) == ["cube", "gripper"])
        guard case .box(let xMin, let yMin, let xMax, let yMax) = frame.regions[1].outline else { return }
        #expect([xMin, yMin, xMax, yMax] == [-2, 1, 3, 2])
    }

    @Test("An episode begins when the simulator's clock goes back, not when it stands still")
    func episodes() throws {
        let times = [1.0, 1.5, 1.5, 0, 0.5, 0.25]
        let frames = try times.map { time in try decoder.frame(Self.wall { $0.simulationTime = time }) }
        #expect(frames.map(\.episode) == ["0", "0", "0", "1", "1", "2"])
        #expect(frames.map(\.sequence) == [0, 1, 2, 3, 4, 5])
    }

    @Test("Intrinsics of the configuration stand in for those that are not on the wire")
    func configuredIntrinsics() throws {
        var options = Self.options
        options.intrinsics = PinholeIntrinsics(fx: 40, fy: 41, cx: 30, cy: 20)
        let camera = try #require(
            try IsaacDecoder(options).frame(Self.wall { $0.intrinsics = [] }).camera)
        #expect([camera.fx, camera.fy, camera.cx, camera.cy] == [40, 41, 30, 20])
    }

    @Test("What was not rendered is left out")
    func colorAlone() throws {
        #expect(try decoder.frame(Self.wall { $0.depth = [] }).planes.map(\.kind) == [.color])
        let bare = try decoder.frame(Self.wall { ($0.depth, $0.color, $0.intrinsics) = ([], [], []) })
        #expect(bare.planes.isEmpty && bare.camera == nil)
    }

    @Test("A bad message names the field, what was expected and what came", arguments: badMessages)
    func badMessage(_ bad: BadMessage) throws {
        let rejection = try #require(decoder.rejection(Self.wall(bad.change)))
        #expect(rejection.field == bad.field)
        // The next good one is none the worse for it.
        #expect(try decoder.frame(Self.wall()).episode == "0")
    }

    struct BadMessage: Sendable {
        var field: String
        var change: @Sendable (inout IsaacClientMessage) -> Void
    }

    static let badMessages = [
        BadMessage(field: "color_image") { $0.color.removeLast() },
        BadMessage(field: "depth_image") { $0.depth += [0, 0, 0, 0] },
        BadMessage(field: "clock") { $0.hasClock = false },
        BadMessage(field: "clock.sim_time") { $0.simulationTime = .nan },
        BadMessage(field: "clock.sim_time") { $0.simulationTime = -1 },
        BadMessage(field: "camera.intrinsics_matrix") { $0.intrinsics = [] },
        BadMessage(field: "camera.intrinsics_matrix") { $0.intrinsics += [1] },
        BadMessage(field: "camera.intrinsics_matrix") { $0.intrinsics[3] = 2 },
        BadMessage(field: "camera.view_matrix_ros") { $0.viewMatrix = [1, 2, 3] },
        BadMessage(field: "camera.view_matrix_ros") { $0.viewMatrix = Array(repeating: 0, count: 15) + [1] },
        BadMessage(field: "camera.view_matrix_ros") {
            $0.viewMatrix = [1, 0.2, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]
        },
        BadMessage(field: "bbox2d.info.idToLabels") { $0.labels = [("cube", "class:cube")] },
        BadMessage(field: "bbox2d.info.idToLabels") { $0.labels = [("1", String(repeating: "x", count: 201))] },
        BadMessage(field: "bbox2d.data") {
            $0.boxes = Array(repeating: .init(1, xMin: 0, yMin: 0, xMax: 1, yMax: 1), count: 513)
        },
    ]
}
