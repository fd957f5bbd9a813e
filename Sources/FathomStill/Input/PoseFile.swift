internal import Fathom
internal import Foundation
internal import Yams

/// Reads a camera's pose: 4×4 or 3×4 numbers, row by row, as JSON, YAML or plain text.
enum PoseFile {
    private static let maxBytes = 1 << 16
    private static let expectation = "4×4 or 3×4 numbers, row by row (JSON, YAML or plain text)"

    static func read(_ path: String) throws(StillError) -> Transform {
        let bytes = try InputFile.read(path, atMost: maxBytes)
        let numbers = try numbers(String(decoding: bytes, as: UTF8.self), file: path)
        guard numbers.count == 12 || numbers.count == 16 else {
            throw .malformed(file: path, expected: expectation, found: "\(numbers.count) numbers")
        }
        if numbers.count == 16, numbers[12...] != [0, 0, 0, 1] {
            let row = numbers[12...].map { "\($0)" }.joined(separator: ", ")
            throw .malformed(file: path, expected: "0, 0, 0, 1 as the last row", found: row)
        }
        func column(_ index: Int) -> Vector3 { Vector3(numbers[index], numbers[4 + index], numbers[8 + index]) }
        let pose = Transform(rotation: Matrix3(columns: column(0), column(1), column(2)), translation: column(3))
        guard pose.isRigid else {
            throw .malformed(
                file: path, expected: "a rigid transform: rotation orthonormal to 1e-3 and right-handed",
                found: pose.rotation.determinant < 0
                    ? "a mirroring" : "columns of length \(lengths(pose.rotation)), or not at right angles")
        }
        return pose
    }

    private static func lengths(_ matrix: Matrix3) -> String {
        [matrix.x, matrix.y, matrix.z].map { String(format: "%.4g", $0.length) }.joined(separator: ", ")
    }

    private static func numbers(_ text: String, file: String) throws(StillError) -> [Double] {
        // No number needs an anchor or an alias, and a few lines of them can stand for more memory than any machine has.
        guard !text.contains(where: { "&*".contains($0) }) else {
            throw .malformed(file: file, expected: expectation, found: "anchors or aliases")
        }
        // What is no list is plain text, which YAML reads as one scalar.
        guard let root = (try? compose(yaml: text)) ?? nil else {
            return try plain(text, file: file)
        }
        var node = root
        // `world_from_camera: …` is a list with a name.
        if case .mapping(let mapping) = root {
            guard mapping.count == 1, let value = mapping.values.first else {
                throw .malformed(file: file, expected: expectation, found: "\(mapping.count) keys")
            }
            node = value
        }
        return try flatten(node, file: file)
    }

    private static func flatten(_ node: Node, file: String) throws(StillError) -> [Double] {
        switch node {
        case .scalar(let scalar):
            return try plain(scalar.string, file: file)
        case .sequence(let sequence):
            var numbers: [Double] = []
            for item in sequence { numbers += try flatten(item, file: file) }
            return numbers
        default:
            throw .malformed(file: file, expected: expectation, found: "something else in the list")
        }
    }

    private static func plain(_ text: String, file: String) throws(StillError) -> [Double] {
        var numbers: [Double] = []
        for word in text.split(whereSeparator: { $0.isWhitespace || $0 == "," || $0 == ";" }) {
            guard let number = Double(word), number.isFinite else {
                throw .malformed(file: file, expected: expectation, found: "'\(String(word).shortened)'")
            }
            numbers.append(number)
        }
        return numbers
    }
}
