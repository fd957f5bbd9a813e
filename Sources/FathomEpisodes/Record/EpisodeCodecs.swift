import Fathom
import FathomWire

/// Makes bytes of events and rewards. Belongs to one thread.
final class EpisodeCodecs {
    private let events = EpisodeEventCodec()
    private let frames = FrameEncoder()
    private let rewards = RewardCodec()
    private var buffer: [UInt8] = []

    /// An encoded event as pieces: its head, then each part behind its own tag and length. No part is copied.
    func pieces(of event: EpisodeEvent, frame: Frame?, file: String) throws(EpisodeError) -> [any ByteStorage] {
        do throws(Rejection) {
            let event = try frame.map { frame throws(Rejection) in try self.event(event, of: frame) } ?? event
            try events.encodeHead(of: event, into: &buffer)
            guard let first = event.parts.first else { return [OwnedBytes(buffer)] }
            EpisodeEventCodec.appendPrefix(ofPart: first.bytes.count, to: &buffer)
            var pieces: [any ByteStorage] = [OwnedBytes(buffer), first]
            for part in event.parts.dropFirst() {
                buffer.removeAll(keepingCapacity: true)
                EpisodeEventCodec.appendPrefix(ofPart: part.bytes.count, to: &buffer)
                pieces.append(OwnedBytes(buffer))
                pieces.append(part)
            }
            return pieces
        } catch {
            throw .unwritable(file: file, reason: "event \(event.index): \(error)")
        }
    }

    func bytes(of reward: Reward, file: String) throws(EpisodeError) -> any ByteStorage {
        do throws(Rejection) {
            try rewards.encode(reward, into: &buffer)
        } catch {
            throw .unwritable(file: file, reason: "reward \(reward.rewardSequence): \(error)")
        }
        return OwnedBytes(buffer)
    }

    /// The event of a frame that never was a message of Fathom's own: as its publisher would have sent it.
    private func event(_ event: EpisodeEvent, of frame: Frame) throws(Rejection) -> EpisodeEvent {
        guard case .frame(let skipped, _) = event.body else { return event }
        var event = event
        var frame = frame
        var swapped: [Int] = []
        var planes: [any ByteStorage] = []
        for index in frame.planes.indices {
            guard let storage = frame.planes[index].storage else {
                throw Rejection("planes[\(index)]", expected: "its bytes", found: "none")
            }
            frame.planes[index].part = FrameDecoder.firstPlanePart + index
            if frame.planes[index].isRedBlueSwapped { swapped.append(frame.planes[index].part) }
            frame.planes[index].isRedBlueSwapped = false
            planes.append(storage)
        }
        try frames.encode(frame, into: &buffer)
        event.parts = [OwnedBytes(buffer)] + planes
        event.body = .frame(skipped: skipped, redBlueSwapped: swapped)
        return event
    }
}
