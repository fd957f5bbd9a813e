/// Makes a whole file, with all indexes, of one that was cut or damaged.
///
/// Chunks are taken as they are, without being compressed anew. Chunks and attachments that are damaged are left out and
/// counted; where records can no longer be told apart, the file ends.
public struct Repair: Sendable {
    /// What became of the file.
    public enum Outcome: Sendable, Equatable {
        /// Nothing is wrong with it: nothing was written.
        case whole
        case repaired(path: String, Kept, lostRecords: Int, damage: EpisodeError)
    }

    /// What the repaired file has.
    public struct Kept: Sendable, Equatable {
        public var messages: UInt64
        public var chunks: UInt32
        public var attachments: UInt32
        /// Of the old file, up to which it was read.
        public var bytes: UInt64
    }

    private let path: String
    private let output: String
    private let overwrites: Bool

    /// - Parameters:
    ///   - output: the new file; by default `NAME.mcap` for `NAME.mcap.partial`, else `NAME.repaired.mcap`. It may be
    ///     the file itself where `overwrites` says so.
    ///   - overwrites: whether a file that is there already may be replaced.
    public init(path: String, output: String? = nil, overwrites: Bool = false) {
        self.path = path
        self.output = output ?? Self.defaultOutput(for: path)
        self.overwrites = overwrites
    }

    /// - Throws: when nothing of the file can be read, or the new one cannot be written; then there is no new file.
    public func run() throws(EpisodeError) -> Outcome {
        if try isWhole() { return .whole }
        let file = try FileOutput(path: output, suffix: ".repairing", overwrites: overwrites)
        do throws(EpisodeError) {
            var salvage = try Salvage(FileInput(path: path), to: file)
            try salvage.run()
            try file.finish()
            return .repaired(
                path: output, salvage.kept, lostRecords: salvage.lostRecords,
                damage: salvage.damage ?? .cut(file: path, offset: salvage.kept.bytes, record: "the summary"))
        } catch {
            file.removePartial()
            throw error
        }
    }

    /// Whether every record and checksum is right, and the summary tells all.
    private func isWhole() throws(EpisodeError) -> Bool {
        let reader = try MCAPStreamReader(FileInput(path: path))
        do throws(EpisodeError) {
            while try reader.next() != nil {}
        } catch {
            return false
        }
        return try MCAPContents(summaryOf: FileInput(path: path), limits: MCAPLimits()) != nil
    }

    static func defaultOutput(for path: String) -> String {
        if path.hasSuffix(".partial") { return String(path.dropLast(".partial".count)) }
        let name = path.hasSuffix(".mcap") ? String(path.dropLast(".mcap".count)) : path
        return name + ".repaired.mcap"
    }
}
