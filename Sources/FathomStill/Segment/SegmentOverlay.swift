internal import Fathom
internal import Foundation

/// Draws every thing with its number, and a list of them beside the picture.
struct SegmentOverlay {
    private let list: ThingList
    private let picture: StillPicture

    init(_ list: ThingList, _ picture: StillPicture) {
        self.list = list
        self.picture = picture
    }

    func png() throws(StillError) -> Data? {
        let things = list.things
        let drawing = try Drawing(picture, bright: things.compactMap(\.mask), dimming: 0.6, panel: 300)
        func paint(_ index: Int) -> Paint { Paint.many[index % Paint.many.count] }
        for (index, thing) in things.enumerated() {
            if let mask = thing.mask { drawing.tint(mask, paint(index), strength: 0.18) }
        }
        for (index, thing) in things.enumerated() {
            guard let pole = drawing.pole(of: thing), let label = thing.object?.label else { continue }
            drawing.badge("\(label)", paint(index), at: pole)
        }
        drawing.list(
            things.enumerated().compactMap { index, thing in
                guard let object = thing.object else { return nil }
                return ("\(object.label)", object.name, Words.size(object.size), paint(index))
            })
        return drawing.png()
    }
}
