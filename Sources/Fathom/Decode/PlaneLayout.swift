/// How the bytes of a plainly stored plane lie in memory.
struct PlaneLayout {
    /// Bytes of a row's pixels.
    let rowBytes: Int
    /// Bytes from one row to the next.
    let rowStep: Int
    let height: Int

    /// - Throws: `Rejection` of the row step when rows would overlap, or run away.
    init(_ plane: Plane, bytesPerPixel: Int, at place: PlanePlace) throws(Rejection) {
        rowBytes = plane.width * bytesPerPixel
        rowStep = plane.rowStep == 0 ? rowBytes : plane.rowStep
        height = plane.height
        // Rows of a larger buffer are fine; beyond, a few compressed bytes could claim gigabytes.
        let longest = 4 * rowBytes + 4096
        guard (rowBytes...longest).contains(rowStep) else {
            throw Rejection(
                place.field("row_step"), expected: "\(rowBytes) … \(longest) bytes, or 0", found: "\(rowStep)")
        }
    }

    /// Bytes when the last row ends with its last pixel.
    var tightCount: Int { (height - 1) * rowStep + rowBytes }
    /// Bytes when the last row is padded like the others.
    var paddedCount: Int { height * rowStep }

    func admits(_ count: Int) -> Bool {
        count == tightCount || count == paddedCount
    }

    /// The byte counts that fit, in words.
    var expectation: String {
        tightCount == paddedCount ? "\(tightCount) bytes" : "\(tightCount) or \(paddedCount) bytes"
    }
}
