/// The organised points of one frame on a grid of every `stride`-th pixel, in the camera's optical frame.
///
/// Allocated once for any frame; row-major, `width` cells a row.
final class SceneGrid {
    private(set) var width = 0
    private(set) var height = 0
    /// Pixels of the depth image from one cell to the next.
    private(set) var stride = 1

    /// Metres; z = 0 where the depth is invalid or a flying pixel's.
    let x: UnsafeMutablePointer<Float>
    let y: UnsafeMutablePointer<Float>
    let z: UnsafeMutablePointer<Float>
    /// 0x00RRGGBB; all 0 without colour.
    let color: UnsafeMutablePointer<UInt32>
    /// 0: no thing (a plane, background, invalid); else a thing's label, the largest thing's first. A cell without depth
    /// has a label where the thing around it bridges the hole.
    let labels: UnsafeMutablePointer<UInt16>
    /// Index plus one of the support plane that a cell is part of; 0: none.
    let planeOf: UnsafeMutablePointer<UInt8>

    /// Cells that a frame is thinned out to at most.
    static let maxCells = 320 * 240

    init() {
        x = .allocate(capacity: Self.maxCells)
        y = .allocate(capacity: Self.maxCells)
        z = .allocate(capacity: Self.maxCells)
        color = .allocate(capacity: Self.maxCells)
        labels = .allocate(capacity: Self.maxCells)
        planeOf = .allocate(capacity: Self.maxCells)
    }

    deinit {
        x.deallocate()
        y.deallocate()
        z.deallocate()
        color.deallocate()
        labels.deallocate()
        planeOf.deallocate()
    }

    var count: Int { width * height }

    /// Lays the grid over an image of `columns` × `rows` pixels; the cells are then undefined.
    func resize(columns: Int, rows: Int) {
        stride = 1
        func cells(_ pixels: Int) -> Int { (pixels + stride - 1) / stride }
        while cells(columns) * cells(rows) > Self.maxCells { stride += 1 }
        (width, height) = (cells(columns), cells(rows))
    }

    /// The pixel of the depth image that column `cell` or row `cell` stands for.
    func pixel(_ cell: Int) -> Int {
        cell * stride
    }
}
