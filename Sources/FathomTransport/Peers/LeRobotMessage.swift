import Fathom
import FathomWire

/// LeRobot's ZMQCamera message: `{"timestamps": {camera: seconds}, "images": {camera: base64 of a JPEG}}`.
///
/// Other keys are skipped. Images stay where they lie until somebody wants them.
struct LeRobotMessage {
    enum Image {
        case inPlace(UnsafeRawBufferPointer)
        /// Text that had escapes in it.
        case text(String)
    }

    static let maxCameras = 64

    /// In the order of the message.
    private(set) var images: [(camera: String, image: Image)] = []
    private var timestamps: [(camera: String, seconds: Double)] = []

    /// - Throws: `Rejection` where the bytes are not such a message.
    init(_ bytes: UnsafeRawBufferPointer) throws(Rejection) {
        var scanner = JSONScanner(bytes)
        var hasImages = false
        try scanner.members(open: "{", close: "}") { scanner throws(Rejection) in
            let key = try scanner.string()
            try scanner.expect(":")
            switch key {
            case "images":
                hasImages = true
                try readImages(&scanner)
            case "timestamps": try readTimestamps(&scanner)
            default: try scanner.skipValue()
            }
        }
        guard scanner.peek() == nil else { throw scanner.failure(expected: "the end") }
        guard hasImages else { throw Rejection("images", expected: "an object", found: "no such key") }
    }

    /// When the camera's image was taken, seconds since the Unix epoch.
    func seconds(of camera: String) throws(Rejection) -> Double {
        guard let stamp = timestamps.last(where: { $0.camera == camera }) else {
            throw Rejection("timestamps.\(camera)", expected: "a number, as there is an image", found: "none")
        }
        return stamp.seconds
    }

    private mutating func readImages(_ scanner: inout JSONScanner) throws(Rejection) {
        try scanner.members(open: "{", close: "}") { scanner throws(Rejection) in
            let camera = try camera(&scanner, count: images.count)
            if let bytes = try scanner.plainString() {
                images.append((camera, .inPlace(bytes)))
            } else {
                images.append((camera, .text(try scanner.string())))
            }
        }
    }

    private mutating func readTimestamps(_ scanner: inout JSONScanner) throws(Rejection) {
        try scanner.members(open: "{", close: "}") { scanner throws(Rejection) in
            let camera = try camera(&scanner, count: timestamps.count)
            let literal = try scanner.literal()
            guard let seconds = Double(literal) else {
                throw Rejection("timestamps.\(camera)", expected: "a number", found: literal)
            }
            timestamps.append((camera, seconds))
        }
    }

    private func camera(_ scanner: inout JSONScanner, count: Int) throws(Rejection) -> String {
        guard count < Self.maxCameras else {
            throw Rejection("images", expected: "at most \(Self.maxCameras) cameras", found: "more")
        }
        let name = try scanner.string()
        try scanner.expect(":")
        return name
    }
}
