import CProtobufC

/// Memory for one protobuf-c message at a time: a bump allocator that is rewound instead of freed.
///
/// It grows until the largest message so far fits into one block, never beyond `limit`; from then on neither decoding
/// nor encoding touches the heap. Beyond the limit an allocation fails, which protobuf-c reports as a failed unpack.
final class Arena {
    /// What protobuf-c allocates with; valid as long as the arena.
    let allocator: UnsafeMutablePointer<ProtobufCAllocator>
    /// Bytes that all blocks together may take.
    let limit: Int

    private var blocks: [UnsafeMutableRawBufferPointer]
    /// Offset of the free bytes in the last block.
    private var offset = 0
    private var capacity: Int

    /// Alignment of every allocation; protobuf-c needs that of its widest member.
    private static let alignment = 16

    init(initialCapacity: Int = 16 << 10, limit: Int = 4 << 20) {
        self.limit = max(limit, Self.alignment)
        capacity = min(max(initialCapacity, Self.alignment), self.limit)
        blocks = [.allocate(byteCount: capacity, alignment: Self.alignment)]
        allocator = .allocate(capacity: 1)
        allocator.initialize(to: ProtobufCAllocator())
        allocator.pointee.alloc = { data, size in
            guard let data else { return nil }
            return Unmanaged<Arena>.fromOpaque(data).takeUnretainedValue().allocate(size)
        }
        // A rewound arena has nothing to free piece by piece.
        allocator.pointee.free = { _, _ in }
        allocator.pointee.allocator_data = Unmanaged.passUnretained(self).toOpaque()
    }

    deinit {
        for block in blocks { block.deallocate() }
        allocator.deallocate()
    }

    /// Forgets everything allocated so far; what outgrew one block gets one block that holds it all.
    func rewind() {
        offset = 0
        guard blocks.count > 1 else { return }
        for block in blocks { block.deallocate() }
        blocks.removeAll(keepingCapacity: true)
        blocks.append(.allocate(byteCount: capacity, alignment: Self.alignment))
    }

    /// `size` bytes, aligned; `nil` beyond the limit.
    func allocate(_ size: Int) -> UnsafeMutableRawPointer? {
        guard size >= 0, size <= limit else { return nil }
        let rounded = (size + Self.alignment - 1) & ~(Self.alignment - 1)
        if blocks[blocks.count - 1].count - offset < rounded {
            guard grow(toFit: rounded) else { return nil }
        }
        defer { offset += rounded }
        return blocks[blocks.count - 1].baseAddress.map { $0 + offset }
    }

    /// Adds a block that at least doubles the arena, as far as the limit allows.
    private func grow(toFit size: Int) -> Bool {
        let added = min(max(capacity, size), limit - capacity)
        guard added >= size else { return false }
        blocks.append(.allocate(byteCount: added, alignment: Self.alignment))
        capacity += added
        offset = 0
        return true
    }
}
