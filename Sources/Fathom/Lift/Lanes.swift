// Vectors as the arrays of doubles that C takes.

extension SIMD where Scalar == Double {
    /// The scalars at a pointer that is valid within `body`.
    @inline(__always)
    func withDoubles<Result>(_ body: (UnsafePointer<Double>) -> Result) -> Result {
        withUnsafePointer(to: self) { start in
            body(UnsafeRawPointer(start).assumingMemoryBound(to: Double.self))
        }
    }

    @inline(__always)
    mutating func withDoubles<Result>(_ body: (UnsafeMutablePointer<Double>) -> Result) -> Result {
        withUnsafeMutablePointer(to: &self) { start in
            body(UnsafeMutableRawPointer(start).assumingMemoryBound(to: Double.self))
        }
    }
}
