internal import Fathom

extension ForeignImage {
    /// The image as a plane.
    ///
    /// - Parameter owner: of the memory that the data lie in.
    /// - Throws: for an encoding that Fathom does not read, and for bytes that cannot be the image.
    func plane(
        _ kind: PlaneKind, part: Int, metersPerCount: Double = 0.001, of owner: any ByteStorage
    ) throws(Rejection) -> Plane {
        if isCompressed { return try compressedPlane(kind, part, metersPerCount, owner) }
        guard let encoding = Self.encodings[encoding], encoding.suits(kind) else {
            let names = Self.encodings.filter { $0.value.suits(kind) }.map(\.key).sorted().joined(separator: ", ")
            throw Rejection("\(kind).encoding", expected: "one of \(names)", found: encoding)
        }
        guard !isBigEndian || encoding.bytesPerPixel == 1 || kind == .color else {
            throw Rejection("\(kind).is_bigendian", expected: "0", found: "1")
        }
        let tight = width * (encoding.bytesPerPixel ?? 1)
        let step = rowStep == 0 ? tight : rowStep
        guard (1...4096).contains(width), (1...4096).contains(height), step >= tight, data.count >= step * height else {
            throw Rejection(
                "\(kind).data", expected: "\(height) rows of \(step) bytes for \(width) pixels",
                found: "\(data.count) bytes")
        }
        let bytes = UnsafeRawBufferPointer(rebasing: data[..<(step * height)])
        return Plane(
            kind: kind, encoding: encoding, width: width, height: height, rowStep: step, part: part,
            metersPerCount: metersPerCount, storage: ByteSlice(bytes, of: owner))
    }

    private static let encodings: [String: PlaneEncoding] = [
        "rgb8": .rgb8, "bgr8": .bgr8, "8UC3": .bgr8, "rgba8": .rgba8, "bgra8": .bgra8, "mono8": .mono8, "8UC1": .mono8,
        "16UC1": .depth16UC1, "mono16": .depth16UC1, "32FC1": .depth32FC1,
    ]

    private func compressedPlane(
        _ kind: PlaneKind, _ part: Int, _ metersPerCount: Double, _ owner: any ByteStorage
    ) throws(Rejection) -> Plane {
        // ROS's compressedDepth puts a header of 12 bytes before the PNG; depth in metres it stores as a rounded inverse.
        let isCompressedDepth = encoding.contains("compressedDepth")
        guard !isCompressedDepth || !encoding.hasPrefix("32FC1") else {
            throw Rejection("\(kind).format", expected: "16UC1; compressedDepth png", found: encoding)
        }
        let bytes = UnsafeRawBufferPointer(rebasing: data.dropFirst(isCompressedDepth ? 12 : 0))
        guard let size = ImageSize(bytes), kind == .color || size.format == .png else {
            throw Rejection("\(kind).data", expected: kind == .color ? "a JPEG or PNG" : "a PNG", found: encoding)
        }
        let encoding: PlaneEncoding = kind == .depth ? .png16 : size.format == .png ? .png : .jpeg
        return Plane(
            kind: kind, encoding: encoding, width: size.width, height: size.height, part: part,
            metersPerCount: metersPerCount, storage: ByteSlice(bytes, of: owner))
    }
}
