/// What topics mean and whether anybody wants them, remembered by their bytes.
///
/// So that a message of a known stream makes no text and walks no pattern. Bounded: a table that is full starts anew.
struct TopicTable {
    enum Verdict {
        case wanted(Topic)
        /// A good topic of a stream that was not asked for.
        case unwanted
        case unroutable(UnroutableReason)
    }

    private struct Entry {
        let bytes: [UInt8]
        let verdict: Verdict
    }

    static let capacity = 1024
    private var entries: [Int: Entry] = [:]
    private let streams: [StreamPattern]

    init(_ streams: [StreamPattern]) {
        self.streams = streams
    }

    mutating func verdict(on bytes: UnsafeRawBufferPointer) -> Verdict {
        var hasher = Hasher()
        hasher.combine(bytes: bytes)
        let hash = hasher.finalize()
        if let entry = entries[hash], entry.bytes.elementsEqual(bytes) { return entry.verdict }
        let verdict = judge(bytes)
        // What cannot be read is not worth a place.
        if case .unroutable = verdict { return verdict }
        if entries.count >= Self.capacity { entries.removeAll(keepingCapacity: true) }
        entries[hash] = Entry(bytes: Array(bytes), verdict: verdict)
        return verdict
    }

    private func judge(_ bytes: UnsafeRawBufferPointer) -> Verdict {
        do throws(UnroutableReason) {
            let topic = try Topic(bytes)
            return streams.contains { $0.matches(topic.stream) } ? .wanted(topic) : .unwanted
        } catch {
            return .unroutable(error)
        }
    }
}
