import Fathom
import FathomTransport
import Foundation
import Synchronization

/// Other clients of the daemon, each in a thread of its own, which act 100 times a second while they are active.
final class Neighbours: Sendable {
    private struct State {
        var isActive = false
        var isEnded = false
        var ready = 0
        var acts: [Neighbour: Int] = [:]
        var failure: String?
    }

    private let state = Mutex(State())
    private let count: Int
    private static let period: UInt64 = 10_000_000

    init(_ kinds: [Neighbour], _ control: String, _ frames: [Frame]) {
        count = kinds.count
        for kind in kinds {
            Thread { self.run(kind, control, frames) }.start()
        }
    }

    var isActive: Bool {
        get { state.withLock { $0.isActive } }
        set { state.withLock { $0.isActive = newValue } }
    }

    func end() {
        state.withLock { $0.isEnded = true }
    }

    /// - Throws: `Failure` when one of them cannot begin.
    func waitUntilReady() throws {
        while true {
            let (ready, failure) = state.withLock { ($0.ready, $0.failure) }
            if let failure { throw Failure("neighbour: \(failure)") }
            if ready == count { return }
            sleep(until: now() + Self.period)
        }
    }

    /// How often each of them acted.
    var summary: String {
        let (acts, failure) = state.withLock { ($0.acts, $0.failure) }
        return acts.sorted { $0.key.rawValue < $1.key.rawValue }.map { "\($0.value) × \($0.key.rawValue)" }
            .joined(separator: ", ") + (failure.map { "; one stopped: \($0)" } ?? "")
    }

    private func run(_ kind: Neighbour, _ control: String, _ frames: [Frame]) {
        do {
            let act = try kind.begin(ZMQContext(), control, frames)
            state.withLock { $0.ready += 1 }
            var due = now()
            while true {
                let (isEnded, isActive) = state.withLock { ($0.isEnded, $0.isActive) }
                if isEnded { return }
                if isActive {
                    try act()
                    state.withLock { $0.acts[kind, default: 0] += 1 }
                }
                due = max(due + Self.period, now())
                sleep(until: due)
            }
        } catch {
            state.withLock { $0.failure = "\(kind.rawValue): \(error)" }
        }
    }
}
