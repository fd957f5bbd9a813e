import Fathom
import FathomWire
import Testing

@Suite struct DetectionsCodecTests {
    @Test("All detections come back as they were sent")
    func roundTrip() throws {
        let codec = DetectionsCodec()
        var buffer: [UInt8] = []
        for seed in 0..<200 {
            var generator = SplitMix64(seed: UInt64(seed))
            let detections = Detections(
                stream: generator.name(), captureTimeNanoseconds: Int64(bitPattern: generator.integer()),
                regions: generator.list { $0.region(maskPart: nil) })
            try codec.encode(detections, into: &buffer)
            let decoded = try buffer.withUnsafeBytes { try codec.decode($0, stream: detections.stream) }
            #expect(String(reflecting: decoded) == String(reflecting: detections), "seed \(seed)")
        }
    }

    @Test("A mask needs a plane, the stream must be the topic's")
    func refusal() throws {
        let codec = DetectionsCodec()
        var buffer: [UInt8] = []
        let mask = RegionPrompt(name: "mug", outline: .mask(part: 2))
        try codec.encode(Detections(stream: "front", captureTimeNanoseconds: 0, regions: [mask]), into: &buffer)
        let masked = #expect(throws: Rejection.self) { try buffer.withUnsafeBytes { try codec.decode($0) } }
        #expect(masked?.field == "regions[0].mask_part")
        let other = #expect(throws: Rejection.self) {
            try buffer.withUnsafeBytes { try codec.decode($0, stream: "left") }
        }
        #expect(other?.field == "stream")
    }
}
