import Fathom
import FathomWire
import Foundation
import Testing

@testable import FathomEpisodes

@Suite struct MCAPImportTests {
    private let folder: TemporaryFolder
    private var source: String { folder.path + "/source.mcap" }
    private var output: String { folder.path + "/episode.mcap" }

    init() throws {
        folder = try TemporaryFolder()
    }

    private func run(_ recording: ForeignRecording, _ map: ImportMap = ForeignRecording.map) throws -> ImportReport {
        let bytes = BytesOutput()
        try recording.write(to: bytes)
        try Data(bytes.bytes).write(to: URL(fileURLWithPath: source))
        var episode = try MCAPImport(path: source, map: map)
        return try episode.run(to: output, version: "1")
    }

    private func frames() throws -> [Frame] {
        let file = try EpisodeFile(path: output)
        #expect(file.session.source == .imported && file.damage == nil)
        let decoder = FrameDecoder()
        var frames: [Frame] = []
        while let entry = try file.next() {
            guard case .event(let event, _) = entry, let header = event.parts.first else { continue }
            var frame = Frame(stream: "")
            try decoder.decode(header: header.bytes, parts: Array(event.parts.dropFirst()), into: &frame)
            frames.append(frame)
        }
        return frames
    }

    @Test(arguments: ForeignRecording.Format.allCases)
    func imagesCalibrationAndPosesBecomeFrames(format: ForeignRecording.Format) throws {
        // CDR tells its byte order, images tell that of their pixels.
        let report = try run(ForeignRecording(format: format))
        #expect(report == ImportReport(frames: 3, passedOver: 3))
        let frames = try frames()
        #expect(frames.count == 3)
        for (index, frame) in frames.enumerated() {
            #expect(frame.stream == "front" && frame.sequence == UInt64(index) && frame.clock == .realtime)
            let stamp = ForeignRecording.start + Int64(index) * ForeignRecording.interval + 3_000_000
            #expect(frame.captureTimeNanoseconds == stamp)
            #expect(frame.planes.map(\.kind) == [.color, .depth])
            #expect(frame.planes.map(\.encoding) == [.rgb8, .depth16UC1])
            #expect(
                frame.planes.compactMap { $0.storage.map { Array($0.bytes) } } == [
                    ForeignRecording.color(index), ForeignRecording.depth(index),
                ])
            let camera = try #require(frame.camera)
            #expect([camera.fx, camera.fy, camera.cx, camera.cy] == [500, 510, 2, 1])
            #expect(camera.distortion == .plumbBob(k1: 0.1, k2: 0.2, p1: 0.01, p2: 0.02, k3: 0.3))
            let pose = try #require(camera.worldFromCamera)
            #expect((pose.rotation * Vector3(1, 0, 0) - Vector3(0, 1, 0)).length < 1e-9)
            #expect(pose.translation == Vector3(1, 0, 0))
            #expect(frame.poses.map(\.name) == ["gripper"])
            let tool = try #require(frame.poses.first).worldFromEntity.translation
            #expect((tool - Vector3(0, 0, 0.01 * Double(index))).length < 1e-12)
        }
    }

    @Test func imagesTooFarApartAreNoFrame() throws {
        #expect(throws: EpisodeError.self) {
            _ = try run(ForeignRecording(format: .ros, frames: 1, depthDelay: 25_000_000))
        }
        #expect(folder.names == ["source.mcap"])

        var map = ForeignRecording.map
        map.toleranceNanoseconds = 26_000_000
        // The next colour image is nearer, but for the last.
        let report = try run(ForeignRecording(format: .ros, frames: 3, depthDelay: 25_000_000), map)
        #expect(report.frames == 2 && report.unpairedColor == 1 && report.unpairedDepth == 1)
    }

    @Test func aCameraThatWasNotCalibratedIsNamed() throws {
        #expect {
            _ = try run(ForeignRecording(format: .foxglove, isCalibrated: false))
        } throws: {
            "\($0)".contains("/camera: no calibration: /camera: camera.K: expected a calibrated camera's 3×3 matrix")
        }
        #expect(folder.names == ["source.mcap"])
    }

    @Test func aTopicThatIsNotThereIsNamedBesideThoseThatAre() throws {
        var map = ForeignRecording.map
        map.depth = "/deep"
        #expect {
            _ = try run(ForeignRecording(format: .ros), map)
        } throws: {
            "\($0)".hasSuffix("no topic /deep; it has /camera, /color, /depth, /other, /tf")
        }
    }

    @Test func anEncodingThatIsNotKnownIsCountedAndNamed() throws {
        #expect {
            _ = try run(ForeignRecording(format: .ros, depthEncoding: "bayer_rggb8"))
        } throws: {
            "\($0)".contains("3 messages that could not be read; the first: depth.encoding: expected one of")
        }
    }

    @Test func aPoseThatNoTransformTellsIsCounted() throws {
        var map = ForeignRecording.map
        map.transforms?.world = "nowhere"
        let report = try run(ForeignRecording(format: .foxglove), map)
        #expect(report.withoutPose == 3 && report.frames == 3)
        #expect(try frames().allSatisfy { $0.camera?.worldFromCamera == nil && $0.poses.isEmpty })
    }

    @Test func aCutRecordingGivesWhatItHasAndSaysSo() throws {
        let bytes = BytesOutput()
        try ForeignRecording(format: .foxglove).write(to: bytes)
        try Data(bytes.bytes.dropLast(100)).write(to: URL(fileURLWithPath: source))
        var episode = try MCAPImport(path: source, map: ForeignRecording.map)
        let report = try episode.run(to: output, version: "1")
        #expect(report.frames == 3 && report.damage != nil && report.hasLoss)
    }

    @Test(arguments: ForeignRecording.Format.allCases)
    func noCorruptionCrashes(format: ForeignRecording.Format) throws {
        let bytes = BytesOutput()
        try ForeignRecording(format: format).write(to: bytes)
        let checksums = try MCAPReader(BytesInput(bytes.bytes)).chunkIndexes.map { Int($0.chunkStartOffset) + 33 }
        var corrupt = Corruption(seed: 21)
        for _ in 0..<150 {
            try Data(corrupt(bytes.bytes, checksums: checksums)).write(to: URL(fileURLWithPath: source))
            guard var episode = try? MCAPImport(path: source, map: ForeignRecording.map) else { continue }
            _ = try? episode.run(to: output, version: "1", overwrites: true)
        }
    }
}
