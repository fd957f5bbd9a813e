/// Whether the cameras of a session agree about where things are, and which of them to doubt.
///
/// An error of a camera's pose shows as an offset between what it and another camera see that lasts and that neither's
/// uncertainty explains. What the doubted camera sees stays out of the tracks: an average of both would be wrong as well.
struct CameraAgreement {
    /// Where one camera saw one entity last.
    private struct Sight {
        var center: Vector3
        /// Square metres, along the least certain axis.
        var variance: Double
        var nanoseconds: Int64
        /// Metres a second.
        var speed: Double
    }

    /// How two cameras get on.
    private struct Pair {
        /// Disagreements less agreements, bounded.
        var strikes = 0
        /// What the second sees less what the first sees, metres.
        var offset = Vector3.zero
    }

    private let names: [String]
    /// By entity and camera.
    private var sights: [[Sight?]]
    /// By camera and camera, the lower one first.
    private var pairs: [Pair]
    /// What is to be told of the cameras; `nil` while they agree.
    private(set) var detail: String?
    private var told: (camera: Int, other: Int, millimeters: Int)?

    /// So many disagreements and one of the two is doubted …
    private static let limit = 3
    /// … until as many agreements have been seen.
    private static let most = 6
    /// Metres that shapes completed from different sides may differ beyond their uncertainty.
    private static let slack = 0.005
    private static let sigmas = 4.0
    /// Sightings further apart tell of different moments.
    private static let window: Int64 = 100_000_000

    init(_ streams: [String]) {
        names = streams
        sights = Array(repeating: Array(repeating: nil, count: streams.count), count: 2)
        pairs = Array(repeating: Pair(), count: streams.count * streams.count)
    }

    /// Forgets where things were; which camera is doubted stays, for its pose does.
    mutating func beginEpisode() {
        for entity in sights.indices {
            for camera in sights[entity].indices { sights[entity][camera] = nil }
        }
    }

    /// Takes in where a camera sees an entity.
    /// - Returns: whether that may be used: the camera is not doubted, nor contradicted by one that comes before it.
    mutating func note(_ seen: Observation, of role: Verdict.Role, by camera: Int, at time: Int64) -> Bool {
        guard names.count > 1 else { return true }
        let entity = role == .gripper ? 0 : 1
        let variance = max((seen.noise + seen.systematic).trace, 0)
        var sight = Sight(center: seen.center, variance: variance, nanoseconds: time, speed: 0)
        if let last = sights[entity][camera], time > last.nanoseconds {
            sight.speed = (seen.center - last.center).length / (Double(time - last.nanoseconds) * 1e-9)
        }
        sights[entity][camera] = sight
        var isContradicted = false
        for other in names.indices where other != camera {
            guard let theirs = sights[entity][other], abs(time - theirs.nanoseconds) <= Self.window else { continue }
            let isNews = compare(sight, theirs, camera, other)
            isContradicted = isContradicted || isNews && other < camera && !isDoubted(other)
        }
        tell()
        return !isDoubted(camera) && !isContradicted
    }

    /// Whether what a camera shows of an entity may change its track.
    mutating func trust(_ sighting: Sighting, of role: Verdict.Role, by inlet: StreamInlet, at time: Int64) -> Bool {
        switch sighting {
        case .seen(let seen, _), .examined(let seen, _):
            // Poses come with every camera's frames and are the same in all.
            if case .point = seen.shape { return true }
            return note(seen, of: role, by: inlet.index, at: time)
        case .found(let finds) where finds.things.count == 1:
            return note(finds.things[0], of: role, by: inlet.index, at: time)
        case .found, .hidden, .ambiguous, .absent:
            return !isDoubted(inlet.index)
        }
    }

    /// What a doubted camera sees less where it is, metres.
    func offset(of camera: Int) -> Vector3 {
        guard names.count > 1, let other = accuser(of: camera) else { return .zero }
        let pair = pairs[index(camera, other)]
        return camera < other ? pair.offset * -1 : pair.offset
    }

    func isDoubted(_ camera: Int) -> Bool {
        accuser(of: camera) != nil
    }

