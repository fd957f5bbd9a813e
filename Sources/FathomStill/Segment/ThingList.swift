internal import Fathom
internal import Foundation

/// The things of a picture, ready to be told.
struct ThingList {
    var things: [SnapshotThing]
    var snapshot: Snapshot

    /// An object for each thing.
    var json: JSON {
        .object([
            (
                "objects",
                .array(
                    things.map { thing in
                        let fields = thing.fields(snapshot).filter { $0.0 != "score" }
                        return .object((thing.object?.heading ?? []) + fields + (thing.object?.attributes ?? []))
                    })
            )
        ])
    }

    /// A line for each thing.
    var text: String {
        var table = TextTable()
        table.add("#", "thing", "size", "centre", "nearest", "rests on", "colours", "pixels")
        for thing in things {
            guard let object = thing.object else { continue }
            table.add(
                "\(object.label)", object.name, Words.size(object.size),
                Words.place(snapshot.inCamera(object.center)), Words.length(thing.nearest), object.support.words,
                object.mainColors.map { "\($0.name.rawValue) \(Int(($0.share * 100).rounded())) %" }
                    .joined(separator: ", "), "\(thing.pixels ?? 0)")
        }
        return table.lines(indent: "").joined(separator: "\n")
    }

    /// What the classifier of forms is told: a line for each thing, its label first.
    var features: String {
        things.compactMap(\.object).map { thing in
            "\(thing.label)," + thing.formFeatures.map { "\($0)" }.joined(separator: ",") + "\n"
        }.joined()
    }

    /// Each pixel its thing's label, 0 elsewhere.
    func labelImage(_ picture: StillPicture) -> Data? {
        var labels = [UInt16](repeating: 0, count: picture.width * picture.height)
        for thing in things {
            guard let mask = thing.mask, let label = thing.object?.label else { continue }
            for pixel in labels.indices where mask.bytes[pixel] != 0 { labels[pixel] = UInt16(label) }
        }
        return PNGFile.grey(labels, width: picture.width, height: picture.height)
    }
}
