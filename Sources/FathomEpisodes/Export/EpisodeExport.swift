public import Fathom
internal import FathomWire
internal import Foundation

/// Takes what was recorded out of its file.
public struct EpisodeExport: Sendable {
    /// Draws a frame with the reward that it brought, as PNG; `nil` for one without pixels.
    public typealias Draw = (Frame, Reward?) throws -> [UInt8]?

    public let path: String

    public init(path: String) {
        self.path = path
    }

    /// Hands on the recorded rewards, in order.
    /// - Returns: why there are no more; `nil` for a whole file.
    public func forEachReward(_ body: (Reward) throws -> Void) throws -> EpisodeError? {
        let file = try EpisodeFile(path: path)
        let codec = RewardCodec()
        while let entry = try file.next() {
            guard case .reward(let bytes) = entry else { continue }
            try body(try codec.decode(bytes.bytes))
        }
        return file.damage
    }

    /// Writes the recorded rewards as JSON lines, as `fathom watch --json` does.
    public func jsonLines(_ write: ([UInt8]) throws -> Void) throws -> EpisodeError? {
        let json = RewardJSON()
        return try forEachReward { reward in
            try write(try json.encode(reward) + [UInt8(ascii: "\n")])
        }
    }

    /// Writes the recorded rewards as CSV, a header first.
    public func csv(_ write: ([UInt8]) throws -> Void) throws -> EpisodeError? {
        try write(Array((RewardCSV.header + "\n").utf8))
        return try forEachReward { reward in try write(Array((RewardCSV.row(reward) + "\n").utf8)) }
    }

    /// Writes an MCAP file with Foxglove's messages, which shows in Foxglove and Rerun with pictures and the measured segment.
    ///
    /// - Returns: why there is no more; `nil` for a whole file.
    /// - Throws: also for a file that is there already.
    public func foxglove(to target: String) throws -> EpisodeError? {
        let file = try EpisodeFile(path: path)
        let (decoder, codec, export) = (EventDecoder(), RewardCodec(), try FoxgloveExport(path: target))
        var pending: (event: EpisodeEvent, time: Int64)?
        func write(_ reward: Reward?) throws {
            guard let (event, time) = pending else { return }
            pending = nil
            var failure: (any Error)?
            try decoder.withEvent(event) { live throws(Rejection) in
                for frame in live.frames {
                    do { try export.write(frame, frame.stream == reward?.stream ? reward : nil, time: time) } catch {
                        failure = error
                    }
                }
            }
            if let failure { throw failure }
        }
        while let entry = try file.next() {
            switch entry {
            case .event(let event, let time):
                try write(nil)
                if event.isFrame { pending = (event, time) }
            case .reward(let bytes):
                let reward = try codec.decode(bytes.bytes)
                let time = pending?.time ?? reward.publishTimeNanoseconds ?? 0
                try write(reward)
                try export.write(bytes, time: time)
            }
        }
        try write(nil)
        try export.finish()
        return file.damage
    }

    /// Writes each frame that brought a reward as a PNG into a folder, which is made where it is missing; of a recording
    /// without rewards each frame.
    ///
    /// - Returns: how many were written, how many had no pixels, and why there are no more.
    /// - Throws: also for a file that is there already.
    public func frames(
        into folder: String, draw: Draw
    ) throws -> (written: Int, without: Int, damage: EpisodeError?) {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let file = try EpisodeFile(path: path)
        let (decoder, codec) = (EventDecoder(), RewardCodec())
        var (written, without) = (0, 0)
        func write(_ event: EpisodeEvent, _ reward: Reward?) throws {
            guard reward != nil || file.session.source != .daemon else { return }
            let png = try decoder.withPicture(event, of: reward?.stream) { frame in try draw(frame, reward) }
            guard let png else { return }
            guard let bytes = png else {
                without += 1
                return
            }
            let name = String(format: "%06d.png", written)
            try Data(bytes).write(to: URL(fileURLWithPath: "\(folder)/\(name)"), options: .withoutOverwriting)
            written += 1
        }
        var pending: EpisodeEvent?
        while let entry = try file.next() {
            switch entry {
            case .event(let event, _):
                if let event = pending { try write(event, nil) }
                pending = event.isFrame ? event : nil
            case .reward(let bytes):
                if let event = pending { try write(event, try codec.decode(bytes.bytes)) }
                pending = nil
            }
        }
        if let pending { try write(pending, nil) }
        return (written, without, file.damage)
    }
}

extension EpisodeEvent {
    fileprivate var isFrame: Bool {
        switch body {
        case .frame, .step: true
        default: false
        }
    }
}

extension EventDecoder {
    /// Hands on the event's frame of `stream`, or its first; `nil` when it cannot be decoded, or has none.
    fileprivate func withPicture<Result>(
        _ event: EpisodeEvent, of stream: String?, _ body: (Frame) throws -> Result
    ) throws -> Result? {
        var result: Swift.Result<Result, any Error>?
        try? withEvent(event) { live throws(Rejection) in
            let frame = live.frames.first { $0.stream == stream } ?? live.frames.first
            if let frame { result = Swift.Result { try body(frame) } }
        }
        return try result?.get()
    }
}

/// Rewards as comma-separated values; what was not measured is an empty field.
private enum RewardCSV {
    static let header =
        "reward_sequence,episode,step,frame_sequence,capture_time_ns,status,reason,distance_m,sigma_m,gripper_x,"
        + "gripper_y,gripper_z,target_x,target_y,target_z,potential,shaping,progress,progress_gain,value,success,"
        + "terminated,truncated,human_event,skipped_frames"

    static func row(_ reward: Reward) -> String {
        let (distance, terms) = (reward.distance, reward.terms)
        let place: [Double?] = [
            distance?.meters, distance?.standardDeviation, distance?.gripper.x, distance?.gripper.y,
            distance?.gripper.z, distance?.target.x, distance?.target.y, distance?.target.z, terms.potential,
            terms.shaping, terms.progress, terms.progressGain, terms.value,
        ]
        let cells: [String] =
            [
                "\(reward.rewardSequence)", quoted(reward.episode ?? ""), text(reward.step), text(reward.frameSequence),
                text(reward.captureTimeNanoseconds), reward.status.name, quoted(reward.reason ?? ""),
            ] + place.map(text) + [
                text(terms.success), "\(reward.isTerminated)", "\(reward.isTruncated)", reward.humanEvent?.name ?? "",
                "\(reward.skippedFrames)",
            ]
        return cells.joined(separator: ",")
    }

    private static func text<Value>(_ value: Value?) -> String {
        value.map { "\($0)" } ?? ""
    }

    /// As RFC 4180 has it.
    private static func quoted(_ text: String) -> String {
        guard text.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return text }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
}
