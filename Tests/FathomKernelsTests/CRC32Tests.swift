import Fathom
import FathomKernels
import FathomTestKit
import Testing

@Suite struct CRC32Tests {
    @Test func theCheckValueOfTheStandard() {
        let digits = Array("123456789".utf8)
        #expect(fathom_crc32(0, digits, digits.count) == 0xcbf4_3926)
        #expect(fathom_crc32_scalar(0, digits, digits.count) == 0xcbf4_3926)
        #expect(fathom_crc32(0, nil, 0) == 0)
    }

    @Test func theFastWayAndTheTablesAgree() {
        var random = SplitMix64(seed: 3)
        for count in Array(0...300) + [1000, 4095, 4096, 65_537] {
            let bytes = ExactBytes(random.bytes(count))
            let begin = UInt32.random(in: 0...UInt32.max, using: &random)
            #expect(
                fathom_crc32(begin, bytes.pointer, count) == fathom_crc32_scalar(begin, bytes.pointer, count),
                "\(count) bytes")
        }
    }

    @Test func partsAreSummedAsTheWhole() {
        var random = SplitMix64(seed: 4)
        let bytes = random.bytes(5000)
        let whole = fathom_crc32(0, bytes, bytes.count)
        for cut in [0, 1, 63, 64, 65, 1000, 4999, 5000] {
            let first = Array(bytes[..<cut])
            let second = Array(bytes[cut...])
            #expect(fathom_crc32(fathom_crc32(0, first, first.count), second, second.count) == whole)
        }
    }
}
