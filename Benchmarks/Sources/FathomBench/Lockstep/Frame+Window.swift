import Fathom

extension Frame {
    /// A square of `side` pixels cut out of the image where the pose `name` projects to, as a closer camera would see it.
    func window(_ side: Int, around name: String) throws -> Frame {
        guard let camera, let worldFromCamera = camera.worldFromCamera,
            let place = poses.first(where: { $0.name == name })?.worldFromEntity.translation
        else {
            throw Failure("\(name): expected a camera and a pose of this name")
        }
        let point = worldFromCamera.rigidInverse(place)
        let (u, v) = (camera.fx * point.x / point.z + camera.cx, camera.fy * point.y / point.z + camera.cy)
        let column = min(max(Int(u) - side / 2, 0), camera.width - side)
        let row = min(max(Int(v) - side / 2, 0), camera.height - side)
        var frame = self
        frame.camera?.width = side
        frame.camera?.height = side
        frame.camera?.cx -= Double(column)
        frame.camera?.cy -= Double(row)
        for index in planes.indices { frame.planes[index].cut(column, row, side) }
        return frame
    }
}

extension Plane {
    /// Leaves a square of raw pixels.
    fileprivate mutating func cut(_ column: Int, _ row: Int, _ side: Int) {
        guard let bytes = storage?.bytes else { return }
        let pixel = bytes.count / (width * height)
        var square: [UInt8] = []
        square.reserveCapacity(side * side * pixel)
        for line in row..<row + side {
            let start = (line * width + column) * pixel
            square += bytes[start..<start + side * pixel]
        }
        (width, height, storage) = (side, side, OwnedBytes(square))
    }
}
