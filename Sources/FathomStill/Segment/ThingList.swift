internal import Fathom
internal import Foundation

/// The things of a picture, ready to be told.
struct ThingList {
    var things: [SnapshotThing]
    var snapshot: Snapshot

    /// An object for each thing.
    var json: JSON {
        let objects = things.map { thing in
            JSON.object([("label", .integer(thing.label ?? 0))] + thing.fields(snapshot))
        }
        return .object([("objects", .array(objects))])
    }

    /// A line for each thing.
    var text: String {
        var table = TextTable()
        table.add("#", "size", "centre", "nearest", "pixels")
        for thing in things {
            table.add(
                "\(thing.label ?? 0)", thing.size.map(Words.size) ?? "",
                Words.place(snapshot.inCamera(thing.observation.center)), Words.length(thing.nearest),
                "\(thing.pixels ?? 0)")
        }
        return table.lines(indent: "").joined(separator: "\n")
    }

    /// Each pixel its thing's label, 0 elsewhere.
    func labelImage(_ picture: StillPicture) -> Data? {
        var labels = [UInt16](repeating: 0, count: picture.width * picture.height)
        for thing in things {
            guard let mask = thing.mask else { continue }
            for pixel in labels.indices where mask.bytes[pixel] != 0 { labels[pixel] = UInt16(thing.label ?? 0) }
        }
        return PNGFile.grey(labels, width: picture.width, height: picture.height)
    }
}
