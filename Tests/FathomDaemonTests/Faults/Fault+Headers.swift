import Fathom

extension Fault {
    /// Messages that are no frame at all.
    static let headers: [Fault] = [
        .parts("a topic alone", "parts") { parts, _ in parts.removeSubrange(1...) },
        .parts("20 parts", "parts") { parts, _ in
            while parts.count < 20 { parts.append([0]) }
        },
        .parts("an empty header", "header") { parts, _ in parts[1] = [] },
        .parts("a header of noise", "header") { parts, random in
            // No field has the number 0.
            parts[1] = [0x00] + random.bytes(0...400)
        },
        .parts("a header that breaks off", "header") { parts, random in
            // The clock, which every header has, comes after the stream, the epoch and the episode.
            parts[1] = Array(parts[1].prefix(Int.random(in: 1...15, using: &random)))
        },
        .parts("a header of 70 KiB", "header") { parts, _ in parts[1] += [UInt8](repeating: 0, count: 70 << 10) },
        .frame("a header of another stream", "stream") { frame, _ in frame.stream += "-2" },
        .parts("planes missing", "planes.part") { parts, random in
            parts.removeLast(Int.random(in: 1...parts.count - 2, using: &random))
        },
        .parts("a plane that nobody announced", "parts") { parts, random in parts.append(random.bytes(0...99)) },
        .parts("an unknown encoding", "planes.encoding") { parts, _ in
            // One more element of `planes`: a mask of 160×120 in encoding 99, part 5.
            parts[1] += [0x4A, 0x0B, 0x08, 0x04, 0x10, 0x63, 0x18, 0xA0, 0x01, 0x20, 0x78, 0x30, 0x05]
            parts.append([0])
        },
    ]
}
