import Fathom

extension Fault {
    private static let notFinite: [Double] = [.nan, .infinity, -.infinity]

    /// Cameras and poses that cannot be.
    static let cameras: [Fault] = [
        .frame("no camera", "camera") { frame, _ in frame.camera = nil },
        .parts("K of no nine numbers", "camera.k") { parts, _ in
            // The camera again: protobuf joins the two, so that K has 18 numbers.
            parts[1] += [0x42, 0x4F, 0x08, 0xA0, 0x01, 0x10, 0x78, 0x1A, 0x48] + [UInt8](repeating: 0, count: 72)
        },
        .frame("a focal length that is no number", "camera.k") { frame, random in
            frame.camera?.fx = random.pick(notFinite)
        },
        .frame("a centre that is no number", "camera.k") { frame, random in
            frame.camera?.cy = random.pick(notFinite)
        },
        .frame("a K without an inverse", "camera.k") { frame, random in
            frame.camera?.fy = random.pick([0, -0.0, .leastNonzeroMagnitude, -120])
        },
        .frame("width 0 or too large", "camera.width") { frame, random in
            let width = random.pick([0, 4097, 1_000_000, Int(UInt32.max)])
            frame.camera?.width = width
            for index in frame.planes.indices { frame.planes[index].width = width }
        },
        .frame("height 0 or too large", "camera.height") { frame, random in
            let height = random.pick([0, 4097, 1_000_000, Int(UInt32.max)])
            frame.camera?.height = height
            for index in frame.planes.indices { frame.planes[index].height = height }
        },
        .frame("a camera pose that scales", "camera.world_from_camera") { frame, random in
            frame.camera?.worldFromCamera?.rotation = .identity * random.pick([0, 0.99, 1.01, -1, 1e300])
        },
        .frame("a camera pose that is no number", "camera.world_from_camera") { frame, random in
            frame.camera?.worldFromCamera?.translation.z = random.pick(notFinite)
        },
        .frame("a gripper that is nowhere", "poses.world_from_entity") { frame, random in
            frame.poses[0].worldFromEntity.translation.x = random.pick(notFinite)
        },
        .frame("a scalar that is no number", "scalars.value") { frame, random in
            frame.scalars.append(NamedScalar(name: "gripper_opening", value: random.pick(notFinite)))
        },
    ]

    /// Frames that come when they cannot.
    static let order: [Fault] = [
        .frame("a sequence that repeats", "sequence") { frame, _ in frame.sequence -= 1 },
        .frame("a sequence that goes back", "sequence") { frame, random in
            frame.sequence = UInt64.random(in: 0..<frame.sequence, using: &random)
        },
        .frame("a step that goes back", "step") { frame, _ in frame.step = 0 },
        .frame("a capture time that goes back", "capture_time_ns") { frame, random in
            frame.captureTimeNanoseconds = random.pick([.min, -1, 0])
        },
        .frame("another clock", "clock") { frame, random in
            frame.clock = random.pick([.realtime, .monotonic])
        },
    ]
}
