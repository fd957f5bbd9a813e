internal import Fathom

/// `fathom measure`: one picture, one thing or two, one measurement.
public struct Measure: Sendable {
    public var input: StillInput
    public var a: String
    public var b: String?
    public var kind: String
    /// Where to draw it.
    public var overlay: String?
    /// Folder for `a.png` and `b.png`.
    public var masks: String?
    public var isJSON: Bool
    /// Times to segment and choose `a` for a timing; `nil`: none.
    public var timedFrames: Int?

    public init(
        input: StillInput, a: String, b: String? = nil, kind: String = "center", overlay: String? = nil,
        masks: String? = nil, isJSON: Bool = false, timedFrames: Int? = nil
    ) {
        self.input = input
        self.a = a
        self.b = b
        self.kind = kind
        self.overlay = overlay
        self.masks = masks
        self.isJSON = isJSON
        self.timedFrames = timedFrames
    }

    /// What to print; files are written before it returns.
    /// - Parameter note: called with what the user should know besides.
    public func run(note: (String) -> Void = { _ in }) throws(StillError) -> String {
        let kind = try Self.kind(kind)
        if let overlay { try OutputFiles.check(overlay) }
        if let masks { try OutputFiles.check(folder: masks) }
        let picture = try StillPicture.read(input)
        let first = try EntityArgument(a, width: picture.width, height: picture.height)
        let second = try b.map { text throws(StillError) in
            try EntityArgument(text, width: picture.width, height: picture.height)
        }
        for text in [first.note, second?.note].compactMap(\.self) { note(text) }
        let snapshot = try picture.snapshot()
        let measurement = try StillMeasurement(first, second, kind: kind, in: snapshot)
        var files = OutputFiles()
        if let masks { try measurement.addMasks(picture, folder: masks, prefix: "", to: &files) }
        if let overlay { try files.add(overlay, try MeasureOverlay(measurement, picture, snapshot).png()) }
        try files.write()
        let time = try timedFrames.map { frames throws(StillError) in
            try GroundingTime(first, frames: frames, in: snapshot)
        }
        if isJSON { return measurement.json(snapshot, time).text }
        let timing = time.map { "\n  segmented and chosen in \(Words.milliseconds($0.median)), p50 of \($0.frames)" }
        return measurement.text(snapshot) + (timing ?? "")
    }

    static func kind(_ text: String) throws(StillError) -> DistanceKind {
        guard let kind = DistanceKind(rawValue: text) else {
            throw .argument(
                name: "--kind", expected: DistanceKind.allCases.map(\.rawValue).joined(separator: ", "),
                found: "'\(text.shortened)'")
        }
        return kind
    }
}

extension StillMeasurement {
    /// A mask for each entity, empty where it has no pixels.
    func addMasks(
        _ picture: StillPicture, folder: String, prefix: String, to files: inout OutputFiles
    ) throws(StillError) {
        files.addFolder(folder)
        for (name, entity) in [("a", a), ("b", b)] {
            guard let entity else { continue }
            let mask = entity.thing?.mask ?? PixelMask(width: picture.width, height: picture.height)
            try files.add("\(folder)/\(prefix)\(name).png", PNGFile.mask(mask))
        }
    }
}
