extension Repair.Outcome {
    /// What to tell a person.
    ///
    /// - Parameter path: of the file as it was given.
    public func words(for path: String) -> String {
        switch self {
        case .whole: return "\(path): whole; nothing written"
        case .repaired(let output, let kept, let lostRecords, let damage):
            let lost = lostRecords == 0 ? "" : "\n\(lostRecords) damaged chunks and attachments left out"
            return "\(damage)\(lost)\n\(output): \(kept.messages) messages in \(kept.chunks) chunks, "
                + "from the first \(kept.bytes) bytes"
        }
    }
}
