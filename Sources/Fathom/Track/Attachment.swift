/// Where the gripper is in one frame, and how far it is open.
struct Grip {
    /// Rotation is the identity where only the gripper's place is known.
    var pose: Transform
    /// Metres; `nil` when the frame does not say.
    var opening: Double?

    /// Name of the scalar that tells the opening.
    static let scalar = "gripper_opening"
}

/// The hypothesis that the gripper holds the target, so that it moves along, seen or not.
///
/// Two things speak for it: fingers that close beside the target and stop at about its width, and motion in common. What was
/// beside the gripper when it was hidden, and has left its place, was taken along as well.
struct Attachment {
    /// Centre of the target in the gripper's frame while it is held, metres.
    private(set) var offset: Vector3?
    private var fingers = Fingers()
    /// Both as they were when the target came beside the gripper, to see whether they move together.
    private var start: (tool: Vector3, center: Vector3, offset: Vector3)?
    /// The target as seen from the gripper when the two were closest, since it was hidden beside it.
    private var closest: Vector3?

    /// Metres between tool point and surface within which the gripper may take hold.
    static let near = 0.03
    /// Metres by which a held thing may slip in the hand from frame to frame.
    private static let slip = 0.02
    /// Metres that both must have moved together.
    static let together = 0.012

    var isHeld: Bool { offset != nil }

    /// Whether the gripper holds it, or was beside it when it was hidden.
    var isBeside: Bool { isHeld || closest != nil }

    /// Where the target is when it moves along.
    func center(_ grip: Grip) -> Vector3? {
        offset.map { grip.pose($0) }
    }

    mutating func drop() {
        (offset, start, closest) = (nil, nil, nil)
    }

    /// Takes in a frame in which the target is seen with `shape`.
    mutating func noteSeen(_ shape: Shape, _ grip: Grip) {
        fingers.note(grip.opening)
        closest = nil
        let now = grip.pose.rigidInverse(shape.center)
        if let offset {
            if (now - offset).length > Self.slip || fingers.haveOpened { return drop() }
            self.offset = offset + (now - offset) * 0.3
            return
        }
        guard shape.signedDistance(grip.pose.translation) < Self.near else {
            start = nil
            return
        }
        guard let start else {
            self.start = (grip.pose.translation, shape.center, now)
            return
        }
        let moved = min((grip.pose.translation - start.tool).length, (shape.center - start.center).length)
        let apart = (now - start.offset).length
        if apart > max(0.005, moved / 3) {
            self.start = (grip.pose.translation, shape.center, now)
        } else if moved > Self.together {
            hold(at: now)
        }
    }

    /// Takes in a frame in which the target is hidden, believed to have `shape` where it was.
    mutating func noteHidden(_ shape: Shape, _ grip: Grip) {
        fingers.note(grip.opening)
        start = nil
        guard offset == nil else {
            if fingers.haveOpened { drop() }
            return
        }
        guard shape.signedDistance(grip.pose.translation) < Self.near else { return }
        let now = grip.pose.rigidInverse(shape.center)
        if now.length < closest?.length ?? .infinity { closest = now }
        if fingers.hold(shape) { hold(at: now) }
    }

    /// The target's place is empty and it is seen nowhere.
    /// - Returns: whether the gripper may have taken it.
    mutating func noteGone() -> Bool {
        guard offset == nil, let closest, !fingers.areOpen else { return isHeld }
        hold(at: closest)
        return true
    }

    private mutating func hold(at offset: Vector3) {
        self.offset = offset
        (start, closest) = (nil, nil)
        fingers.grasp()
    }
}

/// What the opening of the fingers tells.
private struct Fingers {
    private var opening: Double?
    private var widest = 0.0
    private var framesStill = 0
    private var graspOpening: Double?

    /// Metres by which fingers must have closed, or opened, to have done so.
    private static let least = 0.005

    mutating func note(_ now: Double?) {
        guard let now, now.isFinite else {
            opening = nil
            return
        }
        framesStill = abs(now - (opening ?? -1)) < 0.0005 ? framesStill + 1 : 0
        // A hand that opens again begins anew.
        widest = now > (opening ?? now) + 0.001 ? now : max(widest, now)
        opening = now
    }

    mutating func grasp() {
        graspOpening = opening
    }

    var haveOpened: Bool {
        guard let opening, let graspOpening else { return false }
        return opening > graspOpening + 2 * Self.least
    }

    /// Known to be as wide open as they were.
    var areOpen: Bool {
        opening.map { widest - $0 < Self.least } ?? false
    }

    /// Whether they have closed and were stopped by something of about the width of `shape`. Closed to nothing, they missed.
    func hold(_ shape: Shape) -> Bool {
        guard let opening, framesStill >= 2, widest - opening >= Self.least else { return false }
        let size = shape.size
        return opening > 0.25 * size.min() && opening < 1.3 * size.max() + 0.01
    }
}
