internal import Fathom

extension Frame {
    /// The frame with red and blue exchanged in its colour plane; `nil` where it has no readable one, or a grey one.
    func withRedAndBlueSwapped(_ limits: FrameLimits) -> Frame? {
        guard let index = planes.firstIndex(where: { $0.kind == .color }), planes[index].encoding != .mono8 else {
            return nil
        }
        let decoder = PlaneDecoder()
        guard let image = try? decoder.color(planes[index], limits: limits) else { return nil }
        var bytes = [UInt8](repeating: 0, count: image.width * image.height * 3)
        for y in 0..<image.height {
            for x in 0..<image.width {
                let pixel = image.base + y * image.rowStep + x * image.pixelStep
                let out = (y * image.width + x) * 3
                (bytes[out], bytes[out + 1], bytes[out + 2]) = (pixel[image.blue], pixel[image.green], pixel[image.red])
            }
        }
        var swapped = self
        swapped.planes[index] = Plane(
            kind: .color, encoding: .rgb8, width: image.width, height: image.height, part: planes[index].part,
            storage: OwnedBytes(bytes))
        return swapped
    }
}
