internal import Fathom

/// Makes an episode of a folder of numbered colour and depth images.
public struct FolderImport {
    private let files: NumberedFiles
    private let map: FolderMap
    private var report = ImportReport()

    /// - Throws: when the folder cannot be read, or holds no depth image.
    public init(path: String, map: FolderMap) throws(EpisodeError) {
        self.map = map
        files = try NumberedFiles(folder: path, pattern: map.depth)
        guard !files.numbers.isEmpty else { throw .unreadable(file: path, reason: "no file is named as \(map.depth)") }
    }

    /// - Throws: also when no frame could be made: then there is no new file.
    public mutating func run(
        to output: String, version: String, overwrites: Bool = false
    ) throws(EpisodeError) -> ImportReport {
        let file = try FileOutput(path: output, overwrites: overwrites)
        do throws(EpisodeError) {
            let episode = try ImportedEpisode(to: file, version: version, origin: files.folder)
            for (index, number) in files.numbers.enumerated() {
                guard let frame = frame(index, number) else { continue }
                try episode.write(frame)
                report.frames += 1
            }
            guard report.frames > 0 else {
                throw .unreadable(file: files.folder, reason: "gives no frame: \(report.words.joined(separator: "; "))")
            }
            try episode.finish()
            return report
        } catch {
            file.discard()
            throw error
        }
    }

    /// `nil` for images that cannot be read, which are counted.
    private mutating func frame(_ index: Int, _ number: String) -> Frame? {
        do throws(EpisodeError) {
            let color = try plane(.color, map.color, number, part: 2)
            let depth = try plane(.depth, map.depth, number, part: 3)
            guard (color.width, color.height) == (depth.width, depth.height) else {
                throw .unreadable(
                    file: files.path(map.color, number),
                    reason: "is \(color.width)×\(color.height), its depth \(depth.width)×\(depth.height)")
            }
            let intrinsics = map.intrinsics
            return Frame(
                stream: map.stream, sequence: UInt64(index),
                captureTimeNanoseconds: Int64((Double(index) / map.rate * 1e9).rounded()), clock: .simulation,
                camera: Camera(
                    width: depth.width, height: depth.height, fx: intrinsics.fx, fy: intrinsics.fy, cx: intrinsics.cx,
                    cy: intrinsics.cy,
                    worldFromCamera: try map.poses.map { pattern throws(EpisodeError) in
                        try PoseText.read(files.path(pattern, number))
                    }),
                planes: [color, depth])
        } catch {
            report.note("\(error)")
            return nil
        }
    }

    private func plane(
        _ kind: PlaneKind, _ pattern: String, _ number: String, part: Int
    ) throws(EpisodeError) -> Plane {
        let path = files.path(pattern, number)
        let bytes = try NumberedFiles.read(path)
        let image = ForeignImage(encoding: path, isCompressed: true, data: bytes.bytes)
        do throws(Rejection) {
            return try image.plane(kind, part: part, metersPerCount: map.metersPerCount, of: bytes)
        } catch {
            throw .unreadable(file: path, reason: "expected \(error.expected), found something else")
        }
    }
}
