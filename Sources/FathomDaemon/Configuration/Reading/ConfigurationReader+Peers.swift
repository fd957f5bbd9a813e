import FathomTransport

/// What the frames of other programs do not say themselves.
extension ConfigurationReader {
    /// Whose frames come from the addresses; `nil` when something about it is missing, with the issue reported.
    func peer(_ endpoints: [Endpoint], _ section: Section<FramesKey>?) -> FramePeer? {
        let peer = endpoints.first?.peer
        guard endpoints.allSatisfy({ $0.peer == peer }) else {
            report(frames: .connect, section, found: "addresses of several programs", allowed: "those of one")
            return nil
        }
        switch peer {
        case nil:
            let isClean = refuse(
                [.stream, .size, .intrinsics, .color], section, "which Fathom's own frames say themselves")
            return isClean ? .fathom : nil
        case .isaac:
            return isaac(section)
        case .lerobot:
            return lerobot(section)
        }
    }

    private func isaac(_ section: Section<FramesKey>?) -> FramePeer? {
        let stream = name(field(.stream, section, allowed: Self.nameRule))
        let size = size(section)
        let intrinsics = intrinsics(section?[.intrinsics])
        let isClean = refuse([.color], section, "that says how a JPEG was encoded, where Isaac Sim sends raw RGBA")
        guard let stream, let size, isClean else { return nil }
        return .isaac(IsaacStream(stream: stream, width: size.width, height: size.height, intrinsics: intrinsics))
    }

    private func lerobot(_ section: Section<FramesKey>?) -> FramePeer? {
        let size = size(section)
        let intrinsics = intrinsics(field(.intrinsics, section, allowed: Self.intrinsicsRule))
        let color = choice(section?[.color], of: LeRobotStream.ColorOrder.self)
        let isClean = refuse([.stream], section, "that LeRobot sends itself: each camera is a stream of its own name")
        guard let size, let intrinsics, isClean else { return nil }
        return .lerobot(
            LeRobotStream(
                width: size.width, height: size.height, intrinsics: intrinsics, colorOrder: color ?? .bgr))
    }

    /// The kind of socket that the peer's own receivers have; of Fathom's frames, what the file says.
    func socket(_ field: Field?, of peer: Endpoint.Peer?) -> FramesConfiguration.Socket? {
        let said = choice(field, of: FramesConfiguration.Socket.self)
        guard let peer else { return said }
        let needed = peer.socket
        if let field, let said, said != needed {
            report(field, found: "\(said.rawValue) for \(peer.rawValue)+", allowed: needed.rawValue)
        }
        return needed
    }

    /// `1280x720`: columns and rows, in pixels.
    private func size(_ section: Section<FramesKey>?) -> (width: Int, height: Int)? {
        let allowed = "columns x rows in pixels, as 1280x720, each 1 to 16384"
        guard let field = field(.size, section, allowed: allowed) else { return nil }
        let parts = (field.value.scalarText ?? "").split(separator: "x", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { Int($0.trimmingPrefix(" ")) }
        guard parts.count == 2, numbers.count == 2, numbers.allSatisfy((1...16_384).contains) else {
            report(field, allowed: allowed)
            return nil
        }
        return (numbers[0], numbers[1])
    }

    private static let intrinsicsRule = "[fx, fy, cx, cy] in pixels, pixel centres at whole numbers"

    /// `[fx, fy, cx, cy]`, in pixels.
    private func intrinsics(_ field: Field?) -> PinholeIntrinsics? {
        let allowed = Self.intrinsicsRule
        guard let field, let items = items(field, allowed: allowed, maximum: 4) else { return nil }
        guard items.count == 4 else {
            report(field, found: "\(items.count) numbers", allowed: allowed)
            return nil
        }
        let ranges: [NumberRange] = [
            .positive(through: 1e6), .positive(through: 1e6), .any(magnitude: 1e6), .any(magnitude: 1e6),
        ]
        let numbers = zip(items, ranges).compactMap { number($0, in: $1) }
        guard numbers.count == 4 else { return nil }
        return PinholeIntrinsics(fx: numbers[0], fy: numbers[1], cx: numbers[2], cy: numbers[3])
    }

    /// Reports each of the keys that is there; returns whether none is.
    private func refuse(_ keys: [FramesKey], _ section: Section<FramesKey>?, _ reason: String) -> Bool {
        let fields = keys.compactMap { section?[$0] }
        for field in fields { report(field, found: "a key \(reason)", allowed: "no such key here") }
        return fields.isEmpty
    }

    /// The field of a key that must be there, also when all that is known of the frames is a flag.
    private func field(_ key: FramesKey, _ section: Section<FramesKey>?, allowed: String) -> Field? {
        if let section { return required(key, of: section, allowed: allowed) }
        report(frames: key, nil, found: "no such key", allowed: allowed)
        return nil
    }

    private func report(frames key: FramesKey, _ section: Section<FramesKey>?, found: String, allowed: String) {
        report(
            ConfigurationIssue(
                position: section?.position, keyPath: "frames.\(key.rawValue)", found: found, allowed: allowed))
    }
}

extension Endpoint.Peer {
    var socket: FramesConfiguration.Socket {
        switch self {
        case .isaac: .pull
        case .lerobot: .sub
        }
    }
}
