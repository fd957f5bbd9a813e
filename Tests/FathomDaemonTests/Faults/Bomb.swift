/// Small messages that unpack to very large ones, written by hand from the formats' specifications.
enum Bomb {
    /// A baseline JPEG's headers (ITU-T T.81, B.2) of 65,500×65,500 pixels, and no pixels.
    static let jpeg: [UInt8] =
        [0xFF, 0xD8, 0xFF, 0xC0, 0x00, 0x11, 0x08, 0xFF, 0xDC, 0xFF, 0xDC, 0x03]
        + [0x01, 0x11, 0x00, 0x02, 0x11, 0x00, 0x03, 0x11, 0x00]
        + [0xFF, 0xDA, 0x00, 0x0C, 0x03, 0x01, 0x00, 0x02, 0x00, 0x03, 0x00, 0x00, 0x3F, 0x00, 0xFF, 0xD9]

    /// A PNG's signature and IHDR of 60,000×60,000 RGB pixels, checksum and all.
    static let png: [UInt8] = [
        0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0x00, 0x00, 0x00, 0x0D, 0x49, 0x48, 0x44, 0x52, 0x00, 0x00,
        0xEA, 0x60, 0x00, 0x00, 0xEA, 0x60, 0x08, 0x02, 0x00, 0x00, 0x00, 0x0F, 0xB0, 0xE2, 0x15,
    ]

    /// A zstd frame (RFC 8878) of a thousand run-length blocks of 128 KiB each, that claims another size.
    static func zstd(claimedBytes: UInt64) -> [UInt8] {
        // Frame_Header_Descriptor: content size of 8 bytes, single segment.
        var bytes: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD, 0xE0]
        bytes += (0..<8).map { UInt8(truncatingIfNeeded: claimedBytes >> (8 * $0)) }
        let blocks = 1000
        for block in 0..<blocks {
            let header = UInt32(block == blocks - 1 ? 1 : 0) | 0b010 | 131_072 << 3
            bytes += (0..<3).map { UInt8(truncatingIfNeeded: header >> (8 * $0)) } + [0x40]
        }
        return bytes
    }

    /// An lz4 frame of 32 blocks, each of them 4 MiB of one byte.
    static let lz4: [UInt8] = {
        // One literal, then a match at distance 1 whose length goes on in bytes of 255, then five last literals.
        let matched = 4_194_304 - 1 - 5 - 4 - 15
        var block: [UInt8] = [0x1F, 0x40, 0x01, 0x00]
        block += [UInt8](repeating: 255, count: matched / 255) + [UInt8(matched % 255)]
        block += [0x50, 0x40, 0x40, 0x40, 0x40, 0x40]
        let size = (0..<4).map { UInt8(truncatingIfNeeded: block.count >> (8 * $0)) }
        // Version 1, independent blocks of at most 4 MiB; the last byte is the header's checksum.
        let header: [UInt8] = [0x04, 0x22, 0x4D, 0x18, 0x60, 0x70, 0x73]
        return header + (0..<32).flatMap { _ in size + block } + [0, 0, 0, 0]
    }()
}
