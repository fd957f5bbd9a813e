import Fathom
import FathomTransport
import Foundation

/// One client's round trip alone, beside four that behave, and beside four that do not, in turns.
enum NeighbourRows {
    private static let turn = 300

    static func run(_ options: Options) throws -> [Row] {
        let frames = try Recording(options.data.appending(path: "reach-224")).camera
        let daemon = try Daemon(options, configuration: "lockstep.yaml")
        let client = try RewardedEnvironment(ZMQContext(), daemon, frames)
        let decent = Neighbours([.seeing, .seeing, .posing, .posing], daemon.control, frames)
        let bad = Neighbours([.half, .deaf, .garbage, .late], daemon.control, frames)
        defer {
            decent.end()
            bad.end()
        }
        try decent.waitUntilReady()
        try bad.waitUntilReady()
        let steps = client.contestant("steps", count: turn)
        func beside(_ neighbours: Neighbours) -> Contestant {
            Contestant("beside") { samples in
                neighbours.isActive = true
                defer { neighbours.isActive = false }
                // They get going, and do it ten times at least.
                sleep(until: now() + 50_000_000)
                try steps.turn(&samples)
            }
        }
        let samples = try contest(rounds: 12, [steps, beside(decent), beside(bad)])
        let name = "lockstep round trip, 224×224, beside four that misbehave at 100 Hz each"
        func row(_ against: String, _ other: Samples) -> Row {
            Row(name, samples[2], against: against, other).budget(ratio: 0.9)
        }
        let ratio = { (other: Samples) in String(format: "p99 %.2f× of it", samples[2].p99 / other.p99) }
        return [
            row("alone", samples[0]).note("\(ratio(samples[0])); \(bad.summary)"),
            row("four that behave, 100 Hz each", samples[1]).note("\(ratio(samples[1])); \(decent.summary)"),
        ]
    }
}
