/// Pairs colour and depth images by their stamps: each depth image with the nearest colour image that is not taken.
struct FramePairing<Image> {
    private(set) var unpairedColor = 0
    private(set) var unpairedDepth = 0
    private let tolerance: Int64
    private var colors: [(stamp: Int64, image: Image)] = []
    private var depths: [(stamp: Int64, image: Image)] = []
    /// That wait for their match, each.
    private static var most: Int { 32 }

    init(toleranceNanoseconds: Int64) {
        tolerance = toleranceNanoseconds
    }

    mutating func addColor(_ image: Image, at stamp: Int64) -> [(color: Image, depth: Image)] {
        colors.append((stamp, image))
        return takePairs(isEnd: false)
    }

    mutating func addDepth(_ image: Image, at stamp: Int64) -> [(color: Image, depth: Image)] {
        depths.append((stamp, image))
        return takePairs(isEnd: false)
    }

    mutating func end() -> [(color: Image, depth: Image)] {
        defer {
            unpairedColor += colors.count
            colors = []
        }
        return takePairs(isEnd: true)
    }

    private mutating func takePairs(isEnd: Bool) -> [(color: Image, depth: Image)] {
        var pairs: [(color: Image, depth: Image)] = []
        while let depth = depths.first {
            // Images come in the order of their stamps: behind a later one no nearer one follows.
            let isDecided = (colors.last?.stamp ?? .min) >= depth.stamp || depths.count > Self.most
            guard isDecided || isEnd else { break }
            depths.removeFirst()
            let nearest = colors.indices.min { distance($0, depth.stamp) < distance($1, depth.stamp) }
            if let nearest, distance(nearest, depth.stamp) <= UInt64(tolerance) {
                pairs.append((colors[nearest].image, depth.image))
                unpairedColor += nearest
                colors.removeFirst(nearest + 1)
            } else {
                unpairedDepth += 1
            }
        }
        if colors.count > Self.most {
            unpairedColor += colors.count - Self.most
            colors.removeFirst(colors.count - Self.most)
        }
        return pairs
    }

    private func distance(_ index: Int, _ stamp: Int64) -> UInt64 {
        colors[index].stamp.distance(to: stamp).magnitude.asUInt64
    }
}

extension UInt {
    fileprivate var asUInt64: UInt64 { UInt64(self) }
}
