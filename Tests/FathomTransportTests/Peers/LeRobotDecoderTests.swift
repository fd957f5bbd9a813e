import Fathom
import FathomTransport
import Foundation
import Testing

@Suite struct LeRobotDecoderTests {
    static let options = LeRobotStream(
        width: 16, height: 16, intrinsics: PinholeIntrinsics(fx: 20, fy: 21, cx: 7.5, cy: 7), colorOrder: .bgr)

    private func decoder(_ streams: String..., color: LeRobotStream.ColorOrder = .bgr) -> LeRobotDecoder {
        var options = Self.options
        options.colorOrder = color
        return LeRobotDecoder(options, streams: streams.map { StreamPattern($0) }, publisherEpoch: 7)
    }

    @Test("What LeRobot's image server encoded is red again; red and blue can be left as the JPEG has them")
    func redAndBlue() throws {
        for (order, expected) in [(LeRobotStream.ColorOrder.bgr, [200, 30, 20]), (.rgb, [20, 30, 200])] {
            let frame = try decoder("front", color: order).frame(LeRobotFixture.message())
            var validator = FrameValidator()
            _ = try validator.admit(frame)
            let image = try PlaneDecoder().color(frame.planes[0])
            let pixel = image.base + 8 * image.rowStep + 8 * image.pixelStep
            let found = [image.red, image.green, image.blue].map { Int(pixel[$0]) }
            #expect(zip(found, expected).allSatisfy { abs($0 - $1) <= 4 }, "\(order): \(found)")
        }
    }

    @Test("A frame carries the server's time, its own number and the camera of the configuration")
    func conventions() throws {
        let decoder = decoder("front")
        _ = decoder.decode(LeRobotFixture.message(image: "?"))
        let frame = try decoder.frame(LeRobotFixture.message())
        #expect(frame.stream == "front")
        #expect((frame.publisherEpoch, frame.sequence, frame.episode) == (7, 1, "0"))
        #expect(frame.captureTimeNanoseconds == 1_700_000_000_250_000_000)
        #expect(frame.clock == .realtime)
        #expect(frame.camera == Camera(width: 16, height: 16, fx: 20, fy: 21, cx: 7.5, cy: 7))
        #expect(frame.planes.map(\.kind) == [.color])
    }

    @Test("Each camera of a message is a stream; one that is missing has no new frame; others are passed over")
    func cameras() throws {
        let decoder = decoder("front", "wrist-*")
        let image = LeRobotFixture.red
        let all = """
            {"state": [{"x": null}, true], "images": {"front": "\(image)", "wrist-l": "\(image)", "other": "\(image)", \
            "a b": ""}, "timestamps": {"wrist-l": 2, "front": 1e0, "other": 3}}
            """
        let found = decoder.decode(Array(all.utf8))
        let frames = found.compactMap { if case .frame(let frame) = $0 { frame } else { nil } }
        #expect(frames.map(\.stream) == ["front", "wrist-l"])
        #expect(frames.map(\.captureTimeNanoseconds) == [1_000_000_000, 2_000_000_000])
        guard case .unroutable(.badStreamName) = found.last else { throw Missing() }
        #expect(try decoder.frame(LeRobotFixture.message()).sequence == 1)
        #expect(try decoder.frame(LeRobotFixture.message("wrist-l")).sequence == 1)
        #expect(decoder.decode(Array(#"{"timestamps": {}, "images": {}}"#.utf8)).isEmpty)
    }

    @Test("Base64 with escaped slashes, as some JSON writers have it, is the same image")
    func escapedSlashes() throws {
        let frame = try decoder("front").frame(
            LeRobotFixture.message(image: LeRobotFixture.red.replacing("/", with: "\\/")))
        let plain = try decoder("front").frame(LeRobotFixture.message())
        let (found, expected) = (try #require(frame.planes[0].storage), try #require(plain.planes[0].storage))
        #expect(found.bytes.elementsEqual(expected.bytes))
    }

    @Test(
        "A bad message names the field",
        arguments: [
            (LeRobotFixture.message(image: "not base64"), "images.front"),
            (LeRobotFixture.message(image: ""), "images.front"),
            (LeRobotFixture.message(seconds: "-1"), "timestamps.front"),
            (LeRobotFixture.message(seconds: "1e999"), "timestamps.front"),
            (LeRobotFixture.message(seconds: "null"), "timestamps.front"),
            (LeRobotFixture.message(seconds: "NaN"), "json"), (LeRobotFixture.message(seconds: "\"1\""), "json"),
            (Array(#"{"images": {"front": "AAAA"}}"#.utf8), "timestamps.front"), (Array("{}".utf8), "images"),
            (Array("[]".utf8), "json"), ([], "json"), ([0xFF, 0x00], "json"),
            (LeRobotFixture.message() + Array("x".utf8), "json"), (Array(#"{"images": []}"#.utf8), "json"),
            (Array(#"{"images": {"front": {"data": "AAAA"}}}"#.utf8), "json"),
        ])
    func badMessage(message: [UInt8], field: String) throws {
        let decoder = decoder("front")
        #expect(decoder.rejection(message)?.field == field)
        _ = try decoder.frame(LeRobotFixture.message())
    }

    @Test("Nesting and numbers without end are refused")
    func endless() {
        let decoder = decoder("front")
        let nested = #"{"state": "# + String(repeating: "[", count: 100_000)
        let number = #"{"timestamps": {"front": 1"# + String(repeating: "0", count: 100_000) + "}}"
        for message in [nested, number] { #expect(decoder.rejection(Array(message.utf8))?.field == "json") }
        let crowd = (0..<65).map { #""c\#($0)": "AAAA""# }.joined(separator: ", ")
        #expect(decoder.rejection(Array(#"{"images": {\#(crowd)}}"#.utf8))?.field == "images")
    }

    @Test("Streams that come and go are bounded")
    func tooManyStreams() {
        let decoder = LeRobotDecoder(Self.options, maxStreams: 2)
        let found = (0..<4).flatMap { decoder.decode(LeRobotFixture.message("c\($0)")) }
        let kinds = found.map { if case .frame = $0 { "frame" } else { "refused" } }
        #expect(kinds == ["frame", "frame", "refused", "refused"])
    }

    @Test("No damage to a message does more than to reject it", arguments: 0..<8 as Range<UInt64>)
    func mutated(seed: UInt64) throws {
        var mutator = Mutator(seed: seed)
        let decoder = decoder("front", "wrist")
        let planes = PlaneDecoder()
        let whole = LeRobotFixture.message()
        let jpeg = try #require(Data(base64Encoded: LeRobotFixture.red))
        var (good, bad) = (0, 0)
        for round in 0..<1_000 {
            // Half of the damage is to the JPEG inside.
            let image = Data(mutator.mutate(Array(jpeg))).base64EncodedString()
            let message = round.isMultiple(of: 2) ? mutator.mutate(whole) : LeRobotFixture.message(image: image)
            for item in decoder.decode(message) {
                guard case .frame(let frame) = item else {
                    bad += 1
                    continue
                }
                good += 1
                _ = try? planes.color(frame.planes[0])
            }
        }
        #expect(good > 50 && bad > 50)
        _ = try decoder.frame(whole)
    }

    private struct Missing: Error {}
}
