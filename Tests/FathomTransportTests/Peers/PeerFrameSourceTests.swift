import Fathom
import FathomTestKit
import FathomTransport
import Testing

@Suite struct PeerFrameSourceTests {
    private let context: ZMQContext

    init() throws {
        context = try ZMQContext()
    }

    @Test("A simulator that pushes is heard, frame for frame")
    func every() throws {
        let (simulator, source) = try isaac(.every)
        for time in 0..<5 { #expect(try simulator.send([message(time)])) }
        for time in 0..<5 {
            guard case .decoded(let decoded) = try source.next() else { throw Missing() }
            #expect(decoded.frame.captureTimeNanoseconds == Int64(time) * 1_000_000_000)
            #expect(decoded.frame.sequence == UInt64(time))
            #expect(decoded.receiveTimeNanoseconds == 99)
        }
        #expect(try source.receive() == nil)
    }

    @Test("`latest` hands out the newest and counts the others; an episode that began meanwhile is not missed")
    func latest() throws {
        let (simulator, source) = try isaac(.latest)
        for time in [5, 6, 1, 7] { #expect(try simulator.send([message(time)])) }
        // What came before the marker has come once the marker has.
        #expect(try simulator.send([[1]]))
        var last: DecodedFrame?
        var frames = 0
        var isMarked = false
        while !isMarked || last?.frame.sequence != 3 {
            switch try source.next() {
            case .decoded(let decoded):
                frames += 1 + decoded.skipped
                last = decoded
            case .malformedFrame: isMarked = true
            default: throw Missing()
            }
        }
        #expect(frames == 4)
        #expect(last?.frame.captureTimeNanoseconds == 7_000_000_000)
        #expect(last?.frame.episode == "1")
    }

    @Test("A message of several parts, or of garbage, is an error of that stream; the next frame is fine")
    func malformed() throws {
        let (simulator, source) = try isaac(.every)
        #expect(try simulator.send([[1], [2]]))
        #expect(try simulator.send([Array("garbage".utf8)]))
        #expect(try simulator.send([message(1)]))
        for field in ["parts", "message"] {
            guard case .malformedFrame("front", let rejection) = try source.next() else { throw Missing() }
            #expect(rejection.field == field)
        }
        guard case .decoded(let decoded) = try source.next() else { throw Missing() }
        #expect(decoded.frame.sequence == 2)
    }

    private struct Missing: Error {}

    private func message(_ time: Int) -> [UInt8] {
        IsaacDecoderTests.wall { $0.simulationTime = Double(time) }
    }

    private func isaac(_ delivery: Delivery) throws -> (ZMQSocket, PeerFrameSource) {
        let source = try PeerFrameSource(
            context, .pull, [.bind(temporaryEndpoint)], decoder: IsaacDecoder(IsaacDecoderTests.options),
            delivery: delivery, clock: { 99 })
        let simulator = try ZMQSocket(context, .push)
        try simulator.connect(source.socket.endpoint)
        return (simulator, source)
    }
}
