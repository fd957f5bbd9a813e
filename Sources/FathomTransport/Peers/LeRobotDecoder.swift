public import Fathom
import Foundation

/// Reads what LeRobot's image server publishes: a JPEG of each of its cameras that has a new one, each camera a stream.
///
/// There is no depth on this wire, so frames carry colour alone. Times are the server's wall clock. A camera that is missing
/// from a message has no new frame.
public final class LeRobotDecoder: PeerDecoder {
    private let options: LeRobotStream
    private let wanted: [StreamPattern]
    private let publisherEpoch: UInt64
    /// Of the cameras seen so far; bounded by `maxStreams`.
    private var numberings: [String: PeerNumbering] = [:]
    private let maxStreams: Int

    /// - Parameters:
    ///   - streams: which cameras to take; nothing is decoded of the others.
    ///   - publisherEpoch: a number that no earlier source of these streams had.
    public init(
        _ options: LeRobotStream, streams: [StreamPattern] = [StreamPattern("*")], maxStreams: Int = 256,
        publisherEpoch: UInt64 = .random(in: .min ... .max)
    ) {
        self.options = options
        wanted = streams
        self.maxStreams = maxStreams
        self.publisherEpoch = publisherEpoch
    }

    public func decode(_ message: any ByteStorage, into found: inout [PeerFrame]) {
        do throws(Rejection) {
            let content = try LeRobotMessage(message.bytes)
            for (camera, image) in content.images { found += item(camera, image, content) }
        } catch {
            reject(error, into: &found)
        }
    }

    /// A message that says of no camera what is in it concerns all that are known by name.
    public func reject(_ rejection: Rejection, into found: inout [PeerFrame]) {
        let named = wanted.map(\.text).filter { StreamName.isValid($0) }
        let known = named + numberings.keys.sorted().filter { !named.contains($0) }
        for stream in known {
            numberings[stream]?.countMessage()
            found.append(.malformed(stream: stream, rejection))
        }
        if known.isEmpty { found.append(.unroutable(.unreadableMessage)) }
    }

    /// What a message says of one camera; nothing for one that nobody wants.
    private func item(_ camera: String, _ image: LeRobotMessage.Image, _ message: LeRobotMessage) -> [PeerFrame] {
        guard StreamName.isValid(camera) else { return [.unroutable(.badStreamName)] }
        guard wanted.contains(where: { $0.matches(camera) }) else { return [] }
        guard numberings[camera] != nil || numberings.count < maxStreams else { return [.unroutable(.tooManyStreams)] }
        var numbering = numberings[camera] ?? PeerNumbering(publisherEpoch: publisherEpoch)
        defer {
            numbering.countMessage()
            numberings[camera] = numbering
        }
        do throws(Rejection) {
            let nanoseconds = try PeerNumbering.nanoseconds(
                ofSeconds: message.seconds(of: camera), "timestamps.\(camera)")
            let plane = try plane(image, "images.\(camera)")
            var frame = numbering.frame(of: camera, at: nanoseconds, clock: .realtime)
            frame.camera = Camera(
                width: options.width, height: options.height, fx: options.intrinsics.fx, fy: options.intrinsics.fy,
                cx: options.intrinsics.cx, cy: options.intrinsics.cy)
            frame.planes = [plane]
            return [.frame(frame)]
        } catch {
            return [.malformed(stream: camera, error)]
        }
    }

    private func plane(_ image: LeRobotMessage.Image, _ field: String) throws(Rejection) -> Plane {
        let jpeg =
            switch image {
            // Only read, and only while the message is there.
            case .inPlace(let bytes): Self.decodeInPlace(bytes)
            case .text(let text): Data(base64Encoded: text)
            }
        guard let jpeg, !jpeg.isEmpty else {
            throw Rejection(field, expected: "base64 of a JPEG", found: "text that is none")
        }
        var plane = Plane(
            kind: .color, encoding: .jpeg, width: options.width, height: options.height,
            storage: jpeg.withUnsafeBytes { OwnedBytes($0) })
        plane.isRedBlueSwapped = options.colorOrder == .bgr
        return plane
    }

    private static func decodeInPlace(_ bytes: UnsafeRawBufferPointer) -> Data? {
        guard let start = bytes.baseAddress, bytes.count > 0 else { return nil }
        let text = Data(
            bytesNoCopy: UnsafeMutableRawPointer(mutating: start), count: bytes.count, deallocator: .none)
        return Data(base64Encoded: text)
    }
}
