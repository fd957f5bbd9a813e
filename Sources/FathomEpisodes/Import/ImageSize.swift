/// What the first bytes of a PNG or JPEG image say of its size.
struct ImageSize {
    enum Format { case png, jpeg }

    var format: Format
    /// Pixels.
    var width: Int
    var height: Int

    /// `nil` for what is neither, or has no header.
    init?(_ bytes: UnsafeRawBufferPointer) {
        if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]), bytes.count >= 24 {
            // PNG specification, 11.2.2: IHDR comes first.
            self.init(
                format: .png, width: Int(Self.number(bytes, at: 16) << 16 | Self.number(bytes, at: 18)),
                height: Int(Self.number(bytes, at: 20) << 16 | Self.number(bytes, at: 22)))
        } else if bytes.starts(with: [0xFF, 0xD8]), let frame = Self.jpegFrame(bytes) {
            self.init(
                format: .jpeg, width: Int(Self.number(bytes, at: frame + 7)),
                height: Int(Self.number(bytes, at: frame + 5)))
        } else {
            return nil
        }
    }

    private init(format: Format, width: Int, height: Int) {
        self.format = format
        self.width = width
        self.height = height
    }

    /// Where the frame header stands (ITU-T T.81, B.2.2): one of SOF0 … SOF15, among which three codes mean others.
    private static func jpegFrame(_ bytes: UnsafeRawBufferPointer) -> Int? {
        var place = 2
        while place + 9 <= bytes.count, bytes[place] == 0xFF {
            let marker = bytes[place + 1]
            if marker == 0xFF {
                place += 1
                continue
            }
            if 0xC0...0xCF ~= marker, ![0xC4, 0xC8, 0xCC].contains(marker) { return place }
            place += 2 + Int(number(bytes, at: place + 2))
        }
        return nil
    }

    private static func number(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> UInt32 {
        UInt32(bytes[offset]) << 8 | UInt32(bytes[offset + 1])
    }
}
