import Fathom

extension Fault {
    /// Colour is plane 0, depth plane 1, labels plane 2.
    private static func bytes(_ frame: Frame, _ index: Int) -> [UInt8] {
        frame.planes[index].storage.map { Array($0.bytes) } ?? []
    }

    /// Planes that do not fit what is said of them.
    static let planes: [Fault] = [
        .frame("a short plane", "planes.bytes") { frame, random in
            let index = Int.random(in: 0...2, using: &random)
            let bytes = bytes(frame, index)
            frame.planes[index].storage = OwnedBytes(bytes.dropLast(Int.random(in: 1...bytes.count, using: &random)))
        },
        .frame("an over-long plane", "planes.bytes") { frame, random in
            let index = Int.random(in: 0...2, using: &random)
            frame.planes[index].storage = OwnedBytes(bytes(frame, index) + random.bytes(1...999))
        },
        .frame("a row step smaller than a row", "planes.row_step") { frame, random in
            frame.planes[1].rowStep = Int.random(in: 1...639, using: &random)
        },
        .frame("a row step beyond the bytes", "planes.bytes") { frame, random in
            frame.planes[0].rowStep = random.pick([481, 4096])
        },
        .frame("colour off the depth grid", "planes.size") { frame, _ in
            frame.planes[0].width = 80
            frame.planes[0].height = 60
            frame.planes[0].storage = OwnedBytes([UInt8](repeating: 9, count: 80 * 60 * 3))
        },
        .frame("two depth planes", "planes.kind") { frame, _ in
            var copy = frame.planes[1]
            copy.part = 5
            frame.planes.append(copy)
        },
        .frame("depth in an encoding of colour", "planes.encoding") { frame, _ in frame.planes[1].encoding = .rgba8 },
        .frame("depth of no scale", "planes.metres_per_count") { frame, random in
            frame.planes[1].metersPerCount = random.pick([0, -0.001, .nan, .infinity, 1e-300])
        },
        .frame("depth that is all invalid", "planes.depth") { frame, random in
            let invalid: Float = random.pick([.nan, 0, -1, .infinity, -.infinity, 139, .greatestFiniteMagnitude])
            let depth = [Float](repeating: invalid, count: 160 * 120)
            frame.planes[1].storage = OwnedBytes(depth.withUnsafeBytes(Array.init))
        },
    ]

    /// Compressed pixels that are damaged, or would fill the memory.
    static let images: [Fault] = [
        corrupt("JPEG", 0, .jpeg, .none, [0xFF, 0xD8, 0xFF, 0xE0]),
        corrupt("PNG", 0, .png, .none, [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]),
        corrupt("depth PNG", 1, .png16, .none, [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]),
        corrupt("zstd", 1, .depth32FC1, .zstd, [0x28, 0xB5, 0x2F, 0xFD]),
        corrupt("lz4", 1, .depth32FC1, .lz4, [0x04, 0x22, 0x4D, 0x18]),
        bomb("a bomb of JPEG", 0, .jpeg, .none) { _ in Bomb.jpeg },
        bomb("a bomb of PNG", 0, .png, .none) { _ in Bomb.png },
        bomb("a bomb of zstd", 1, .depth32FC1, .zstd) {
            Bomb.zstd(claimedBytes: $0.pick([160 * 120 * 4, 1 << 30, .max]))
        },
        bomb("a bomb of lz4", 1, .depth32FC1, .lz4) { _ in Bomb.lz4 },
    ]

    private static func corrupt(
        _ name: String, _ index: Int, _ encoding: PlaneEncoding, _ compression: PlaneCompression,
        _ magic: [UInt8]
    ) -> Fault {
        bomb("corrupt \(name)", index, encoding, compression) { magic + $0.bytes(0...2000) }
    }

    private static func bomb(
        _ name: String, _ index: Int, _ encoding: PlaneEncoding, _ compression: PlaneCompression,
        _ bytes: @escaping @Sendable (inout Random) -> [UInt8]
    ) -> Fault {
        .frame(name, "planes.bytes") { frame, random in
            frame.planes[index].encoding = encoding
            frame.planes[index].compression = compression
            frame.planes[index].storage = OwnedBytes(bytes(&random))
        }
    }
}
