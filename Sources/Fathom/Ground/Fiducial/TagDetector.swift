internal import CAprilTag

/// A square of an image that carries a code.
struct TagQuad: Equatable {
    var id: Int
    /// Pixels, centres at integers. In the tag frame they lie at (−, +), (+, +), (+, −), (−, −) half its size.
    var corners: [SIMD2<Double>]
}

/// Part of an image: columns and rows.
struct PixelWindow: Equatable {
    var columns: Range<Int>
    var rows: Range<Int>

    static func whole(_ image: ColorImage) -> PixelWindow {
        PixelWindow(columns: 0..<image.width, rows: 0..<image.height)
    }
}

/// Finds squares with codes of one family: libapriltag (Wang and Olson 2016) on one thread, without files.
///
/// The library allocates while it looks, so a frame that is searched for tags is no steady frame that allocates nothing.
/// The same pixels give the same bits on one class of CPU.
final class TagDetector {
    private let family: TagFamily
    private let detector: UnsafeMutablePointer<apriltag_detector_t>?
    private let table: UnsafeMutablePointer<apriltag_family_t>?
    /// The library's own codes, which it may have to free.
    private let allCodes: (start: UnsafeMutablePointer<UInt64>?, count: UInt32)
    /// The one code that is looked for, so that no other costs time, memory or false alarms.
    private let soughtCode: UnsafeMutablePointer<UInt64>?
    private let soughtID: Int?
    private let grey = Scratch()

    /// A smaller image crashes libapriltag 3.3 (4 pixels), or has no room for a tag.
    static let minSide = 16
    /// The library indexes pixels by 32-bit numbers.
    private static let maxPixels = 1 << 28

    /// - Parameter id: the only tag that is looked for; `nil`: all of the family.
    init(_ family: TagFamily, id: Int?) {
        self.family = family
        soughtID = id
        detector = apriltag_detector_create()
        table = family.create()
        allCodes = (table?.pointee.codes, table?.pointee.ncodes ?? 0)
        if let id, let codes = allCodes.start, id >= 0, id < Int(allCodes.count) {
            let code = UnsafeMutablePointer<UInt64>.allocate(capacity: 1)
            code.initialize(to: codes[id])
            soughtCode = code
            table?.pointee.codes = code
            table?.pointee.ncodes = 1
        } else {
            soughtCode = nil
        }
        detector?.pointee.nthreads = 1
        apriltag_detector_add_family_bits(
            detector, table, Int32(family.correctableBits(sought: id == nil ? family.codes : 1)))
    }

    deinit {
        apriltag_detector_destroy(detector)
        table?.pointee.codes = allCodes.start
        table?.pointee.ncodes = allCodes.count
        family.destroy(table)
        soughtCode?.deallocate()
    }

    /// The squares in a part of `image`, by the pixels of their first corners.
    /// - Parameter decimation: squares are looked for in every so many-th pixel; their edges are then refined in all of them.
    func quads(in image: ColorImage, _ window: PixelWindow, decimation: Int) -> [TagQuad] {
        let (width, height) = (window.columns.count, window.rows.count)
        guard min(width, height) >= Self.minSide * decimation, width * height <= Self.maxPixels, let detector else {
            return []
        }
        detector.pointee.quad_decimate = Float(decimation)
        var picture = image_u8_t(
            width: Int32(width), height: Int32(height), stride: Int32(width), buf: copy(image, window))
        guard let found = apriltag_detector_detect(detector, &picture) else { return [] }
        defer { apriltag_detections_destroy(found) }
        let origin = SIMD2(Double(window.columns.lowerBound), Double(window.rows.lowerBound))
        return (0..<zarray_size(found)).compactMap { index in
            var detection: UnsafeMutablePointer<apriltag_detection_t>?
            zarray_get(found, index, &detection)
            return detection.map { quad($0.pointee, origin) }
        }.sorted { ($0.corners[0].y, $0.corners[0].x) < ($1.corners[0].y, $1.corners[0].x) }
    }

    private func quad(_ detection: apriltag_detection_t, _ origin: SIMD2<Double>) -> TagQuad {
        let p = detection.p
        let corners = [p.0, p.1, p.2, p.3].map { SIMD2($0.0, $0.1) + origin - Self.pixelCenter }
        return TagQuad(id: soughtID ?? Int(detection.id), corners: corners)
    }

    /// In the library's coordinates the first pixel's centre is at (½, ½).
    private static let pixelCenter = SIMD2(0.5, 0.5)

    /// Luma (Rec. 601) of the window's pixels, rows tight.
    private func copy(_ image: ColorImage, _ window: PixelWindow) -> UnsafeMutablePointer<UInt8>? {
        let width = window.columns.count
        let bytes = grey.reserve(width * window.rows.count)
        guard let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return nil }
        for (line, y) in window.rows.enumerated() {
            let row = image.base + y * image.rowStep + window.columns.lowerBound * image.pixelStep
            let target = start + line * width
            for x in 0..<width {
                let pixel = row + x * image.pixelStep
                let sum = 77 * Int32(pixel[image.red]) + 150 * Int32(pixel[image.green]) + 29 * Int32(pixel[image.blue])
                target[x] = UInt8(truncatingIfNeeded: sum >> 8)
            }
        }
        return start
    }
}