    /// - Returns: whether the two contradict each other.
    private mutating func compare(_ sight: Sight, _ theirs: Sight, _ camera: Int, _ other: Int) -> Bool {
        let place = index(camera, other)
        let difference = camera < other ? theirs.center - sight.center : sight.center - theirs.center
        let seconds = Double(abs(sight.nanoseconds - theirs.nanoseconds)) * 1e-9
        // While it moves, two moments are two places.
        let motion = 1.5 * max(sight.speed, theirs.speed) * seconds
        let allowed = Self.slack + motion + Self.sigmas * (sight.variance + theirs.variance).squareRoot()
        let isContradicted = difference.length > allowed
        if isContradicted {
            pairs[place].offset = pairs[place].strikes == 0 ? difference : pairs[place].offset * 0.8 + difference * 0.2
        }
        pairs[place].strikes = max(0, min(pairs[place].strikes + (isContradicted ? 1 : -1), Self.most))
        return isContradicted
    }

    /// What outlasts an episode.
    var checkpoint: CamerasCheckpoint {
        var checkpoint = CamerasCheckpoint()
        for one in names.indices {
            for other in names.indices where one < other {
                let pair = pairs[index(one, other)]
                guard pair.strikes != 0 || pair.offset != .zero else { continue }
                checkpoint.pairs.append(
                    CamerasCheckpoint.Pair(
                        one: names[one], other: names[other], strikes: pair.strikes, offset: pair.offset))
            }
        }
        if let told {
            checkpoint.told = CamerasCheckpoint.Told(
                camera: names[told.camera], other: names[told.other], millimeters: told.millimeters)
        }
        return checkpoint
    }

    /// Takes up what outlasted an episode; cameras that are not here are left out.
    mutating func restore(_ checkpoint: CamerasCheckpoint) {
        for pair in checkpoint.pairs {
            guard let one = names.firstIndex(of: pair.one), let other = names.firstIndex(of: pair.other), one < other
            else { continue }
            pairs[index(one, other)] = Pair(strikes: max(0, min(pair.strikes, Self.most)), offset: pair.offset)
        }
        guard let told = checkpoint.told, let camera = names.firstIndex(of: told.camera),
            let other = names.firstIndex(of: told.other)
        else { return }
        self.told = (camera, other, told.millimeters)
        detail = words(camera, other, told.millimeters)
    }

    private func words(_ camera: Int, _ other: Int, _ millimeters: Int) -> String {
        let centimeters = "\(millimeters / 10).\(abs(millimeters % 10))"
        let alone = names.count == 2 ? ", or of '\(names[other])'" : ""
        return "camera '\(names[camera])' is doubted: it sees things \(centimeters) cm from where '\(names[other])' "
            + "does; check its world_from_camera\(alone)"
    }

    private func index(_ one: Int, _ other: Int) -> Int {
        min(one, other) * names.count + max(one, other)
    }

    private func areAtOdds(_ one: Int, _ other: Int) -> Bool {
        one != other && pairs[index(one, other)].strikes >= Self.limit
    }

    private func oddsCount(_ camera: Int) -> Int {
        names.indices.count { areAtOdds(camera, $0) }
    }

    /// The camera on whose word another is doubted: one that fewer contradict; of two alone, the one that is named first.
    private func accuser(of camera: Int) -> Int? {
        let mine = oddsCount(camera)
        guard mine > 0 else { return nil }
        return names.indices.first { other in
            guard areAtOdds(camera, other) else { return false }
            let theirs = oddsCount(other)
            return mine > theirs || mine == theirs && other < camera
        }
    }

    private mutating func tell() {
        for camera in names.indices {
            guard let other = accuser(of: camera) else { continue }
            let millimeters = Int((min(offset(of: camera).length, 100) * 1000).rounded())
            if let told, told.camera == camera, told.other == other, abs(told.millimeters - millimeters) < 5 { return }
            told = (camera, other, millimeters)
            detail = words(camera, other, millimeters)
            return
        }
        if detail != nil { (detail, told) = (nil, nil) }
    }
}
