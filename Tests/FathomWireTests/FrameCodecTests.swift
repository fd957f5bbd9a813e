import Fathom
import FathomWire
import Testing

@Suite struct FrameCodecTests {
    @Test("Every frame comes back as it was sent, presence included, into a reused frame")
    func roundTrip() throws {
        let (encoder, decoder) = (FrameEncoder(), FrameDecoder())
        var buffer: [UInt8] = []
        var reused = Frame(stream: "x")
        for seed in 0..<500 {
            var generator = SplitMix64(seed: UInt64(seed))
            let frame = generator.frame()
            try encoder.encode(frame, into: &buffer)
            try decoder.decode(buffer, parts: frame.parts, into: &reused)
            #expect(reused.summary == frame.summary, "seed \(seed)")
        }
    }

    @Test("Planes view the received parts, by part number")
    func planesViewParts() throws {
        let frame = Frame(
            stream: "front",
            planes: [
                Plane(kind: .color, encoding: .rgb8, width: 1, height: 1, part: 3, storage: nil),
                Plane(kind: .depth, encoding: .depth16UC1, width: 1, height: 1, part: 2, storage: nil),
            ])
        let parts: [any ByteStorage] = [OwnedBytes([1, 2]), OwnedBytes([3, 4, 5])]
        let decoded = try FrameDecoder().decoded(try encoded(frame), parts: parts)
        #expect(decoded.planes[0].storage === parts[1])
        #expect(decoded.planes[1].storage === parts[0])
    }

    @Test("Defaults of the contract hold where fields are absent")
    func defaults() throws {
        let decoded = try FrameDecoder().decoded(
            ProtoBytes.header().message(9, .plane()).message(12, ProtoBytes().text(1, "mug").message(3, box)).bytes,
            parts: [OwnedBytes([0])])
        #expect(decoded.step == nil)
        #expect(decoded.camera == nil)
        #expect(decoded.planes[0].metersPerCount == 0.001)
        #expect(decoded.planes[0].compression == .none)
        #expect(!decoded.planes[0].isRadial)
        #expect(decoded.regions[0].score == 1)
        #expect(!decoded.isTerminated && !decoded.isTruncated)
    }

    @Test("A refused header names the field", arguments: refused)
    func refusal(_ example: Refused) {
        let rejection = #expect(throws: Rejection.self) {
            try FrameDecoder().decoded(example.header.bytes, parts: (0..<example.parts).map { _ in OwnedBytes([0]) })
        }
        #expect(rejection?.field == example.field)
        if let expected = example.expected { #expect(rejection?.expected == expected) }
        if let found = example.found { #expect(rejection?.found == found) }
    }

    @Test("The header must repeat the topic's stream")
    func streamOfTopic() throws {
        let header = ProtoBytes.header(stream: "left").bytes
        var frame = Frame(stream: "")
        try FrameDecoder().decode(header, parts: [], stream: "left", into: &frame)
        #expect(throws: Rejection("stream", expected: "right, as in the topic", found: "left")) {
            try FrameDecoder().decode(header, parts: [], stream: "right", into: &frame)
        }
    }

    @Test("Neither a header beyond 64 KiB nor one that unpacks beyond the arena is accepted")
    func bounds() {
        let long = ProtoBytes.header().text(20, String(repeating: "x", count: 65 << 10))
        #expect(throws: Rejection("header", expected: "at most 65536 bytes", found: "\(long.bytes.count)")) {
            try FrameDecoder().decoded(long.bytes, parts: [])
        }
        // protobuf-c merges repeated submessages by copying: quadratic in their number.
        let camera = ProtoBytes().number(1, 1).number(2, 1).doubles(3, [1]).bytes
        let bomb = (0..<4000).reduce(into: ProtoBytes.header().bytes) { bytes, _ in
            bytes += ProtoBytes().data(8, camera).bytes
        }
        #expect(throws: Rejection.self) { try FrameDecoder().decoded(bomb, parts: []) }
    }

    @Test("The encoder refuses what would not arrive whole")
    func encoderRefuses() {
        #expect(throws: Rejection("stream", expected: "text without NUL", found: "a NUL at byte 1")) {
            try encoded(Frame(stream: "a\0b"))
        }
        let labels = (0..<9000).map { LabelName(value: $0, name: "label \($0)") }
        #expect(throws: Rejection.self) { try encoded(Frame(stream: "front", labels: labels)) }
    }
}

struct Refused: Sendable, CustomTestStringConvertible {
    let header: ProtoBytes
    var parts = 0
    let field: String
    var expected: String?
    var found: String?

    var testDescription: String { "\(field): \(expected ?? "") \(found ?? "")" }
}

private let box = ProtoBytes().doubles(9, []).fixed(1, 0).fixed(2, 0).fixed(3, 0).fixed(4, 0)
private let identity: [Double] = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]

private func camera(_ k: [Double]) -> ProtoBytes {
    ProtoBytes().number(1, 4).number(2, 4).doubles(3, k)
}

