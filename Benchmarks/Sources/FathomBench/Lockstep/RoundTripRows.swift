import Fathom
import FathomTransport
import Foundation

/// Request sent → reward decoded, in turns with a bare DEALER↔ROUTER echo of the same bytes.
enum RoundTripRows {
    private static let turn = 30

    static func run(_ options: Options) throws -> [Row] {
        try rows("224×224", "reach-224", p50: 0.6, options) + rows("640×480", "reach", p50: 1.0, options)
    }

    private static func rows(_ size: String, _ recording: String, p50: Double, _ options: Options) throws -> [Row] {
        let frames = try Recording(options.data.appending(path: recording)).camera
        let daemon = try Daemon(options, configuration: "lockstep.yaml")
        let echo = try Daemon.controlEcho()
        let context = try ZMQContext()
        let one = try RewardedEnvironment(context, daemon, frames)
        let two = try RewardedEnvironment(context, daemon, frames, task: "pair", cameras: ["front", "side"])
        let bare = try BareEnvironment(context, echo, frames)
        let samples = try contest(
            rounds: 40,
            [
                one.contestant("one", count: turn), bare.contestant("echo", count: turn),
                two.contestant("two", count: turn),
            ])
        let calm = try contest(
            rounds: 10,
            [
                one.contestant("one", count: turn, period: 10_000_000),
                bare.contestant("echo", count: turn, period: 10_000_000),
            ])
        let against = "ZeroMQ DEALER↔ROUTER echo of the same bytes"
        let bytes = frames[0].planes.compactMap { $0.storage?.bytes.count }.reduce(0, +)
        let name = String(format: "lockstep round trip, %@ RGB-D (%.2f MB)", size, Double(bytes) / 1e6)
        return [
            Row(name, samples[0], against: against, samples[1]).budget(p50: p50).note(one.summary),
            Row("\(name), a step every 10 ms", calm[0], against: against, calm[1]).budget(p50: p50),
            Row("\(name), two cameras in one request", samples[2], against: "one camera", samples[0])
                .note(two.summary),
        ]
    }
}
