/// Decompresses LZF, the format of liblzf by Marc Lehmann that PCD files use.
enum LZF {
    /// The bytes, or `nil` when they are not `size` ones or the input is broken.
    static func decompress(_ input: UnsafeRawBufferPointer, size: Int) -> [UInt8]? {
        var output = [UInt8]()
        output.reserveCapacity(size)
        var place = 0
        while place < input.count {
            let control = Int(input[place])
            place += 1
            if control < 32 {
                // A literal run of control + 1 bytes.
                guard place + control < input.count, output.count + control < size else { return nil }
                output.append(contentsOf: input[place...place + control])
                place += control + 1
                continue
            }
            // A reference back: 3 bits of length (7: one more byte), 13 bits of distance.
            var length = control >> 5
            if length == 7 {
                guard place < input.count else { return nil }
                length += Int(input[place])
                place += 1
            }
            guard place < input.count else { return nil }
            var source = output.count - ((control & 31) << 8) - Int(input[place]) - 1
            place += 1
            guard source >= 0, output.count + length + 2 <= size else { return nil }
            // Byte by byte: what is copied may overlap what is written.
            for _ in 0..<length + 2 {
                output.append(output[source])
                source += 1
            }
        }
        return output.count == size ? output : nil
    }
}
