import Fathom
import FathomWire

/// Makes the pipeline's events of recorded ones. Belongs to one thread.
final class EventDecoder {
    private let decoder = FrameDecoder()
    private let detections = DetectionsCodec()
    /// Headers are decoded into these again and again.
    private var frames: [Frame] = []

    /// Hands the event to `body`; its frames are valid until then.
    ///
    /// - Throws: `Rejection` for what the recorder cannot have written.
    func withEvent<Result>(
        _ event: EpisodeEvent, _ body: (Event) throws(Rejection) -> Result
    ) throws(Rejection) -> Result {
        defer { releasePlanes() }
        switch event.body {
        case .frame(let skipped, let swapped):
            try decode([UInt32(clamping: event.parts.count - 1)], event.parts)
            for plane in frames[0].planes.indices {
                frames[0].planes[plane].isRedBlueSwapped = swapped.contains(frames[0].planes[plane].part)
            }
            return try body(.frame(frames[0], skipped: skipped))
        case .step(let planes):
            try decode(planes, event.parts)
            return try body(frames.count == 1 ? .frame(frames[0], skipped: 0) : .step(frames))
        case .malformedFrame(let stream, let rejection): return try body(.malformedFrame(stream: stream, rejection))
        case .malformedDetections(let stream, let rejection):
            return try body(.malformedDetections(stream: stream, rejection))
        case .detections(let stream):
            guard let part = event.parts.first else {
                throw Rejection("event.parts", expected: "the detections", found: "none")
            }
            return try body(.detections(try detections.decode(part.bytes, stream: stream)))
        case .tick(let now): return try body(.tick(monotonicNanoseconds: now))
        case .setTarget(let description, let digest):
            return try body(.setTarget(description: description, digest: digest))
        case .resetEpisode: return try body(.resetEpisode)
        case .human(let event): return try body(.human(event))
        }
    }

    private func decode(_ planes: [UInt32], _ parts: [any ByteStorage]) throws(Rejection) {
        let needed = planes.reduce(0) { $0 + 1 + Int($1) }
        guard !planes.isEmpty, needed == parts.count else {
            throw Rejection("event.parts", expected: "\(needed), of \(planes.count) frames", found: "\(parts.count)")
        }
        if frames.count > planes.count { frames.removeLast(frames.count - planes.count) }
        var next = 0
        for index in planes.indices {
            if index == frames.count { frames.append(Frame(stream: "")) }
            let end = next + 1 + Int(planes[index])
            try decoder.decode(
                header: parts[next].bytes, parts: Array(parts[(next + 1)..<end]), into: &frames[index])
            for plane in frames[index].planes.indices { frames[index].planes[plane].isRedBlueSwapped = false }
            next = end
        }
    }

    private func releasePlanes() {
        for frame in frames.indices {
            for plane in frames[frame].planes.indices { frames[frame].planes[plane].storage = nil }
        }
    }
}
