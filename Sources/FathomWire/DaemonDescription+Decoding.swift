import CFathomProto
import Fathom

extension DaemonDescription {
    init(wire message: Fathom__V1__DaemonDescription) throws(Rejection) {
        guard message.oldest_contract <= message.newest_contract else {
            throw Rejection(
                "description.newest_contract", expected: "at least \(message.oldest_contract)",
                found: "\(message.newest_contract)")
        }
        self.init(
            version: try String(wire: message.version, field: "description.version"),
            daemonEpoch: message.daemon_epoch, contracts: message.oldest_contract...message.newest_contract,
            tasks: try elements(message.tasks, count: message.n_tasks, TaskDescription.init(wire:)),
            rewards: try String?(wire: message.rewards, field: "description.rewards"),
            frames: try texts(message.frames, count: message.n_frames, field: "description.frames"),
            streams: try texts(message.streams, count: message.n_streams, field: "description.streams"))
    }
}

extension SessionOpened {
    init(wire message: Fathom__V1__SessionOpened) throws(Rejection) {
        self.init(
            sessionID: message.session_id, session: try String(wire: message.session, field: "session.session"),
            daemonEpoch: message.daemon_epoch, task: try TaskDescription(wire: message.task.pointee))
    }
}

extension RewardBatch {
    init(wire message: Fathom__V1__RewardBatch) throws(Rejection) {
        self.init(
            count: message.count, batchSequence: message.batch_sequence,
            configurationDigest: try String(
                wire: message.configuration_digest, field: "batch.configuration_digest"),
            discount: message.discount,
            reasons: try texts(message.reasons, count: message.n_reasons, field: "batch.reasons"))
    }
}

extension TaskDescription {
    fileprivate init(wire message: Fathom__V1__TaskDescription) throws(Rejection) {
        self.init(
            name: try String(wire: message.name, field: "task.name"),
            streams: try texts(message.streams, count: message.n_streams, field: "task.streams"),
            isEach: message.each != 0,
            gripper: try String(wire: message.gripper, field: "task.gripper"),
            target: try String(wire: message.target, field: "task.target"),
            distance: try DistanceKind(wire: message.distance.rawValue, field: "task.distance"),
            reward: try RewardConfiguration(wire: message),
            digest: try String(wire: message.configuration_digest, field: "task.configuration_digest"))
    }
}

extension RewardConfiguration {
    fileprivate init(wire message: Fathom__V1__TaskDescription) throws(Rejection) {
        self.init(
            signal: try choice(message.signal, field: "task.signal"),
            curve: try choice(message.curve, field: "task.curve"),
            length: message.length, weight: message.weight, discount: message.discount,
            maxDistance: message.max_distance,
            success: try message.success.map { pointer throws(Rejection) in
                try SuccessConfiguration(wire: pointer.pointee)
            },
            timePenalty: message.time_penalty,
            failurePenalty: present(message.has_failure_penalty, message.failure_penalty),
            progressRequired: Int(message.progress_required), progressWindow: Int(message.progress_window),
            isAddedToBaseReward: message.adds_to_base_reward != 0)
    }
}

extension SuccessConfiguration {
    fileprivate init(wire message: Fathom__V1__SuccessDescription) throws(Rejection) {
        var gates: [SuccessGate] = []
        for text in try texts(message.gates, count: message.n_gates, field: "task.success.gates") {
            gates.append(try SuccessGate(wire: text))
        }
        self.init(
            within: message.within, required: Int(message.required), window: Int(message.window),
            bonus: message.bonus, gates: gates)
    }
}

extension SuccessGate {
    fileprivate init(wire text: String) throws(Rejection) {
        let words = text.split(separator: " ").map(String.init)
        guard words.count == 3, let relation = Relation(rawValue: words[1]), let threshold = Double(words[2]) else {
            throw Rejection("task.success.gates", expected: "scalar, relation and number", found: text)
        }
        self.init(scalar: words[0], relation: relation, threshold: threshold)
    }
}

/// A text that is one of an enum's raw values.
private func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ text: UnsafeMutablePointer<CChar>?, field: String
) throws(Rejection) -> Choice {
    let text = try String(wire: text, field: field)
    guard let choice = Choice(rawValue: text) else {
        let known = Choice.allCases.map(\.rawValue).joined(separator: ", ")
        throw Rejection(field, expected: "one of \(known)", found: text)
    }
    return choice
}
