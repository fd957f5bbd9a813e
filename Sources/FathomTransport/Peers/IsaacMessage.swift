import Fathom
import FathomWire

/// IsaacSimZMQ's `ClientStreamMessage`, read in place: images are views into the message.
///
/// `{BBox2D bbox2d=1; Clock clock=2; Camera camera=3; bytes color_image=4; bytes depth_image=5}` in proto3, where a
/// number that is 0 is not sent.
struct IsaacMessage {
    struct Box {
        var label: UInt32 = 0
        var xMin: Int32 = 0
        var yMin: Int32 = 0
        var xMax: Int32 = 0
        var yMax: Int32 = 0
    }

    static let maxBoxes = 512
    static let maxLabels = 4096

    private(set) var boxes: [Box] = []
    /// Looked up only; nothing depends on its order.
    private(set) var labels: [UInt32: String] = [:]
    /// Seconds; `nil` when there is no clock.
    private(set) var simulationTime: Double?
    /// Row-major: 16 and 9 numbers, or none.
    private(set) var viewMatrix: [Double] = []
    private(set) var intrinsics: [Double] = []
    private(set) var color = UnsafeRawBufferPointer(start: nil, count: 0)
    private(set) var depth = UnsafeRawBufferPointer(start: nil, count: 0)

    /// - Throws: `Rejection` with the field that cannot be read.
    init(_ bytes: UnsafeRawBufferPointer) throws(Rejection) {
        var message = ProtobufScanner(bytes, name: "message")
        while let (number, value) = try message.next() {
            switch number {
            case 1: try readBoxes(value)
            case 2: try readClock(value)
            case 3: try readCamera(value)
            case 4: color = try value.bytes("color_image")
            case 5: depth = try value.bytes("depth_image")
            default: break
            }
        }
    }

    private mutating func readClock(_ value: ProtobufScanner.Value) throws(Rejection) {
        var message = try value.message("clock")
        simulationTime = simulationTime ?? 0
        while let (number, value) = try message.next() {
            if number == 3 { simulationTime = try value.double("clock.sim_time") }
        }
    }

    private mutating func readCamera(_ value: ProtobufScanner.Value) throws(Rejection) {
        var message = try value.message("camera")
        while let (number, value) = try message.next() {
            switch number {
            case 1: try value.append(to: &viewMatrix, limit: 16, "camera.view_matrix_ros")
            case 3: try value.append(to: &intrinsics, limit: 9, "camera.intrinsics_matrix")
            default: break
            }
        }
    }

    private mutating func readBoxes(_ value: ProtobufScanner.Value) throws(Rejection) {
        var message = try value.message("bbox2d")
        while let (number, value) = try message.next() {
            switch number {
            case 1: try readBox(value)
            case 2: try readLabels(value)
            default: break
            }
        }
    }

    private mutating func readBox(_ value: ProtobufScanner.Value) throws(Rejection) {
        guard boxes.count < Self.maxBoxes else {
            throw Rejection("bbox2d.data", expected: "at most \(Self.maxBoxes) boxes", found: "more")
        }
        var message = try value.message("bbox2d.data")
        var box = Box()
        while let (number, value) = try message.next() {
            switch number {
            case 1: box.label = try value.integer("bbox2d.data.semanticId")
            case 2: box.xMin = Int32(bitPattern: try value.integer("bbox2d.data.xMin"))
            case 3: box.yMin = Int32(bitPattern: try value.integer("bbox2d.data.yMin"))
            case 4: box.xMax = Int32(bitPattern: try value.integer("bbox2d.data.xMax"))
            case 5: box.yMax = Int32(bitPattern: try value.integer("bbox2d.data.yMax"))
            default: break
            }
        }
        boxes.append(box)
    }

    private mutating func readLabels(_ value: ProtobufScanner.Value) throws(Rejection) {
        var message = try value.message("bbox2d.info")
        while let (number, value) = try message.next() {
            if number == 1 { try readLabel(value) }
        }
    }

    /// An entry of the map from an id, written as text, to its label.
    private mutating func readLabel(_ value: ProtobufScanner.Value) throws(Rejection) {
        let field = "bbox2d.info.idToLabels"
        var message = try value.message(field)
        var (key, label) = ("", "")
        while let (number, value) = try message.next() {
            switch number {
            case 1: key = try value.text(field)
            case 2: label = try value.text(field)
            default: break
            }
        }
        guard let id = UInt32(key) else { throw Rejection(field, expected: "whole numbers as keys", found: key) }
        guard labels.count < Self.maxLabels else {
            throw Rejection(field, expected: "at most \(Self.maxLabels)", found: "more")
        }
        labels[id] = label
    }
}
