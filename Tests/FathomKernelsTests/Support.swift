import FathomKernels

/// SplitMix64: the same numbers on every machine.
struct Seeded: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }

    mutating func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8.random(in: 0...255, using: &self) }
    }
}

/// Every variant that this machine can run.
let variants: [fathom_variant] = [
    FATHOM_VARIANT_SCALAR, FATHOM_VARIANT_AVX2, FATHOM_VARIANT_AVX512, FATHOM_VARIANT_NEON,
].filter { fathom_kernels_of($0) != nil }

/// Bytes whose last one lies at the end of a heap block, so that a read behind them is one that a sanitizer sees.
final class ExactBytes {
    let pointer: UnsafeMutableRawPointer
    let count: Int

    init(_ bytes: [UInt8]) {
        count = bytes.count
        pointer = .allocate(byteCount: max(count, 1), alignment: 1)
        bytes.withUnsafeBytes {
            pointer.copyMemory(from: $0.baseAddress ?? UnsafeRawPointer(pointer), byteCount: count)
        }
    }

    deinit {
        pointer.deallocate()
    }
}
