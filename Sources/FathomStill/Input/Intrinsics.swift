internal import Fathom

/// A pinhole camera's four numbers, pixels.
struct Intrinsics: Equatable {
    var fx: Double
    var fy: Double
    var cx: Double
    var cy: Double

    /// Reads "fx,fy,cx,cy".
    static func parse(_ text: String) throws(StillError) -> Intrinsics {
        let words = text.split(separator: ",", omittingEmptySubsequences: false)
        let numbers = words.compactMap { Double($0.trimming { $0.isWhitespace }) }
        let rule = "fx,fy,cx,cy: four finite numbers of pixels, fx and fy positive"
        guard words.count == 4, numbers.count == 4, numbers.allSatisfy(\.isFinite), numbers[0] > 0, numbers[1] > 0
        else {
            throw .argument(name: "--camera", expected: rule, found: "'\(text.shortened)'")
        }
        return Intrinsics(fx: numbers[0], fy: numbers[1], cx: numbers[2], cy: numbers[3])
    }
}

extension Substring {
    func trimming(_ isDropped: (Character) -> Bool) -> Substring {
        var text = drop(while: isDropped)
        while let last = text.last, isDropped(last) { text.removeLast() }
        return text
    }
}
