import Fathom
import FathomWire
import Foundation

/// Frame sent → reward received over ipc at 100 Hz, in turns with a bare ZeroMQ echo of the same bytes.
enum EndToEndRows {
    private static let exchanges = 1_200
    private static let period: UInt64 = 10_000_000

    static func run(_ options: Options) throws -> [Row] {
        let folder = options.data.appending(path: "reach")
        let recording = try Recording(folder)
        let counts = try recording.camera([
            (.depth, .depth16UC1, .none, folder.appending(path: "depth16.bin"))
        ])
        return [
            try row("end to end over ipc, 100 Hz, 16UC1 depth (1.54 MB)", counts, options).budget(p50: 0.6),
            try row(
                "end to end over ipc, 100 Hz, float depth (2.15 MB)",
                Array(recording.camera[recording.episodes[0]]), options
            ).budget(p50: 0.6),
            try row("end to end over ipc, 100 Hz, poses alone", recording.poses, options, "poses.yaml")
                .budget(p50: 0.6),
        ]
    }

    private static func row(
        _ name: String, _ frames: [Frame], _ options: Options, _ configuration: String = "tracked.yaml"
    ) throws -> Row {
        let daemon = try Daemon(options, configuration: configuration)
        let echo = try Daemon.echo()
        let toDaemon = try Link(daemon)
        let toEcho = try Link(echo)
        var sequence = FrameSequence(frames)
        try toDaemon.open { sequence.next() }
        try toEcho.open { frames[0] }
        let codec = RewardCodec()
        var rewards = Samples()
        var echoes = Samples()
        var measured = 0
        var due = now() + period
        for _ in 0..<exchanges {
            let frame = sequence.next()
            sleep(until: due)
            if let duration = try toDaemon.exchange(frame) {
                rewards.append(duration)
                if try toDaemon.reward(codec.decode).status == .measured { measured += 1 }
            }
            sleep(until: due + period / 2)
            if let duration = try toEcho.exchange(frame) { echoes.append(duration) }
            due = max(due + period, now())
        }
        return Row(name, rewards, against: "ZeroMQ ipc echo of the same bytes", echoes)
            .note("\(rewards.count) of \(exchanges) answered, \(measured) measured")
    }
}
