import Glibc

/// The preloaded counter of heap calls.
struct HeapCounter {
    struct Totals {
        var allocations: Int
        var frees: Int
        var bytes: Int
    }

    private let start: @convention(c) (Bool) -> Void
    private let stop: @convention(c) (UnsafeMutablePointer<Int>) -> Void

    init() throws {
        guard let start = dlsym(nil, "fathom_heap_start"), let stop = dlsym(nil, "fathom_heap_stop") else {
            throw Failure("the heap counter is not preloaded: run launch/bench")
        }
        self.start = unsafeBitCast(start, to: (@convention(c) (Bool) -> Void).self)
        self.stop = unsafeBitCast(stop, to: (@convention(c) (UnsafeMutablePointer<Int>) -> Void).self)
    }

    func count(showingFirst: Bool = true, _ body: () throws -> Void) rethrows -> Totals {
        var totals = (0, 0, 0)
        start(showingFirst)
        try body()
        withUnsafeMutableBytes(of: &totals) { bytes in
            if let base = bytes.baseAddress { stop(base.assumingMemoryBound(to: Int.self)) }
        }
        return Totals(allocations: totals.0, frees: totals.1, bytes: totals.2)
    }
}
