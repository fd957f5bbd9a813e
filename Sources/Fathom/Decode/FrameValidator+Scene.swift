extension FrameValidator {
    /// Bounds on what one header can ask for; names are compared with one another.
    static let maxNamed = 512
    static let maxCorners = 256

    static func checkScene(of frame: Frame) throws(Rejection) {
        try checkPoses(frame.poses)
        try checkScalars(frame.scalars)
        try checkRegions(frame.regions)
        try checkMasks(of: frame)
    }

    /// Judges what a user's detector sent, as `admit` judges the regions of a frame.
    public static func check(_ detections: Detections) throws(Rejection) {
        try checkTime(detections.captureTimeNanoseconds)
        try checkRegions(detections.regions)
        for (index, region) in detections.regions.enumerated() {
            guard case .mask(let part) = region.outline else { continue }
            throw Rejection(
                "regions[\(index)].mask_part", expected: "none: detections carry no planes", found: "\(part)")
        }
    }

    private static func checkPoses(_ poses: [NamedPose]) throws(Rejection) {
        try checkCount(poses.count, "poses")
        for index in poses.indices {
            try checkTransform(poses[index].worldFromEntity, "poses[\(index)].world_from_entity")
            for other in 0..<index where poses[other].name == poses[index].name {
                throw Rejection.duplicate("poses[\(index)].name", poses[index].name)
            }
        }
    }

    private static func checkScalars(_ scalars: [NamedScalar]) throws(Rejection) {
        try checkCount(scalars.count, "scalars")
        for index in scalars.indices {
            guard scalars[index].value.isFinite else {
                throw Rejection("scalars[\(index)].value", expected: "finite", found: "\(scalars[index].value)")
            }
            for other in 0..<index where scalars[other].name == scalars[index].name {
                throw Rejection.duplicate("scalars[\(index)].name", scalars[index].name)
            }
        }
    }

    private static func checkRegions(_ regions: [RegionPrompt]) throws(Rejection) {
        try checkCount(regions.count, "regions")
        for index in regions.indices {
            // False for NaN as well.
            guard regions[index].score >= 0, regions[index].score <= 1 else {
                throw Rejection("regions[\(index)].score", expected: "0 … 1", found: "\(regions[index].score)")
            }
            try checkOutline(regions[index].outline, at: index)
        }
    }

    private static func checkOutline(_ outline: RegionPrompt.Outline, at index: Int) throws(Rejection) {
        switch outline {
        case .box(let xMin, let yMin, let xMax, let yMax):
            guard xMin.isFinite, yMin.isFinite, xMax.isFinite, yMax.isFinite, xMin <= xMax, yMin <= yMax else {
                throw Rejection(
                    "regions[\(index)].box", expected: "finite, x_min ≤ x_max, y_min ≤ y_max",
                    found: "x \(xMin) … \(xMax), y \(yMin) … \(yMax)")
            }
        case .polygon(let xy):
            guard xy.count.isMultiple(of: 2), (6...2 * maxCorners).contains(xy.count) else {
                throw Rejection(
                    "regions[\(index)].polygon", expected: "3 … \(maxCorners) corners, two numbers each",
                    found: "\(xy.count) numbers")
            }
            for number in xy where !number.isFinite {
                throw Rejection("regions[\(index)].polygon", expected: "finite", found: "\(number)")
            }
        case .mask:
            return
        }
    }

    private static func checkMasks(of frame: Frame) throws(Rejection) {
        for index in frame.regions.indices {
            guard case .mask(let part) = frame.regions[index].outline else { continue }
            guard frame.planes.contains(where: { $0.kind == .mask && $0.part == part }) else {
                throw Rejection("regions[\(index)].mask_part", expected: "part of a mask plane", found: "\(part)")
            }
        }
    }

    private static func checkCount(_ count: Int, _ field: String) throws(Rejection) {
        guard count <= maxNamed else {
            throw Rejection(field, expected: "at most \(maxNamed)", found: "\(count)")
        }
    }
}

extension Rejection {
    static func duplicate(_ field: String, _ name: String) -> Rejection {
        Rejection(field, expected: "a name of its own", found: "\"\(name)\" twice")
    }
}
