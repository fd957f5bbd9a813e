import Fathom
import FathomTestKit
import Testing

@testable import FathomWire

@Suite struct EpisodeEventCodecTests {
    private static let checkpoint = PipelineCheckpoint(
        nextSequence: 17, episodeIndex: 3, isPaused: true,
        streams: [
            StreamCheckpoint(
                stream: "front",
                last: FrameValidator.Position(
                    publisherEpoch: .max, episode: "é", step: nil, sequence: 9, captureTimeNanoseconds: -5,
                    clock: .monotonic),
                retiredEpochs: [1, .max],
                setBack: FrameValidator.SetBack(sequence: 8, captureTimeNanoseconds: 7, count: 2),
                silence: Silence(hasFrame: true, sinceNanoseconds: 12, isReported: false), admittedSequence: 9,
                rejected: 2),
            StreamCheckpoint(
                stream: "side", last: nil, retiredEpochs: [], setBack: nil, silence: Silence(), admittedSequence: nil,
                rejected: 0),
        ],
        cameras: CamerasCheckpoint(
            pairs: [.init(one: "front", other: "side", strikes: 3, offset: Vector3(0.1, -0.2, 1e-17))],
            told: .init(camera: "side", other: "front", millimeters: 21)))

    private static let rejection = Rejection("planes[1].part", expected: "a part", found: "none")

    private static let bodies: [EpisodeEvent.Body] = [
        .frame(skipped: 0), .frame(skipped: 3, redBlueSwapped: [2]), .step(planes: [2, 0]),
        .malformedFrame(stream: "front", rejection), .malformedDetections(stream: "front", rejection),
        .detections(stream: "front"), .tick(monotonicNanoseconds: -1), .setTarget(description: "a cup", digest: "ab"),
        .resetEpisode, .human(.rerecord),
    ]

    private static func encoded(_ event: EpisodeEvent) throws -> [UInt8] {
        var (message, prefix) = ([UInt8](), [UInt8]())
        try EpisodeEventCodec().encodeHead(of: event, into: &message)
        for part in event.parts {
            prefix.removeAll()
            EpisodeEventCodec.appendPrefix(ofPart: part.bytes.count, to: &prefix)
            message += prefix + part.bytes
        }
        return message
    }

    @Test(arguments: bodies.indices) func everyEventComesBack(_ index: Int) throws {
        let parts = [[UInt8](), [1, 2, 3], [UInt8](repeating: 7, count: 300)]
        let event = EpisodeEvent(
            index: UInt64(index) << 40, receiveTimeNanoseconds: index.isMultiple(of: 2) ? nil : 77,
            checkpoint: index.isMultiple(of: 3) ? Self.checkpoint : nil, body: Self.bodies[index],
            parts: parts.map { OwnedBytes($0) })
        let back = try EpisodeEventCodec().decode(OwnedBytes(try Self.encoded(event)))
        #expect(back.index == event.index && back.receiveTimeNanoseconds == event.receiveTimeNanoseconds)
        #expect(back.checkpoint == event.checkpoint && "\(back.body)" == "\(event.body)")
        #expect(back.parts.map { Array($0.bytes) } == parts)
    }

    @Test func partsOutOfPlaceAndCutMessagesAreRefused() throws {
        let event = EpisodeEvent(index: 4, body: .frame(skipped: 1), parts: [OwnedBytes([1, 2]), OwnedBytes([3])])
        let whole = try Self.encoded(event)
        let codec = EpisodeEventCodec()
        // A whole number of fields may be all there is, but each cut through one is told.
        for count in 0..<whole.count {
            guard let short = try? codec.decode(OwnedBytes(Array(whole.prefix(count)))) else { continue }
            #expect(short.index == 4 && short.parts.count < 2)
        }
        #expect(throws: Rejection.self) { try codec.decode(OwnedBytes(whole + [8, 5])) }
        var random = SplitMix64(seed: 3)
        for _ in 0..<20_000 {
            var bytes = whole
            bytes[Int(random.next() % UInt64(bytes.count))] = UInt8(truncatingIfNeeded: random.next())
            _ = try? codec.decode(OwnedBytes(bytes))
        }
    }
}
