/// When a track is to be examined against its description, and how often it failed.
///
/// A thing that stands still where it was chosen stays what it is. One that moves, or comes out from behind something, may have
/// been taken for another on the way: it is examined each time that it has gone as far as it is large.
struct Examination {
    /// Metres since the last one.
    private var path = 0.0
    private var framesSince = 0
    private var failures = 0
    private(set) var isDue = false

    /// So many failures in a row and the track is given up: in one frame a shadow or a hand may spoil a thing's looks.
    private static let limit = 3
    /// Frames between two, so that what is carried about costs no search in each.
    private static let interval = 8

    mutating func noteMotion(_ meters: Double, of shape: Shape) {
        path += meters
        framesSince += 1
        if framesSince >= Self.interval, path > max(shape.boundingRadius, 0.02) { isDue = true }
    }

    /// It came out from behind something.
    mutating func noteReturn() {
        path = .infinity
        framesSince = 0
    }

    mutating func pass() {
        self = Examination()
    }

    /// - Returns: whether that was once too often.
    mutating func fail() -> Bool {
        failures += 1
        // The next frame decides.
        return failures >= Self.limit
    }

    /// Nothing could be told.
    mutating func abstain() {
        (path, framesSince, isDue) = (0, 0, false)
    }
}
