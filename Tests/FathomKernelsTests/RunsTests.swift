import FathomKernels
import Testing

@Suite("Runs of a mask row")
struct RunsTests {
    static func reference(_ row: [UInt8], capacity: Int) -> [Range<Int32>] {
        var runs: [Range<Int32>] = []
        var start: Int32?
        for (x, byte) in (row + [0]).enumerated() {
            if byte != 0, start == nil {
                start = Int32(x)
            } else if byte == 0, let open = start {
                runs.append(open..<Int32(x))
                start = nil
            }
        }
        return Array(runs.prefix(capacity))
    }

    @Test("every variant equals the plain form, for any density and capacity", arguments: variants)
    func equalsReference(variant: fathom_variant) throws {
        let kernels = try #require(fathom_kernels_of(variant))
        var random = Seeded(21)
        for round in 0..<400 {
            let width = Int.random(in: 0...300, using: &random)
            // Long stretches in some rows, single pixels in others, and any non-zero byte.
            let change = [2, 10, 60, 1000][round % 4]
            var value: UInt8 = Bool.random(using: &random) ? 1 : 0
            let row = (0..<width).map { _ -> UInt8 in
                if Int.random(in: 0..<change, using: &random) == 0 {
                    value = value == 0 ? UInt8.random(in: 1...255, using: &random) : 0
                }
                return value
            }
            let capacity = round.isMultiple(of: 3) ? Int.random(in: 0...4, using: &random) : (width + 1) / 2
            var runs = [fathom_run](repeating: fathom_run(start: -7, end: -7), count: capacity + 1)
            let exact = ExactBytes(row)
            let count = kernels.pointee.runs(
                exact.pointer.assumingMemoryBound(to: UInt8.self), Int32(width), &runs, Int32(capacity))
            #expect(runs.prefix(Int(count)).map { $0.start..<$0.end } == Self.reference(row, capacity: capacity))
            #expect(runs[capacity].start == -7)
        }
    }
}
