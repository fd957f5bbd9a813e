internal import Fathom
internal import Foundation

/// An organised point cloud: a point for each pixel of an image, in the camera's optical frame.
struct PointCloud {
    var width: Int
    var height: Int
    /// Metres; 0 where invalid.
    var x: [Float]
    var y: [Float]
    var z: [Float]
    /// Three bytes a pixel, where the file has colour.
    var rgb: [UInt8]?
}

/// Reads organised PCD files, version 0.7: ascii, binary and binary_compressed.
enum PCDFile {
    static func read(_ path: String) throws(StillError) -> PointCloud {
        let bytes = try InputFile.read(path)
        let header = try PCDHeader(bytes, file: path)
        let columns =
            switch header.encoding {
            case .ascii: try ascii(bytes, header, path)
            case .binary: try binary(bytes, header, path)
            case .binaryCompressed: try compressed(bytes, header, path)
            }
        return columns.cloud
    }

    private static func binary(_ bytes: Data, _ header: PCDHeader, _ file: String) throws(StillError) -> PCDColumns {
        let expected = header.points * header.pointBytes
        let found = bytes.count - header.dataOffset
        guard found >= expected else { throw truncated(file, "\(expected) bytes of points", "\(found)") }
        var columns = PCDColumns(header)
        bytes.withUnsafeBytes { bytes in
            // Point after point.
            columns.fill(UnsafeRawBufferPointer(rebasing: bytes[header.dataOffset...])) { field, point in
                point * header.pointBytes + header.offset(of: field)
            }
        }
        return columns
    }

    private static func compressed(
        _ bytes: Data, _ header: PCDHeader, _ file: String
    ) throws(StillError) -> PCDColumns {
        let expected = header.points * header.pointBytes
        let body = bytes.count - header.dataOffset - 8
        guard body > 0 else { throw truncated(file, "two sizes and points", "\(body + 8) bytes") }
        let sizes = bytes.withUnsafeBytes { bytes in
            (
                Int(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: header.dataOffset, as: UInt32.self))),
                Int(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: header.dataOffset + 4, as: UInt32.self)))
            )
        }
        guard sizes.1 == expected else {
            throw .malformed(
                file: file, expected: "\(expected) bytes of points once decompressed", found: "\(sizes.1) announced")
        }
        guard sizes.0 <= body else { throw truncated(file, "\(sizes.0) bytes of compressed points", "\(body)") }
        let plain = bytes.withUnsafeBytes { bytes in
            LZF.decompress(
                UnsafeRawBufferPointer(rebasing: bytes[header.dataOffset + 8..<header.dataOffset + 8 + sizes.0]),
                size: expected)
        }
        guard let plain else {
            throw .malformed(file: file, expected: "\(expected) bytes of LZF", found: "a broken stream")
        }
        var columns = PCDColumns(header)
        plain.withUnsafeBytes { bytes in
            // Field after field: points of like values compress better.
            columns.fill(bytes) { field, point in
                header.points * header.offset(of: field) + point * header.fields[field].bytes
            }
        }
        return columns
    }

    private static func ascii(_ bytes: Data, _ header: PCDHeader, _ file: String) throws(StillError) -> PCDColumns {
        var columns = PCDColumns(header)
        let values = header.fields.reduce(0) { $0 + $1.count }
        let lines = bytes[(bytes.startIndex + header.dataOffset)...].split(separator: UInt8(ascii: "\n"))
        var point = 0
        for line in lines where point < header.points {
            let words = line.split { $0 == 32 || $0 == 9 || $0 == 13 }
            guard !words.isEmpty else { continue }
            guard words.count == values, columns.set(point, words.map { String(decoding: $0, as: UTF8.self) }) else {
                throw .malformed(
                    file: file, expected: "\(values) numbers a point",
                    found: "'\(String(decoding: line, as: UTF8.self).shortened)' for point \(point)")
            }
            point += 1
        }
        guard point == header.points else { throw truncated(file, "\(header.points) points", "\(point)") }
        return columns
    }

    private static func truncated(_ file: String, _ expected: String, _ found: String) -> StillError {
        .malformed(file: file, expected: expected, found: "\(found): the file is cut off")
    }
}

extension PCDHeader {
    /// Bytes before a field in a point.
    func offset(of field: Int) -> Int {
        fields[..<field].reduce(0) { $0 + $1.bytes }
    }
}
