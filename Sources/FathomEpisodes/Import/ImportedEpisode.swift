internal import Fathom
internal import FathomWire

/// Writes frames that no daemon saw as an episode that can be replayed.
final class ImportedEpisode {
    private let writer: EpisodeWriter
    private let output: any EpisodeOutput
    private var index: UInt64 = 0

    /// - Parameter origin: what the frames were imported from.
    init(to output: any EpisodeOutput, version: String, origin: String) throws(EpisodeError) {
        self.output = output
        writer = try EpisodeWriter(
            to: output, options: MCAPWriter.Options(),
            facts: [
                "source": RecordedSession.Source.imported.rawValue, "version": version, "task": "imported",
                "session": "",
                "origin": origin, "segment": "0", "first_event": "0",
            ],
            codec: EpisodeCodecs())
    }

    func write(_ frame: Frame) throws(EpisodeError) {
        let event = EpisodeEvent(index: index, body: .frame(skipped: 0))
        index += 1
        try writer.write(
            RecordedEvent(
                event: event, frame: frame, logTimeNanoseconds: frame.captureTimeNanoseconds, beginsEpisode: index == 1),
            keepsCheckpoint: false)
    }

    func finish() throws(EpisodeError) {
        try writer.finish(.session, next: nil)
    }
}
