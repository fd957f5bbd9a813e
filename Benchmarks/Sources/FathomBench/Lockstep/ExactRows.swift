import Fathom
import FathomTransport
import Foundation

/// 16 clients, several steps of each under way: whether every step gets one reward, its own.
enum ExactRows {
    private static let clients = 16
    /// Steps of one client that wait for their rewards.
    private static let window = 4

    static func run(_ options: Options) throws -> [Row] {
        let frames = try Recording(options.data.appending(path: "reach-224")).camera
        let daemon = try Daemon(options, configuration: "lockstep.yaml")
        let context = try ZMQContext()
        let clients = try (0..<clients).map { try CheckedClient(context, daemon, frames, number: $0) }
        let start = now()
        for _ in 0..<options.steps {
            for client in clients {
                if client.waiting >= window { try client.take() }
                try client.send()
            }
        }
        for client in clients {
            while client.waiting > 0, try client.take() {}
            // What comes now was not asked for.
            while try client.take(milliseconds: 0) {}
        }
        let took = Double(now() - start) / 1e9
        let total = clients.count * options.steps
        let (lost, swapped, twice) = (
            clients.map(\.waiting).reduce(0, +), clients.map(\.swapped).reduce(0, +), clients.map(\.twice).reduce(0, +)
        )
        let words = "\(lost) lost, \(swapped) of another step, \(twice) unasked; \(total) steps of 224×224 RGB-D in"
        return [
            Row(
                "\(clients.count) lockstep clients × \(options.steps) steps: steps without exactly their own reward",
                value: Double(lost + swapped + twice)
            ).budget(value: 0)
                .note(
                    String(format: "%@ %.1f s", words, took)
                        + (clients.compactMap(\.firstFault).first.map { "; \($0)" } ?? ""))
        ]
    }
}
