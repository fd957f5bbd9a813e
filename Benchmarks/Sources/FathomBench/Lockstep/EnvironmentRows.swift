import Fathom
import FathomTransport
import Foundation

/// Steps a second of 1, 4 and 16 environments on one daemon, and what that leaves to thousands of them.
enum EnvironmentRows {
    private static let rounds = 6
    private static let seconds = 0.4
    private static let thousands = 4_096.0

    static func run(_ options: Options) throws -> [Row] {
        let frames = try Recording(options.data.appending(path: "reach-224")).camera
        return try rows("224×224", frames, [1, 4, 16], options)
            + rows("84×84", frames.map { try $0.window(84, around: "target") }, [16], options)
    }

    private static func rows(_ size: String, _ frames: [Frame], _ counts: [Int], _ options: Options) throws -> [Row] {
        let daemon = try Daemon(options, configuration: "lockstep.yaml")
        let echo = try Daemon.controlEcho()
        var rows: [Row] = []
        var fastest = 0.0
        for count in counts {
            let context = try ZMQContext()
            let rewarded = try (0..<count).map { _ in try RewardedEnvironment(context, daemon, frames) }
            let bare = try (0..<count).map { _ in try BareEnvironment(context, echo, frames) }
            let rates = try rates([rewarded, bare])
            fastest = max(fastest, rates[0])
            rows.append(
                Row(
                    "lockstep, \(count == 1 ? "1 environment" : "\(count) environments") at \(size): steps/s",
                    value: rates[0].rounded()
                )
                .note(String(format: "bare echo %.0f steps/s; ", rates[1]) + rewarded.summary))
        }
        let name = "ceiling for pixels of 4096 environments at \(size): steps/s of the whole batch"
        return rows + [
            Row(name, value: (fastest / thousands * 100).rounded() / 100)
                .note(String(format: "computed from %.0f frames/s on one daemon", fastest))
        ]
    }

    /// Median steps a second of each fleet, which take turns.
    private static func rates(_ fleets: [[any Environment]]) throws -> [Double] {
        var rates = fleets.map { _ in [Double]() }
        for fleet in fleets { _ = try rate(fleet) }
        for _ in 0..<rounds {
            for (index, fleet) in fleets.enumerated() { rates[index].append(try rate(fleet)) }
        }
        return rates.map { $0.sorted()[$0.count / 2] }
    }

    /// One thread drives all: each environment has one step under way, and sends the next when its reward has come.
    private static func rate(_ fleet: [any Environment]) throws -> Double {
        let start = now()
        let end = start + UInt64(seconds * 1e9)
        var steps = 0
        for environment in fleet { try environment.send() }
        while now() < end {
            for environment in fleet {
                try environment.finish()
                try environment.send()
            }
            steps += fleet.count
        }
        for environment in fleet { try environment.finish() }
        steps += fleet.count
        return Double(steps) / (Double(now() - start) / 1e9)
    }
}
