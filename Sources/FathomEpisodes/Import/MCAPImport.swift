internal import Fathom

/// Makes an episode of an MCAP recording with Foxglove's protobuf or ROS 2 images.
public struct MCAPImport {
    private struct Held {
        let image: ForeignImage
        let owner: any ByteStorage
    }

    private let path: String
    private let map: ImportMap
    private let reader: MCAPReader
    private var pairing: FramePairing<Held>
    private var tree = TransformTree()
    private var camera: Camera?
    private var report = ImportReport()

    /// - Throws: when the file cannot be read, or has no topic that the map names.
    public init(path: String, map: ImportMap) throws(EpisodeError) {
        self.path = path
        self.map = map
        reader = try MCAPReader(FileInput(path: path))
        pairing = FramePairing(toleranceNanoseconds: map.toleranceNanoseconds)
        try checkTopics()
    }

    /// - Throws: also when no frame could be made: then there is no new file.
    public mutating func run(
        to output: String, version: String, overwrites: Bool = false
    ) throws(EpisodeError) -> ImportReport {
        let file = try FileOutput(path: output, overwrites: overwrites)
        do throws(EpisodeError) {
            let episode = try ImportedEpisode(to: file, version: version, origin: path)
            try readAhead()
            let messages = reader.messages(topics: map.topics, order: .logTime)
            try take(messages, into: episode)
            for pair in pairing.end() { try write(pair.color, pair.depth, to: episode) }
            (report.unpairedColor, report.unpairedDepth) = (pairing.unpairedColor, pairing.unpairedDepth)
            guard report.frames > 0 else {
                throw .unreadable(file: path, reason: "gives no frame: \(report.words.joined(separator: "; "))")
            }
            try episode.finish()
            return report
        } catch {
            file.discard()
            throw error
        }
    }

    private mutating func checkTopics() throws(EpisodeError) {
        let found = Set(reader.channels.values.map(\.topic))
        for topic in map.topics.sorted() where !found.contains(topic) {
            let all = found.sorted().prefix(20).joined(separator: ", ")
            throw .unreadable(file: path, reason: "no topic \(topic); it has \(all.isEmpty ? "none" : all)")
        }
        let wanted = reader.channels.values.filter { map.topics.contains($0.topic) }
        let counts = reader.statistics.channelMessageCounts
        let taken = wanted.reduce(0) { $0 &+ (counts[$1.id] ?? 0) }
        report.passedOver = reader.statistics.messageCount &- taken
        report.damage = reader.damage
    }

    /// Calibration and transforms are often published once, and not always first.
    private mutating func readAhead() throws(EpisodeError) {
        let first = reader.messages(topics: [map.camera], order: .logTime)
        while camera == nil, let message = try first.next() {
            if case .calibration(let calibration) = decoded(message) { take(calibration) }
        }
        guard camera != nil else {
            throw .unreadable(
                file: path, reason: "\(map.camera): no calibration\(report.firstProblem.map { ": \($0)" } ?? "")")
        }
        report.unreadable = 0
        let fixed = (map.transforms?.topics ?? []).filter { $0.hasSuffix("_static") }
        guard !fixed.isEmpty else { return }
        let messages = reader.messages(topics: Set(fixed), order: .logTime)
        while let message = try messages.next() {
            if case .transforms(let transforms) = decoded(message) { tree.add(transforms) }
        }
    }

    private mutating func take(_ messages: MCAPMessages, into episode: ImportedEpisode) throws(EpisodeError) {
        while true {
            let message: MCAPMessage
            do throws(EpisodeError) {
                guard let next = try messages.next() else { return }
                message = next
            } catch {
                // A chunk is wrong: what came before it stays.
                report.damage = error
                return
            }
            let topic = reader.channels[message.channelID]?.topic
            switch decoded(message) {
            case .image(let image) where topic == map.color || topic == map.depth:
                let held = Held(image: image, owner: message.data)
                let pairs =
                    topic == map.color
                    ? pairing.addColor(held, at: image.stampNanoseconds)
                    : pairing.addDepth(held, at: image.stampNanoseconds)
                for pair in pairs { try write(pair.color, pair.depth, to: episode) }
            case .calibration(let calibration) where topic == map.camera: take(calibration)
            case .transforms(let transforms): tree.add(transforms)
            case .image, .calibration: report.note("\(topic ?? ""): another kind of message than the map says")
            case nil: break
            }
        }
    }

    private mutating func take(_ calibration: ForeignCalibration) {
        do throws(Rejection) {
            camera = try calibration.camera()
        } catch {
            report.note("\(map.camera): \(error)")
        }
    }

    /// `nil` for what cannot be read, which is counted.
    private mutating func decoded(_ message: MCAPMessage) -> ForeignMessage? {
        guard let channel = reader.channels[message.channelID] else { return nil }
        let schema = reader.schemas[channel.schemaID]?.name ?? ""
        do throws(Rejection) {
            let found =
                switch channel.messageEncoding {
                case "protobuf": try FoxgloveDecoder.decode(message.data.bytes, schema: schema)
                case "cdr": try ROSDecoder.decode(message.data.bytes, schema: schema)
                default: nil as ForeignMessage?
                }
            if found == nil { report.note("\(channel.topic): \(schema) in \(channel.messageEncoding) is not known") }
            return found
        } catch {
            report.note("\(channel.topic): \(error)")
            return nil
        }
    }

    private mutating func write(_ color: Held, _ depth: Held, to episode: ImportedEpisode) throws(EpisodeError) {
        let frame: Frame
        do throws(Rejection) {
            frame = try self.frame(color, depth)
        } catch {
            return report.note("\(error)")
        }
        try episode.write(frame)
        report.frames += 1
    }

    private mutating func frame(_ color: Held, _ depth: Held) throws(Rejection) -> Frame {
        let stamp = depth.image.stampNanoseconds
        var frame = Frame(
            stream: map.stream, sequence: UInt64(report.frames), captureTimeNanoseconds: stamp, clock: .realtime,
            camera: camera,
            planes: [
                try color.image.plane(.color, part: 2, of: color.owner),
                try depth.image.plane(.depth, part: 3, metersPerCount: map.metersPerCount, of: depth.owner),
            ])
        let sizes =
            frame.planes.map { "\($0.width)×\($0.height)" } + (camera.map { ["\($0.width)×\($0.height)"] } ?? [])
        guard Set(sizes).count == 1 else {
            throw Rejection(
                "depth", expected: "the same pixels as colour and calibration", found: sizes.joined(separator: ", "))
        }
        guard let transforms = map.transforms else { return frame }
        let optical = transforms.camera ?? depth.image.frame
        frame.camera?.worldFromCamera = tree.pose(of: optical, in: transforms.world, at: stamp)
        frame.poses = transforms.poses.compactMap { wanted in
            tree.pose(of: wanted.frame, in: transforms.world, at: stamp).map {
                NamedPose(name: wanted.name, worldFromEntity: $0)
            }
        }
        if frame.camera?.worldFromCamera == nil || frame.poses.count < transforms.poses.count {
            report.withoutPose += 1
        }
        return frame
    }
}
