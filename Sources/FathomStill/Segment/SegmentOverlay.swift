internal import Fathom
internal import Foundation

/// Draws every thing with its number and name.
struct SegmentOverlay {
    private let list: ThingList
    private let picture: StillPicture

    init(_ list: ThingList, _ picture: StillPicture) {
        self.list = list
        self.picture = picture
    }

    func png() -> Data? {
        let things = list.things
        guard let drawing = Drawing(picture, bright: things.compactMap(\.mask), dimming: 0.6) else { return nil }
        func paint(_ index: Int) -> Paint { Paint.many[index % Paint.many.count] }
        for (index, thing) in things.enumerated() {
            if let mask = thing.mask { drawing.tint(mask, paint(index), strength: 0.18) }
            if let bounds = thing.bounds { drawing.placer.avoid(drawing.area(bounds), weight: 0.2) }
        }
        // Large things have the most room to give: the small ones choose first.
        for index in things.indices.sorted(by: { (things[$0].pixels ?? 0, $0) < (things[$1].pixels ?? 0, $1) }) {
            guard let bounds = things[index].bounds else { continue }
            drawing.label(
                Label(
                    title: things[index].object.map { "\($0.label) \($0.name)" } ?? "",
                    detail: things[index].size.map(Words.size) ?? "", paint: paint(index)), about: drawing.area(bounds))
        }
        return drawing.png()
    }
}
