/// The organised points of one frame on a grid of every `stride`-th pixel, in the camera's optical frame.
///
/// Allocated once for the largest frame seen; row-major, `width` cells a row.
final class SceneGrid {
    private(set) var width = 0
    private(set) var height = 0
    /// Pixels of the depth image from one cell to the next.
    private(set) var stride = 1
    private var capacity = 0

    /// Metres; z = 0 where the depth is invalid or a flying pixel's.
    private(set) var x: UnsafeMutablePointer<Float>
    private(set) var y: UnsafeMutablePointer<Float>
    private(set) var z: UnsafeMutablePointer<Float>
    /// 0x00RRGGBB; all 0 without colour.
    private(set) var color: UnsafeMutablePointer<UInt32>
    /// 0: no thing (a plane, background, invalid); else a thing's label, the largest thing's first. A cell without depth
    /// has a label where the thing around it bridges the hole.
    private(set) var labels: UnsafeMutablePointer<UInt16>
    /// Index plus one of the support plane that a cell is part of; 0: none.
    private(set) var planeOf: UnsafeMutablePointer<UInt8>

    /// Cells that a frame is thinned out to at most.
    static let maxCells = 320 * 240

    init() {
        (x, y, z) = (.allocate(capacity: 0), .allocate(capacity: 0), .allocate(capacity: 0))
        color = .allocate(capacity: 0)
        labels = .allocate(capacity: 0)
        planeOf = .allocate(capacity: 0)
    }

    deinit {
        deallocate()
    }

    var count: Int { width * height }

    /// Makes room for an image of `columns` × `rows` pixels; the cells are then undefined.
    func resize(columns: Int, rows: Int) {
        stride = 1
        func cells(_ pixels: Int) -> Int { (pixels + stride - 1) / stride }
        while cells(columns) * cells(rows) > Self.maxCells { stride += 1 }
        (width, height) = (cells(columns), cells(rows))
        guard count > capacity else { return }
        deallocate()
        capacity = count
        (x, y, z) = (.allocate(capacity: count), .allocate(capacity: count), .allocate(capacity: count))
        color = .allocate(capacity: count)
        labels = .allocate(capacity: count)
        planeOf = .allocate(capacity: count)
    }

    /// The pixel of the depth image that column `cell` or row `cell` stands for.
    func pixel(_ cell: Int) -> Int {
        cell * stride
    }

    private func deallocate() {
        x.deallocate()
        y.deallocate()
        z.deallocate()
        color.deallocate()
        labels.deallocate()
        planeOf.deallocate()
    }
}
