import CFathomProto
import Fathom

extension Array<RegionPrompt> {
    mutating func refill(
        from messages: UnsafeMutablePointer<UnsafeMutablePointer<Fathom__V1__RegionPrompt>?>?, count: Int
    ) throws(Rejection) {
        let blank = RegionPrompt(name: "", outline: .mask(part: 0))
        try refill(from: messages, count: count, blank: blank) {
            (region: inout RegionPrompt, message: Fathom__V1__RegionPrompt, index) throws(Rejection) in
            try region.name.refill(from: message.name, field: "regions[\(index)].name")
            region.score = message.score
            try region.outline.refill(from: message, index: index)
        }
    }
}

extension RegionPrompt.Outline {
    fileprivate mutating func refill(from message: Fathom__V1__RegionPrompt, index: Int) throws(Rejection) {
        switch (message.box?.pointee, message.polygon?.pointee, message.has_mask_part != 0) {
        case (let box?, nil, false):
            self = .box(xMin: box.x_min, yMin: box.y_min, xMax: box.x_max, yMax: box.y_max)
        case (nil, let polygon?, false):
            try refill(from: UnsafeBufferPointer(start: polygon.xy, count: polygon.n_xy), index: index)
        case (nil, nil, true):
            self = .mask(part: Int(message.mask_part))
        case (let box, let polygon, let hasMask):
            let found = [box != nil, polygon != nil, hasMask].count { $0 }
            throw Rejection("regions[\(index)]", expected: "one of box, polygon, mask_part", found: "\(found) of them")
        }
    }

    /// Keeps an equal polygon, so that a region at rest allocates nothing.
    private mutating func refill(from xy: UnsafeBufferPointer<Double>, index: Int) throws(Rejection) {
        guard xy.count >= 6, xy.count.isMultiple(of: 2) else {
            throw Rejection(
                "regions[\(index)].polygon.xy", expected: "x and y of at least 3 corners", found: "\(xy.count) numbers")
        }
        if case .polygon(let old) = self, old.elementsEqual(xy) { return }
        self = .polygon(Array(xy))
    }
}

extension Arena {
    func message(from region: RegionPrompt) throws(Rejection) -> UnsafeMutablePointer<Fathom__V1__RegionPrompt> {
        let message = try make(fathom__v1__region_prompt__init)
        message.pointee.name = try string(region.name, field: "regions.name")
        if region.score != 1 {
            message.pointee.has_score = 1
            message.pointee.score = region.score
        }
        switch region.outline {
        case .box(let xMin, let yMin, let xMax, let yMax):
            let box = try make(fathom__v1__box__init)
            box.pointee.x_min = xMin
            box.pointee.y_min = yMin
            box.pointee.x_max = xMax
            box.pointee.y_max = yMax
            message.pointee.box = box
        case .polygon(let xy):
            let polygon = try make(fathom__v1__polygon__init)
            polygon.pointee.n_xy = xy.count
            polygon.pointee.xy = try doubles(xy)
            message.pointee.polygon = polygon
        case .mask(let part):
            message.pointee.has_mask_part = 1
            message.pointee.mask_part = UInt32(clamping: part)
        }
        return message
    }
}
