import Fathom
import FathomTransport
import FathomWire

/// A session whose rewards are the replies to one connection's steps, or to its batches of poses.
final class LockstepSession {
    let id: UInt64
    let client: ControlClient
    let session: Session
    private let streams: [String]
    /// Headers are decoded into these again and again.
    private var frames: [Frame] = []
    private var rules = StepRules()
    private var batch: PoseBatch?

    /// Environments of one batch.
    private static let maxEnvironments = 65_536

    init(id: UInt64, client: ControlClient, session: Session) {
        self.id = id
        self.client = client
        self.session = session
        streams =
            switch session.pipeline.configuration.streams {
            case .fused(let names): names
            case .each: [session.name]
            }
    }

    /// The reward of a control step.
    ///
    /// - Parameter attachments: for each frame its header, then its planes.
    /// - Throws: `Rejection` for a step that cannot be one; the session is as it was. A frame that cannot be true has a
    ///   reward, which says so.
    func step(
        planes: [UInt32], _ attachments: ArraySlice<ReceivedMessage>, _ decoder: FrameDecoder, receivedAt: Int64,
        now: () -> Int64
    ) throws(Rejection) -> Reward {
        guard batch == nil else {
            throw Rejection("step", expected: "batches, as in this session before", found: "frames")
        }
        try check(planes, attachments.count)
        defer { releasePlanes() }
        do throws(Rejection) {
            try decode(planes, attachments, decoder)
        } catch {
            return try answer(.malformedFrame(stream: streams[0], error), receivedAt, now)
        }
        let primary = try primaryIndex()
        try rules.check(frames, primary: primary, startsEpisode: session.pipeline.startsEpisode)
        let event = frames.count == 1 ? Event.frame(frames[0], skipped: 0) : .step(frames)
        let reward = try answer(event, from: .step(planes: planes, attachments), receivedAt, now)
        rules.note(frames, primary: primary, reward)
        return reward
    }

    private func check(_ planes: [UInt32], _ count: Int) throws(Rejection) {
        guard (1...streams.count).contains(planes.count) else {
            let expected = streams.count == 1 ? "1 frame" : "1 … \(streams.count) frames, one a camera"
            throw Rejection("step.planes", expected: expected, found: "\(planes.count)")
        }
        let needed = planes.reduce(0) { $0 + 1 + Int($1) }
        guard needed == count else {
            throw Rejection(
                "step.planes", expected: "\(count) parts, as came behind the request", found: "\(needed) parts")
        }
    }

    private func decode(
        _ planes: [UInt32], _ attachments: ArraySlice<ReceivedMessage>, _ decoder: FrameDecoder
    ) throws(Rejection) {
        if frames.count > planes.count { frames.removeLast(frames.count - planes.count) }
        var next = attachments.startIndex
        for index in planes.indices {
            if index == frames.count { frames.append(Frame(stream: "")) }
            let end = next + 1 + Int(planes[index])
            do throws(Rejection) {
                try decoder.decode(
                    header: attachments[next].bytes, parts: Array(attachments[(next + 1)..<end]), into: &frames[index])
            } catch {
                guard planes.count > 1 else { throw error }
                throw Rejection("frames[\(index)].\(error.field)", expected: error.expected, found: error.found)
            }
            next = end
        }
    }

    /// Where the primary stream's frame is, after a look at all the names.
    private func primaryIndex() throws(Rejection) -> Int {
        for index in frames.indices {
            let stream = frames[index].stream
            guard streams.contains(stream) else {
                throw Rejection(
                    "frames[\(index)].stream", expected: "one of \(streams.joined(separator: ", "))",
                    found: stream.shortened)
            }
            guard !frames[..<index].contains(where: { $0.stream == stream }) else {
                throw Rejection("frames[\(index)].stream", expected: "each camera once", found: "\(stream) again")
            }
        }
        guard let primary = frames.firstIndex(where: { $0.stream == streams[0] }) else {
            throw Rejection("frames", expected: "one of \(streams[0]), the primary stream", found: "none")
        }
        return primary
    }

    private func answer(
        _ event: Event, from origin: EventOrigin = .itself, _ receivedAt: Int64, _ now: () -> Int64
    ) throws(Rejection) -> Reward {
        guard let reward = session.process(event, from: origin, receivedAt: receivedAt, now: now) else {
            throw Rejection("step", expected: "frames that bring a reward", found: "none")
        }
        return reward
    }

    /// Lets go of the message that the planes lie in.
    private func releasePlanes() {
        for frame in frames.indices {
            for plane in frames[frame].planes.indices { frames[frame].planes[plane].storage = nil }
        }
    }

    /// The rewards of N environments from poses alone.
    ///
    /// - Parameter attachments: positions, scalars where there are any, flags.
    /// - Throws: `Rejection` for a batch that cannot be one; the session is as it was.
    func take(
        _ request: BatchRequest, _ attachments: ArraySlice<ReceivedMessage>
    ) throws(Rejection) -> (RewardBatch, RewardColumns) {
        let parts = request.scalars.isEmpty ? 2 : 3
        guard attachments.count == parts else {
            throw Rejection("batch", expected: "\(parts) parts behind the request", found: "\(attachments.count)")
        }
        guard request.poses.count <= 16, request.scalars.count <= 16 else {
            throw Rejection(
                "batch.poses", expected: "at most 16 poses and 16 scalars",
                found: "\(request.poses.count) and \(request.scalars.count)")
        }
        let bytes = attachments.map(\.bytes)
        let batch: PoseBatch
        if let running = self.batch { batch = running } else { batch = try begin(Int(request.count)) }
        guard batch.count == Int(request.count) else {
            throw Rejection("batch.count", expected: "\(batch.count), as before", found: "\(request.count)")
        }
        let nothing = UnsafeRawBufferPointer(start: nil, count: 0)
        try batch.step(
            PoseColumns(
                poses: request.poses, scalars: request.scalars, positions: bytes[0],
                values: parts == 3 ? bytes[1] : nothing, flags: bytes[parts - 1]))
        self.batch = batch
        session.takesBatches = true
        let head = RewardBatch(
            count: request.count, batchSequence: batch.steps - 1, configurationDigest: batch.configuration.digest,
            discount: batch.configuration.reward.discount, reasons: batch.rewards.reasons)
        return (head, batch.rewards)
    }

    private func begin(_ count: Int) throws(Rejection) -> PoseBatch {
        guard session.nextSequence == session.firstSequence else {
            throw Rejection("batch", expected: "frames, as in this session before", found: "poses of a batch")
        }
        guard (1...Self.maxEnvironments).contains(count) else {
            throw Rejection("batch.count", expected: "1 … \(Self.maxEnvironments)", found: "\(count)")
        }
        return try PoseBatch(configuration: session.pipeline.configuration, count: count)
    }
}