private func region(_ outline: (ProtoBytes) -> ProtoBytes) -> ProtoBytes {
    .header().message(12, outline(ProtoBytes().text(1, "mug")))
}

private let k: [Double] = [500, 0, 2, 0, 500, 2, 0, 0, 1]

private let refused: [Refused] = [
    Refused(
        header: ProtoBytes(), field: "header", expected: "a fathom.v1.FrameHeader", found: "0 bytes that do not parse"),
    Refused(header: ProtoBytes().text(1, "front"), field: "header", found: "7 bytes that do not parse"),
    Refused(header: .header(stream: ""), field: "stream", expected: "a name"),
    Refused(header: .header(episode: ""), field: "episode", expected: "an id"),
    Refused(
        header: ProtoBytes().data(1, [0xFF, 0xFE]).fixed(2, 9).text(3, "e").number(5, 4).number(6, 5).number(7, 1),
        field: "stream", expected: "UTF-8"),
    Refused(
        header: .header(clock: 0), field: "clock", expected: "one of realtime, monotonic, simulation",
        found: "number 0"),
    Refused(
        header: .header().message(9, .plane(encoding: 99)), parts: 1, field: "planes[0].encoding",
        expected: "one of rgb8, bgr8, rgba8, bgra8, mono8, jpeg, png, 16UC1, 32FC1, png16, 8UC1, 32SC1",
        found: "number 99"),
    Refused(
        header: .header().message(9, .plane()).message(9, .plane(kind: 5, part: 3)), parts: 2, field: "planes[1].kind",
        expected: "one of color, depth, label, mask", found: "number 5"),
    Refused(
        header: .header().message(9, .plane(part: 3)), parts: 1, field: "planes[0].part", expected: "2…2", found: "3"),
    Refused(header: .header().message(9, .plane(part: 1)), parts: 1, field: "planes[0].part", found: "1"),
    Refused(header: .header().message(9, .plane()), field: "planes[0].part", expected: "a part, but none came"),
    Refused(
        header: .header().message(9, .plane()).message(9, .plane(kind: 1, encoding: 1)), parts: 2,
        field: "planes[1].part", expected: "a part that no other plane names", found: "2"),
    Refused(
        header: .header().message(9, .plane()), parts: 2, field: "parts", expected: "1, one for each plane", found: "2"),
    Refused(header: .header(), parts: 1, field: "parts", found: "1"),
    Refused(header: .header().message(8, camera([])), field: "camera.k", expected: "9 numbers", found: "0"),
    Refused(header: .header().message(8, camera(k + [0])), field: "camera.k", found: "10"),
    Refused(header: .header().message(8, camera([500, 0, 0, 0, 500, 0, 2, 2, 1])), field: "camera.k"),
    Refused(
        header: .header().message(8, camera(k).number(4, 2)), field: "camera.distortion",
        expected: "one of none, plumb_bob", found: "number 2"),
    Refused(header: .header().message(8, camera(k).doubles(5, [0.1])), field: "camera.distortion", found: "none"),
    Refused(
        header: .header().message(8, camera(k).number(4, 1).doubles(5, [0.1])), field: "camera.distortion_coefficients"),
    Refused(
        header: .header().message(8, camera(k).message(6, ProtoBytes().doubles(1, [1, 2, 3]))),
        field: "camera.world_from_camera", expected: "16 numbers", found: "3"),
    Refused(
        header: .header().message(
            10,
            ProtoBytes().text(1, "gripper").message(2, ProtoBytes().doubles(1, identity.dropLast() + [2]))),
        field: "poses[0].world_from_entity", expected: "last row 0 0 0 1", found: "0.0 0.0 0.0 2.0"),
    Refused(header: region { $0 }, field: "regions[0]", expected: "one of box, polygon, mask_part", found: "0 of them"),
    Refused(header: region { $0.message(3, box).number(5, 2) }, field: "regions[0]", found: "2 of them"),
    Refused(
        header: region { $0.message(4, ProtoBytes().doubles(1, [0, 0, 1, 1])) }, field: "regions[0].polygon.xy",
        found: "4 numbers"),
    Refused(
        header: region { $0.number(5, 2) }, field: "regions[0].mask_part", expected: "the part of a mask plane",
        found: "2"),
]

func encoded(_ frame: Frame) throws -> [UInt8] {
    var buffer: [UInt8] = []
    try FrameEncoder().encode(frame, into: &buffer)
    return buffer
}

extension FrameDecoder {
    func decode(
        _ header: [UInt8], parts: [any ByteStorage], stream: String? = nil, into frame: inout Frame
    ) throws {
        try header.withUnsafeBytes { try decode(header: $0, parts: parts, stream: stream, into: &frame) }
    }

    func decoded(_ header: [UInt8], parts: [any ByteStorage]) throws -> Frame {
        var frame = Frame(stream: "")
        try decode(header, parts: parts, into: &frame)
        return frame
    }
}
