/// When a track is to be examined against its description, and how often it failed.
///
/// Its first measurement may have been a bad one: it is examined after 1, 2, 4 … 128 frames. Later, what stands still stays
/// what it is; what moves, or comes out from behind something, may have been taken for another on the way, and is examined each
/// time that it has gone as far as it is large.
struct Examination {
    /// Metres since the last one.
    private var path = 0.0
    private var framesSince = 0
    /// Frames in which it was seen, up to the last one that counts.
    private var frames = 0
    private var failures = 0
    private(set) var isDue = false

    /// So many failures in a row and the track is given up: in one frame a shadow or a hand may spoil a thing's looks.
    private static let limit = 3
    /// Frames between two, so that what is carried about costs no search in each.
    private static let interval = 8
    private static let lastEarly = 128

    mutating func noteSeen(_ meters: Double, of shape: Shape) {
        if case .point = shape { return }
        path += meters
        framesSince += 1
        let hasMoved = framesSince >= Self.interval && path > max(shape.boundingRadius, 0.02)
        // A power of two.
        let isEarly = frames < Self.lastEarly && frames & (frames - 1) == 0
        frames = min(frames + 1, Self.lastEarly + 1)
        isDue = isDue || hasMoved || isEarly
    }

    /// It came out from behind something.
    mutating func noteReturn() {
        path = .infinity
        framesSince = 0
    }

    mutating func pass() {
        failures = 0
        abstain()
    }

    /// - Returns: whether that was once too often. Else the next frame decides.
    mutating func fail() -> Bool {
        failures += 1
        return failures >= Self.limit
    }

    /// Nothing could be told.
    mutating func abstain() {
        (path, framesSince, isDue) = (0, 0, false)
    }
}
