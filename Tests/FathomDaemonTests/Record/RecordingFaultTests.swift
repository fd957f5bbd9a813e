import Fathom
import FathomEpisodes
import FathomWire
import Foundation
import Synchronization
import Testing

@testable import FathomDaemon

/// Disks that are full or slow, files that are cut or apart from one another.
@Suite(.timeLimit(.minutes(2))) struct RecordingFaultTests {
    @Test func aFileThatGrowsTooLargeIsContinuedInAnother() throws {
        let lane = try TapedLane {
            $0.rotateBytes = 40_000; $0.chunkBytes = 500
        }
        try lane.episode(0, frames: 200)
        try lane.episode(1, frames: 20)
        lane.finish()
        let files = lane.files
        #expect(files.count > 3 && files.allSatisfy { $0.hasSuffix(".mcap") })
        let whole = try lane.replay(files.reversed())
        #expect(whole.status == 0)
        #expect(try whole.rewards.encoded == lane.live.encoded)
        let middle = try lane.replay([files[1]])
        #expect(middle.status == 3 && middle.rewards.isEmpty, "its beginning is not there")
        let last = try lane.replay(files.filter { $0.contains("-0002") })
        #expect(last.status == 0)
        #expect(try last.rewards.encoded == Array(lane.live.suffix(20)).encoded)
    }

    @Test func aSessionToWhichNoFrameCameLeavesNoFile() throws {
        let lane = try TapedLane()
        for _ in 0..<20 {
            lane.clock.advance(nanoseconds: 100_000_000)
            lane.lane.tickIfDue()
        }
        #expect(lane.sink.take().map(\.status) == [.stale])
        lane.finish()
        #expect(lane.files.isEmpty)
    }

    @Test func aFileThatIsCutGivesWhatLiesBeforeTheCut() throws {
        let lane = try TapedLane { $0.chunkBytes = 2000 }
        try lane.episode(0, frames: 100)
        lane.finish()
        let file = try #require(lane.files.first)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: file))
        // Half of the file is schemas and the configuration; at its very end are the indexes.
        for share in [0.55, 0.7, 0.8, 0.9] {
            let cut = lane.folder.path("cut.mcap")
            try bytes.prefix(Int(Double(bytes.count) * share)).write(to: URL(fileURLWithPath: cut))
            let replayed = try lane.replay([cut])
            #expect(replayed.status == 3)
            #expect(try replayed.rewards.encoded == Array(lane.live.prefix(replayed.rewards.count)).encoded)
        }
    }

    @Test func corruptedEventsAreRefusedOrRewardedAndNothingCrashes() throws {
        let lane = try TapedLane()
        try lane.episode(0, frames: 5)
        lane.finish()
        let file = try EpisodeFile(path: try #require(lane.files.first))
        var (events, codec) = ([[UInt8]](), EpisodeEventCodec())
        while let entry = try file.next() {
            guard case .event(let event, _) = entry else { continue }
            var message: [UInt8] = []
            try codec.encodeHead(of: event, into: &message)
            for part in event.parts {
                EpisodeEventCodec.appendPrefix(ofPart: part.bytes.count, to: &message)
                message += part.bytes
            }
            events.append(message)
        }
        let task = try #require(
            try ConfigurationFile(name: "test.yaml", text: file.session.configuration).configuration.tasks.first)
        codec = EpisodeEventCodec()
        var random = SplitMix64(seed: 5)
        for _ in 0..<300 {
            let replay = try SessionReplay(file.session, task: task, start: file.start, digest: \.computedDigest)
            for var message in events {
                for _ in 0..<Int(random.next() % 3) {
                    message[Int(random.next() % UInt64(message.count))] = UInt8(truncatingIfNeeded: random.next())
                }
                guard let event = try? codec.decode(OwnedBytes(message)) else { continue }
                _ = try? replay.process(event)
            }
        }
    }

    @Test func anotherConfigurationRelabels() throws {
        let lane = try TapedLane()
        try lane.episode(0)
        lane.finish()
        let yaml = try lane.folder.write(
            """
            frames: { connect: "inproc://unused" }
            tasks:
              - name: other
                streams: [state]
                gripper: { pose: object }
                target: { pose: gripper }
                reward: { length: 50 cm }
            """, to: "other.yaml")
        let replayed = try lane.replay(lane.files, configuration: yaml)
        #expect(replayed.status == 0)
        #expect(replayed.rewards.map(\.distance?.meters) == lane.live.map(\.distance?.meters))
        #expect(replayed.rewards.allSatisfy { $0.task == "other" })
        #expect(zip(replayed.rewards, lane.live).allSatisfy { $0.terms.potential != $1.terms.potential })
    }

    @Test(arguments: RecordingConfiguration.Overflow.allCases)
    func aSlowDiskCostsEventsThatAreCounted(_ overflow: RecordingConfiguration.Overflow) throws {
        let gate = Gate()
        let lane = try TapedLane(change: {
            $0.queueBytes = 50_000; $0.overflow = overflow; $0.chunkBytes = 500
        }) {
            path throws(EpisodeError) in
            GatedOutput(try FileOutput(path: path), gate)
        }
        try lane.episode(0)
        try eventually("the first is written") { lane.recorder.isIdle }
        gate.isOpen.store(false, ordering: .sequentiallyConsistent)
        try lane.episode(1, frames: 200)
        gate.isOpen.store(true, ordering: .sequentiallyConsistent)
        try eventually("what waits is written") { lane.recorder.isIdle }
        try lane.episode(2)
        lane.finish()
        #expect(lane.live.count == 220, "rewards do not wait")
        #expect(lane.notices.contains { if case .behind = $0 { true } else { false } })
        let whole = try lane.replay(lane.files)
        #expect(whole.status == 3)
        let firstAndLast = lane.live.prefix(10) + lane.live.suffix(10)
        let kept = whole.rewards.filter { $0.episode != "1" }
        #expect(try kept.encoded == Array(firstAndLast).encoded)
        let files = try lane.files.map { try EpisodeFile(path: $0) }
        let lost = files.compactMap(\.summary).reduce(0) { $0 + $1.lostEvents }
        let events = files.compactMap(\.summary).reduce(0) { $0 + $1.events }
        #expect(lost > 0 && events + lost == UInt64(lane.eventCount))
    }

    @Test func aFullDiskLeavesWhatWasWrittenAndTheNextEpisodeIsRecorded() throws {
        let gate = Gate()
        let lane = try TapedLane(change: { $0.chunkBytes = 500 }) { path throws(EpisodeError) in
            GatedOutput(try FileOutput(path: path), gate)
        }
        try lane.episode(0)
        try eventually("it is written") { lane.recorder.isIdle }
        gate.isFull.store(true, ordering: .sequentiallyConsistent)
        try lane.episode(1, frames: 50)
        try eventually("it has failed") { lane.notices.contains { if case .failed = $0 { true } else { false } } }
        gate.isFull.store(false, ordering: .sequentiallyConsistent)
        try lane.episode(2)
        lane.finish()
        #expect(lane.live.count == 70)
        let partial = lane.files.filter { $0.hasSuffix(".partial") }
        #expect(partial.count <= 2)
        let replayed = try lane.replay(lane.files.filter { $0.hasSuffix(".mcap") })
        #expect(try replayed.rewards.filter { $0.episode == "2" }.encoded == Array(lane.live.suffix(10)).encoded)
    }
}

/// What a test lets through, or not.
final class Gate: Sendable {
    let isOpen = Atomic(true)
    let isFull = Atomic(false)
}

/// A file on a disk that may stand still, or be full.
final class GatedOutput: EpisodeOutput {
    private let file: FileOutput
    private let gate: Gate
    var name: String { file.name }

    init(_ file: FileOutput, _ gate: Gate) {
        self.file = file
        self.gate = gate
    }

    func write(_ pieces: [UnsafeRawBufferPointer]) throws(EpisodeError) {
        while !gate.isOpen.load(ordering: .sequentiallyConsistent) { usleep(1000) }
        if gate.isFull.load(ordering: .sequentiallyConsistent) {
            throw .unwritable(file: name, reason: "No space left on device")
        }
        try file.write(pieces)
    }

    func synchronize() throws(EpisodeError) { try file.synchronize() }
    func finish() throws(EpisodeError) { try file.finish() }
    func discard() { file.discard() }
}
