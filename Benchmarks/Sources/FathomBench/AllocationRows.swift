import Fathom
import Foundation

/// Heap calls of 1,000 steady frames.
enum AllocationRows {
    private static let frames = 1_000

    static func run(_ options: Options) throws -> [Row] {
        let counter = try HeapCounter()
        // Shows that the counter counts.
        let known = counter.count(showingFirst: false) {
            _ = (0..<10).map { OwnedBytes([UInt8(truncatingIfNeeded: $0)]) }
        }
        guard known.allocations >= 10 else { throw Failure("the heap counter does not count") }
        return try played(options, counter) + wired(options, counter)
    }

    private static func played(_ options: Options, _ counter: HeapCounter) throws -> [Row] {
        let reach = try Recording(options.data.appending(path: "reach"))
        let pick = try Recording(options.data.appending(path: "pick"))
        let cases: [(String, [Frame], EntitySelector)] = [
            ("tracked, 'the red ball'", Array(reach.camera[reach.episodes[0]]), .description("the red ball")),
            ("tracked, 'the black cube'", Array(pick.camera[pick.episodes[0]]), .description("the black cube")),
            ("labels and depth", Array(reach.keeping([.depth, .label])[reach.episodes[0]]), .label("target")),
            ("poses", Array(reach.poses[reach.episodes[0]]), .pose("target")),
        ]
        return try cases.map { name, frames, target in
            let playback = try Playback(frames, .reaching(target))
            var measured = 0
            for _ in 0..<200 { _ = playback.step() }
            let totals = counter.count {
                for _ in 0..<Self.frames where playback.step()?.status == .measured { measured += 1 }
            }
            return row("\(name) → reward", totals, measured)
        }
    }

    private static func wired(_ options: Options, _ counter: HeapCounter) throws -> [Row] {
        let recording = try Recording(options.data.appending(path: "reach"))
        var path = try WirePath(recording.camera[0], .reaching(.description("the red ball")))
        var measured = 0
        for sequence in 0..<200 { _ = try path.step(UInt64(sequence)) }
        let totals = try counter.count {
            for sequence in 200..<200 + Self.frames where try path.step(UInt64(sequence))?.status == .measured {
                measured += 1
            }
        }
        return [row("frame bytes → reward bytes, tracked", totals, measured)]
    }

    private static func row(_ name: String, _ totals: HeapCounter.Totals, _ measured: Int) -> Row {
        Row(
            "heap allocations of \(frames) frames, \(name)", value: Double(totals.allocations),
            note: "\(totals.frees) frees, \(totals.bytes) bytes, \(measured) measured"
        ).budget(value: 0)
    }
}
