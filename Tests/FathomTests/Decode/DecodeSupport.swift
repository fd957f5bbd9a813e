import Fathom
import Testing

extension SplitMix64 {
    mutating func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8.random(in: 0...255, using: &self) }
    }

    /// Sizes that no vector width divides, among others.
    mutating func size() -> (width: Int, height: Int) {
        (Int.random(in: 1...67, using: &self), Int.random(in: 1...33, using: &self))
    }
}

/// Bytes that begin `offset` bytes behind an aligned address, as those of a message part may.
final class ShiftedBytes: ByteStorage {
    private let whole: OwnedBytes
    private let offset: Int

    init(_ bytes: [UInt8], offset: Int) {
        whole = OwnedBytes([UInt8](repeating: 0, count: offset) + bytes)
        self.offset = offset
    }

    var bytes: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: whole.bytes[offset...])
    }
}

/// The rejection that `body` ends with, or `nil` when it succeeds.
func rejection(_ body: () throws(Rejection) -> Void) -> Rejection? {
    do {
        try body()
        return nil
    } catch {
        return error
    }
}

extension DepthImage {
    var allMeters: [Float] {
        (0..<height).flatMap { y in (0..<width).map { meters(x: $0, y: y) } }
    }
}

extension LabelImage {
    var allValues: [UInt32] {
        (0..<height).flatMap { y in (0..<width).map { value(x: $0, y: y) } }
    }
}

extension ColorImage {
    /// Red, green and blue of every pixel, row by row.
    var allChannels: [UInt8] {
        (0..<height).flatMap { y in
            (0..<width).flatMap { x in
                let pixel = base + y * rowStep + x * pixelStep
                return [pixel[red], pixel[green], pixel[blue]]
            }
        }
    }
}
