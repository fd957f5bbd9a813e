internal import Fathom
internal import Foundation

/// `fathom segment`: every thing of a picture with what can be said of it.
public struct Segment: Sendable {
    public var input: StillInput
    /// Where to draw them.
    public var overlay: String?
    /// Where to write the label image, 16 bits a pixel.
    public var labels: String?
    /// Where to write what the classifier of forms is told of each thing, as CSV: label and features.
    public var features: String?
    public var isJSON: Bool

    public init(
        input: StillInput, overlay: String? = nil, labels: String? = nil, features: String? = nil, isJSON: Bool = false
    ) {
        self.input = input
        self.overlay = overlay
        self.labels = labels
        self.features = features
        self.isJSON = isJSON
    }

    /// What to print; files are written before it returns.
    public func run() throws(StillError) -> String {
        for path in [overlay, labels, features].compactMap(\.self) { try OutputFiles.check(path) }
        let picture = try StillPicture.read(input)
        let snapshot = try picture.snapshot()
        let list: ThingList
        do throws(Rejection) {
            list = ThingList(things: try snapshot.things(), snapshot: snapshot)
        } catch {
            throw .argument(name: error.field, expected: error.expected, found: error.found)
        }
        var files = OutputFiles()
        if let labels { try files.add(labels, list.labelImage(picture)) }
        if let overlay { try files.add(overlay, try SegmentOverlay(list, picture).png()) }
        if let features { try files.add(features, Data(list.features.utf8)) }
        try files.write()
        return isJSON ? list.json.text : list.text
    }
}
