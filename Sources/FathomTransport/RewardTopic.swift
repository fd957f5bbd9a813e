/// The topic of a session's rewards. ZeroMQ matches topics by prefix, so receivers compare the whole one.
public enum RewardTopic {
    public static let prefix = "rewards/"

    /// `rewards/<task>`, or `rewards/<task>/<session>` where a task has several sessions.
    public static func text(task: String, session: String) -> String {
        session.isEmpty ? "\(prefix)\(task)" : "\(prefix)\(task)/\(session)"
    }

    /// Replaces `buffer` by the topic without touching the heap.
    static func write(task: String, session: String, into buffer: inout [UInt8]) {
        buffer.removeAll(keepingCapacity: true)
        buffer.append(contentsOf: prefix.utf8)
        buffer.append(contentsOf: task.utf8)
        guard !session.isEmpty else { return }
        buffer.append(UInt8(ascii: "/"))
        buffer.append(contentsOf: session.utf8)
    }
}

/// Replaces `buffer` by a time as decimal seconds with nine digits behind the point.
func writeSeconds(nanoseconds: Int64, into buffer: inout [UInt8]) {
    buffer.removeAll(keepingCapacity: true)
    if nanoseconds < 0 { buffer.append(UInt8(ascii: "-")) }
    let (seconds, fraction) = nanoseconds.magnitude.quotientAndRemainder(dividingBy: 1_000_000_000)
    writeDigits(seconds, atLeast: 1, into: &buffer)
    buffer.append(UInt8(ascii: "."))
    writeDigits(fraction, atLeast: 9, into: &buffer)
}

private func writeDigits(_ number: UInt64, atLeast count: Int, into buffer: inout [UInt8]) {
    let start = buffer.count
    var rest = number
    while rest > 0 || buffer.count - start < count {
        buffer.append(UInt8(ascii: "0") + UInt8(rest % 10))
        rest /= 10
    }
    buffer[start...].reverse()
}
