import Fathom
import FathomKernels
import FathomTestKit

extension SplitMix64 {
    mutating func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8.random(in: 0...255, using: &self) }
    }
}

/// Every variant that this machine can run.
let variants: [fathom_variant] = [
    FATHOM_VARIANT_SCALAR, FATHOM_VARIANT_AVX2, FATHOM_VARIANT_AVX512,
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
