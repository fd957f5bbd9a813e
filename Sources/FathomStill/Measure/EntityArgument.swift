internal import Fathom

/// One of the two things on the command line, taken apart.
struct EntityArgument {
    /// As it was written.
    var text: String
    var entity: SnapshotEntity

    static let rule =
        "a description, point:x,y,z (metres, camera frame), box:x0,y0,x1,y1 (pixels), mask:FILE.png or "
        + "tag:FAMILY/ID/SIZE (metres)"

    /// - Parameters:
    ///   - width, height: pixels of the picture.
    init(_ text: String, width: Int, height: Int) throws(StillError) {
        self.text = text
        guard let colon = text.firstIndex(of: ":") else {
            guard text.contains(where: \.isLetter) else {
                throw .argument(name: "entity", expected: Self.rule, found: text.isEmpty ? "''" : "'\(text.shortened)'")
            }
            entity = .description(try Self.description(text))
            return
        }
        let value = text[text.index(after: colon)...]
        switch text[..<colon] {
        case "point": entity = .point(try Self.point(value, text))
        case "box": entity = .box(try Self.box(value, text, width, height))
        case "mask": entity = .mask(try Self.mask(String(value), width, height))
        case "tag": entity = .tag(try Self.tag(value, text))
        default: throw .argument(name: "entity", expected: Self.rule, found: "'\(text.shortened)'")
        }
    }

    private static func description(_ text: String) throws(StillError) -> Description {
        do throws(Rejection) {
            return try Description(text)
        } catch {
            throw StillError(error, argument: "'\(text.shortened)'")
        }
    }

    /// Words of the description that count for nothing, in a line for people.
    var note: String? {
        guard case .description(let description) = entity, !description.unknownWords.isEmpty else { return nil }
        let words = description.unknownWords.map { "'\($0.word)' (word \($0.position))" }.joined(separator: ", ")
        return "'\(text.shortened)': not understood and left out: \(words)"
    }

    private static func numbers(_ text: Substring, _ count: Int) -> [Double]? {
        let words = text.split(separator: ",", omittingEmptySubsequences: false)
        let numbers = words.compactMap { Double($0.trimming { $0.isWhitespace }) }.filter(\.isFinite)
        return words.count == count && numbers.count == count ? numbers : nil
    }

    private static func point(_ value: Substring, _ text: String) throws(StillError) -> Vector3 {
        guard let place = numbers(value, 3), place.allSatisfy({ abs($0) <= 1e6 }) else {
            throw .argument(
                name: "entity", expected: "point:x,y,z: three finite numbers of metres", found: "'\(text.shortened)'")
        }
        return Vector3(place[0], place[1], place[2])
    }

    private static func box(
        _ value: Substring, _ text: String, _ width: Int, _ height: Int
    ) throws(StillError) -> PixelBounds {
        guard let corners = numbers(value, 4) else {
            throw .argument(
                name: "entity", expected: "box:x0,y0,x1,y1: four finite numbers of pixels",
                found: "'\(text.shortened)'")
        }
        guard corners[0] < corners[2], corners[1] < corners[3] else {
            throw .argument(
                name: "entity", expected: "box:x0,y0,x1,y1 with x0 < x1 and y0 < y1", found: "'\(text.shortened)'")
        }
        // Many write the end as the first pixel outside.
        guard corners[0] >= 0, corners[1] >= 0, corners[2] <= Double(width), corners[3] <= Double(height) else {
            throw .argument(
                name: "entity", expected: "a box inside the image of \(width)×\(height)", found: "'\(text.shortened)'")
        }
        return PixelBounds(
            xMin: Int(corners[0].rounded(.up)), yMin: Int(corners[1].rounded(.up)),
            xMax: min(Int(corners[2]), width - 1), yMax: min(Int(corners[3]), height - 1))
    }

    private static func tag(_ value: Substring, _ text: String) throws(StillError) -> AprilTag {
        let parts = value.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 3, let family = TagFamily(rawValue: String(parts[0])), let id = Int(parts[1]),
            let size = Double(parts[2])
        else {
            throw .argument(
                name: "entity", expected: "tag:FAMILY/ID/SIZE as tag:tag36h11/3/0.04, its edge in metres",
                found: "'\(text.shortened)'")
        }
        let tag = AprilTag(family: family, id: id, size: size)
        do throws(Rejection) {
            try tag.check()
        } catch {
            throw StillError(error, argument: "'\(text.shortened)'")
        }
        return tag
    }

    private static func mask(_ path: String, _ width: Int, _ height: Int) throws(StillError) -> PixelMask {
        let mask = try ImageFile.mask(path)
        guard mask.width == width, mask.height == height else {
            throw .sizesDiffer(
                file: path, size: "\(mask.width)×\(mask.height)", otherFile: "the picture",
                otherSize: "\(width)×\(height)")
        }
        guard mask.bounds != nil else {
            throw .malformed(file: path, expected: "a mask with a pixel that is not 0", found: "none")
        }
        return mask
    }
}
