import Testing

@testable import FathomWire

@Suite struct ArenaTests {
    @Test("Allocations are aligned, distinct and bounded")
    func bounded() {
        let arena = Arena(initialCapacity: 64, limit: 1024)
        var addresses: Set<UnsafeMutableRawPointer> = []
        while let memory = arena.allocate(24) {
            #expect(Int(bitPattern: memory) % 16 == 0)
            #expect(addresses.insert(memory).inserted)
        }
        #expect(addresses.count <= 1024 / 32)
        #expect(addresses.count >= 1024 / 32 - 5)
        #expect(arena.allocate(-1) == nil)
        #expect(arena.allocate(.max) == nil)
    }

    @Test("After one rewind the largest message so far fits into one block")
    func settles() {
        let arena = Arena(initialCapacity: 64, limit: 1 << 20)
        for _ in 0..<100 { _ = arena.allocate(48) }
        arena.rewind()
        let first = (0..<100).map { _ in arena.allocate(48) }
        arena.rewind()
        let second = (0..<100).map { _ in arena.allocate(48) }
        #expect(first == second)
        #expect(!second.contains(nil))
    }
}
