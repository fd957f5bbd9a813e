/// Where a record lies, for those who are told what is wrong with it.
struct RecordPlace {
    let file: String
    /// Of the record, or of the chunk that it is in.
    let offset: UInt64
    let record: String

    func damaged(_ field: String, expected: String, found: String) -> EpisodeError {
        .damaged(file: file, offset: offset, field: "\(record).\(field)", expected: expected, found: found)
    }
}
