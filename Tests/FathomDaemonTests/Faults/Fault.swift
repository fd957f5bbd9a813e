import Fathom
import FathomWire
import Testing

/// One way in which a message of a stream can be bad, and the field that is then to blame.
struct Fault: Sendable, CustomTestStringConvertible {
    typealias Random = SplitMix64

    let testDescription: String
    /// The field without indices, as it is counted.
    let reason: String
    private let spoilFrame: @Sendable (inout Frame, inout Random) -> Void
    private let spoilParts: @Sendable (inout [[UInt8]], inout Random) -> Void

    /// What the sender claims cannot be true.
    static func frame(
        _ description: String, _ reason: String, _ spoil: @escaping @Sendable (inout Frame, inout Random) -> Void
    ) -> Fault {
        Fault(testDescription: description, reason: reason, spoilFrame: spoil, spoilParts: { _, _ in })
    }

    /// The message's parts (topic, header, planes) are not what they should be.
    static func parts(
        _ description: String, _ reason: String, _ spoil: @escaping @Sendable (inout [[UInt8]], inout Random) -> Void
    ) -> Fault {
        Fault(testDescription: description, reason: reason, spoilFrame: { _, _ in }, spoilParts: spoil)
    }

    /// The parts of a good frame's message, spoilt.
    func message(_ good: Frame, _ random: inout Random) throws -> [[UInt8]] {
        var frame = good
        spoilFrame(&frame, &random)
        var header: [UInt8] = []
        try FrameEncoder().encode(frame, into: &header)
        let planes = frame.planes.map { plane in plane.storage.map { Array($0.bytes) } ?? [] }
        var parts = [Array("frames/\(good.stream)".utf8), header] + planes
        spoilParts(&parts, &random)
        return parts
    }

    static let all = headers + cameras + planes + images + order
}

extension SplitMix64 {
    mutating func bytes(_ count: ClosedRange<Int>) -> [UInt8] {
        (0..<Int.random(in: count, using: &self)).map { _ in UInt8.random(in: 0...255, using: &self) }
    }

    mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int.random(in: elements.indices, using: &self)]
    }
}
