import Dispatch
import Synchronization

/// What waits to be written: bounded by bytes, never waits on the side that fills it.
final class RecordQueue: Sendable {
    private struct State {
        var entries: [RecordEntry] = []
        /// Of the entries and of what was taken and not yet written.
        var byteCount = 0
        var isClosed = false
    }

    private let state = Mutex(State())
    private let arrivals = DispatchSemaphore(value: 0)
    private let capacity: Int
    private let makesRoom: Bool

    /// Entries that may wait, however small they are.
    private static let maxEntries = 1 << 16

    /// - Parameter makesRoom: whether the oldest events are thrown out for new ones.
    init(capacity: Int, makesRoom: Bool) {
        self.capacity = capacity
        self.makesRoom = makesRoom
    }

    /// What became of an offered entry.
    enum Outcome {
        case taken
        /// The oldest made room for it.
        case tookRoom
        case refused
    }

    /// Takes an entry if there is room. What opens and closes sessions is always taken.
    func offer(_ entry: RecordEntry) -> Outcome {
        let count = entry.byteCount
        let (outcome, wakes): (Outcome, Bool) = state.withLock { state in
            guard !state.isClosed else { return (.refused, false) }
            let isFull = count > 0 && makesRoom && Self.makeRoom(for: count, in: &state, capacity)
            // An event larger than the queue still passes when nothing else waits.
            let hasRoom = state.byteCount == 0 || state.byteCount + count <= capacity
            guard count == 0 || (hasRoom && state.entries.count < Self.maxEntries) else { return (.refused, false) }
            state.entries.append(entry)
            state.byteCount += count
            return (isFull ? .tookRoom : .taken, state.entries.count == 1)
        }
        if wakes { arrivals.signal() }
        return outcome
    }

    /// - Returns: whether something had to go.
    private static func makeRoom(for count: Int, in state: inout State, _ capacity: Int) -> Bool {
        var excess = state.byteCount + count - capacity
        var surplus = state.entries.count + 1 - maxEntries
        guard excess > 0 || surplus > 0 else { return false }
        // More than is needed now, for it takes a walk over all that waits.
        excess += capacity / 8
        var freed = 0
        state.entries.removeAll { entry in
            let size = entry.byteCount
            guard size > 0, excess > freed || surplus > 0 else { return false }
            freed += size
            surplus -= 1
            return true
        }
        state.byteCount -= freed
        return true
    }

    /// Moves all that waits into `batch`, which is empty; waits for something until `timeout`.
    /// - Returns: whether more may come.
    func take(into batch: inout [RecordEntry], timeout: DispatchTimeInterval) -> Bool {
        _ = arrivals.wait(timeout: .now() + timeout)
        return state.withLock { state in
            swap(&batch, &state.entries)
            return !(state.isClosed && batch.isEmpty)
        }
    }

    /// Whether nothing waits, and what was taken is written.
    var isEmpty: Bool {
        state.withLock { $0.byteCount == 0 && $0.entries.isEmpty }
    }

    /// What was taken is written.
    func release(_ byteCount: Int) {
        state.withLock { $0.byteCount -= byteCount }
    }

    /// Nothing is taken in any more.
    func close() {
        state.withLock { $0.isClosed = true }
        arrivals.signal()
    }
}
