internal import CTurboJPEG
internal import Foundation

/// What the first bytes of an image file say about it.
struct ImageHeader {
    enum Format { case png, jpeg }

    var format: Format
    /// Pixels.
    var width: Int
    var height: Int
    /// Of a PNG: bits of a channel, and whether it is grey alone.
    var bitDepth = 8
    var isGrey = false

    /// The header of a PNG or JPEG file.
    init(_ bytes: Data, file: String) throws(StillError) {
        if bytes.starts(with: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) {
            try self.init(png: bytes, file: file)
        } else if bytes.starts(with: [0xff, 0xd8]) {
            try self.init(jpeg: bytes, file: file)
        } else {
            throw .malformed(file: file, expected: "a PNG or JPEG image", found: "something else")
        }
        guard (1...Self.maxSide).contains(width), (1...Self.maxSide).contains(height) else {
            throw .malformed(
                file: file, expected: "1 … \(Self.maxSide) pixels a side", found: "\(width)×\(height)")
        }
    }

    /// Pixels; as large as a stream's frames may be.
    static let maxSide = 4096

    private init(png bytes: Data, file: String) throws(StillError) {
        // PNG specification, 11.2.2: IHDR comes first.
        let head = [UInt8](bytes.prefix(33))
        guard head.count == 33, head[12..<16].elementsEqual("IHDR".utf8) else {
            throw .malformed(file: file, expected: "a whole PNG", found: "\(bytes.count) bytes without a header")
        }
        func number(at offset: Int) -> Int { head[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) } }
        (format, width, height) = (.png, number(at: 16), number(at: 20))
        (bitDepth, isGrey) = (Int(head[24]), head[25] == 0)
        guard Self.hasEnd(png: bytes) else {
            throw .malformed(file: file, expected: "a whole PNG", found: "\(bytes.count) bytes: the file is cut off")
        }
    }

    /// Whether the chunks reach to the last one, IEND: a decoder may be content without.
    private static func hasEnd(png bytes: Data) -> Bool {
        bytes.withUnsafeBytes { bytes in
            var place = 8
            while place + 12 <= bytes.count {
                let length = Int(UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self)))
                let isLast = bytes[(place + 4)..<(place + 8)].elementsEqual("IEND".utf8)
                // Length, type and checksum.
                place += length + 12
                if isLast { return place <= bytes.count }
            }
            return false
        }
    }

    private init(jpeg bytes: Data, file: String) throws(StillError) {
        guard let handle = tjInitDecompress() else {
            throw .unreadable(file: file, reason: "no memory for a JPEG decoder")
        }
        defer { tjDestroy(handle) }
        var (width, height, subsampling, colorSpace) = (Int32(0), Int32(0), Int32(0), Int32(0))
        let status = bytes.withUnsafeBytes { bytes in
            tjDecompressHeader3(
                handle, bytes.bindMemory(to: UInt8.self).baseAddress, UInt(bytes.count), &width, &height,
                &subsampling, &colorSpace)
        }
        guard status == 0 || width > 0 else {
            throw .malformed(file: file, expected: "a whole JPEG", found: "\(bytes.count) bytes without a header")
        }
        (format, self.width, self.height) = (.jpeg, Int(width), Int(height))
    }

    var size: String { "\(width)×\(height)" }
}
