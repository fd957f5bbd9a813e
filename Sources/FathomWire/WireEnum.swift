import CFathomProto
import Fathom

/// An enum of the model and the numbers of its cases in fathom.v1.
protocol WireEnum: Equatable, Sendable {
    static var wireRows: [WireRow<Self>] { get }
}

struct WireRow<Value: Sendable>: Sendable {
    let value: Value
    let number: UInt32
    /// What errors call it.
    let name: String

    init(_ value: Value, _ number: UInt32, _ name: String) {
        self.value = value
        self.number = number
        self.name = name
    }
}

extension WireEnum {
    /// - Throws: `Rejection` that lists the known names. protobuf-c hands unknown numbers through.
    init(wire number: UInt32, field: @autoclosure () -> String) throws(Rejection) {
        guard let row = Self.wireRows.first(where: { $0.number == number }) else {
            let names = Self.wireRows.map(\.name).joined(separator: ", ")
            throw Rejection(field(), expected: "one of \(names)", found: "number \(Int32(bitPattern: number))")
        }
        self = row.value
    }

    /// The number in fathom.v1; 0, which means unspecified everywhere, for a case without one.
    var wireNumber: UInt32 {
        Self.wireRows.first { $0.value == self }?.number ?? 0
    }
}

extension CaptureClock: WireEnum {
    static let wireRows = [
        WireRow(Self.realtime, FATHOM__V1__CLOCK__CLOCK_REALTIME.rawValue, "realtime"),
        WireRow(.monotonic, FATHOM__V1__CLOCK__CLOCK_MONOTONIC.rawValue, "monotonic"),
        WireRow(.simulation, FATHOM__V1__CLOCK__CLOCK_SIMULATION.rawValue, "simulation"),
    ]
}

extension PlaneKind: WireEnum {
    static let wireRows = [
        WireRow(Self.color, FATHOM__V1__PLANE_KIND__PLANE_KIND_COLOR.rawValue, "color"),
        WireRow(.depth, FATHOM__V1__PLANE_KIND__PLANE_KIND_DEPTH.rawValue, "depth"),
        WireRow(.label, FATHOM__V1__PLANE_KIND__PLANE_KIND_LABEL.rawValue, "label"),
        WireRow(.mask, FATHOM__V1__PLANE_KIND__PLANE_KIND_MASK.rawValue, "mask"),
    ]
}

extension PlaneEncoding: WireEnum {
    static let wireRows = [
        row(.rgb8, FATHOM__V1__ENCODING__ENCODING_RGB8),
        row(.bgr8, FATHOM__V1__ENCODING__ENCODING_BGR8),
        row(.rgba8, FATHOM__V1__ENCODING__ENCODING_RGBA8),
        row(.bgra8, FATHOM__V1__ENCODING__ENCODING_BGRA8),
        row(.mono8, FATHOM__V1__ENCODING__ENCODING_MONO8),
        row(.jpeg, FATHOM__V1__ENCODING__ENCODING_JPEG),
        row(.png, FATHOM__V1__ENCODING__ENCODING_PNG),
        row(.depth16UC1, FATHOM__V1__ENCODING__ENCODING_16UC1),
        row(.depth32FC1, FATHOM__V1__ENCODING__ENCODING_32FC1),
        row(.png16, FATHOM__V1__ENCODING__ENCODING_PNG16),
        row(.label8UC1, FATHOM__V1__ENCODING__ENCODING_8UC1),
        row(.label32SC1, FATHOM__V1__ENCODING__ENCODING_32SC1),
    ]

    private static func row(_ encoding: Self, _ number: Fathom__V1__Encoding) -> WireRow<Self> {
        WireRow(encoding, number.rawValue, encoding.name)
    }
}

extension PlaneCompression: WireEnum {
    static let wireRows = [
        WireRow(Self.none, FATHOM__V1__COMPRESSION__COMPRESSION_NONE.rawValue, "none"),
        WireRow(.zstd, FATHOM__V1__COMPRESSION__COMPRESSION_ZSTD.rawValue, "zstd"),
        WireRow(.lz4, FATHOM__V1__COMPRESSION__COMPRESSION_LZ4.rawValue, "lz4"),
    ]
}

extension RewardStatus: WireEnum {
    static let wireRows = [
        row(.measured, FATHOM__V1__STATUS__STATUS_MEASURED),
        row(.held, FATHOM__V1__STATUS__STATUS_HELD),
        row(.ambiguous, FATHOM__V1__STATUS__STATUS_AMBIGUOUS),
        row(.absent, FATHOM__V1__STATUS__STATUS_ABSENT),
        row(.stale, FATHOM__V1__STATUS__STATUS_STALE),
        row(.rejected, FATHOM__V1__STATUS__STATUS_REJECTED),
        row(.paused, FATHOM__V1__STATUS__STATUS_PAUSED),
    ]

    private static func row(_ status: Self, _ number: Fathom__V1__Status) -> WireRow<Self> {
        WireRow(status, number.rawValue, status.name)
    }
}

extension DistanceKind: WireEnum {
    static let wireRows = [
        row(.center, FATHOM__V1__DISTANCE_KIND__DISTANCE_KIND_CENTER),
        row(.surface, FATHOM__V1__DISTANCE_KIND__DISTANCE_KIND_SURFACE),
        row(.horizontal, FATHOM__V1__DISTANCE_KIND__DISTANCE_KIND_HORIZONTAL),
        row(.vertical, FATHOM__V1__DISTANCE_KIND__DISTANCE_KIND_VERTICAL),
    ]

    private static func row(_ kind: Self, _ number: Fathom__V1__DistanceKind) -> WireRow<Self> {
        WireRow(kind, number.rawValue, kind.rawValue)
    }
}

extension ReferenceFrame: WireEnum {
    static let wireRows = [
        WireRow(Self.world, FATHOM__V1__REFERENCE_FRAME__REFERENCE_FRAME_WORLD.rawValue, "world"),
        WireRow(.camera, FATHOM__V1__REFERENCE_FRAME__REFERENCE_FRAME_CAMERA.rawValue, "camera"),
    ]
}

extension HumanEvent: WireEnum {
    static let wireRows = [
        row(.success, FATHOM__V1__HUMAN_EVENT_KIND__HUMAN_EVENT_SUCCESS),
        row(.failure, FATHOM__V1__HUMAN_EVENT_KIND__HUMAN_EVENT_FAILURE),
        row(.intervention, FATHOM__V1__HUMAN_EVENT_KIND__HUMAN_EVENT_INTERVENTION),
        row(.rerecord, FATHOM__V1__HUMAN_EVENT_KIND__HUMAN_EVENT_RERECORD),
        row(.pause, FATHOM__V1__HUMAN_EVENT_KIND__HUMAN_EVENT_PAUSE),
        row(.resume, FATHOM__V1__HUMAN_EVENT_KIND__HUMAN_EVENT_RESUME),
    ]

    private static func row(_ event: Self, _ number: Fathom__V1__HumanEventKind) -> WireRow<Self> {
        WireRow(event, number.rawValue, event.name)
    }
}
