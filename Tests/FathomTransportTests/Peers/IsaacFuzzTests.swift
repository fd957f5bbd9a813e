import Fathom
import FathomTestKit
import FathomTransport
import Testing

@Suite struct IsaacFuzzTests {
    @Test("No damage to a message does more than to reject it", arguments: 0..<8 as Range<UInt64>)
    func mutated(seed: UInt64) throws {
        var mutator = Mutator(seed: seed)
        let whole = IsaacDecoderTests.wall {
            $0.labels = [("1", "class:cube"), ("2", "class:gripper")]
            $0.boxes = [.init(1, xMin: 4, yMin: 0, xMax: 9, yMax: 7), .init(2, xMin: 1, yMin: 1, xMax: 3, yMax: 2)]
            $0.viewMatrix = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]
        }
        let decoder = IsaacDecoder(IsaacDecoderTests.options)
        var (good, bad) = (0, 0)
        for _ in 0..<2_000 {
            let found = decoder.decode(mutator.mutate(whole))
            #expect(found.count == 1)
            switch found.first {
            case .frame(let frame):
                good += 1
                #expect(frame.planes.allSatisfy { $0.storage?.bytes.count == 64 * 48 * 4 })
            case .malformed(let stream, let rejection):
                bad += 1
                #expect(stream == "front" && !rejection.field.isEmpty)
            default: Issue.record("neither a frame nor why there is none")
            }
        }
        #expect(good > 100 && bad > 100)
        _ = try decoder.frame(whole)
    }

    @Test("Every cut of a message is an error or a message without its last fields")
    func truncated() {
        let whole = IsaacDecoderTests.wall { ($0.color, $0.depth) = ([], []) }
        let decoder = IsaacDecoder(IsaacDecoderTests.options)
        for count in 0..<whole.count { #expect(decoder.decode(Array(whole[..<count])).count == 1) }
    }

    @Test(
        "What is no message of the peer is refused",
        arguments: [
            // A length beyond the message; a number without end; a group; field 0.
            [0x22, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F],
            [0x08] + [UInt8](repeating: 0xFF, count: 20),
            [0x0B, 0x0C], [0x00, 0x00], [0x22, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01],
            [0x1A, 0x05, 0x0A, 0x03, 0, 0, 0], Array("{\"not\": \"protobuf\"}".utf8),
        ])
    func notAMessage(message: [UInt8]) {
        #expect(IsaacDecoder(IsaacDecoderTests.options).rejection(message) != nil)
    }

    @Test("A message of fields without end is refused early")
    func fieldsWithoutEnd() {
        let message = [UInt8](repeating: 0x78, count: 1 << 20)
        #expect(IsaacDecoder(IsaacDecoderTests.options).rejection(message)?.expected == "at most 16384 fields")
    }
}
