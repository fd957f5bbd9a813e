import Fathom
import FathomWire

extension SplitMix64 {
    mutating func maybe<Value>(_ make: (inout Self) -> Value) -> Value? {
        Bool.random(using: &self) ? make(&self) : nil
    }

    mutating func list<Value>(_ make: (inout Self) -> Value) -> [Value] {
        (0..<Int.random(in: 0...4, using: &self)).map { _ in make(&self) }
    }

    mutating func number() -> Double {
        let edges = [0, -0.0, 1, 0.1, -1e-300, .leastNonzeroMagnitude, 1e22, 1.7976931348623157e308]
        return Int.random(in: 0..<4, using: &self) == 0
            ? edges.randomElement(using: &self) ?? 0 : Double.random(in: -1e3...1e3, using: &self)
    }

    mutating func integer() -> UInt64 {
        [0, 1, .max, next(), next() >> 40].randomElement(using: &self) ?? 0
    }

    /// Text with everything but NUL: quotes, backslashes, control characters, several scripts.
    mutating func text() -> String {
        let alphabet = Array("abc\"\\\n\t\u{1}\u{1F}/ é漢🤖")
        return String(
            (0..<Int.random(in: 0...20, using: &self)).map { _ in alphabet.randomElement(using: &self) ?? "a" })
    }

    mutating func name() -> String {
        "n" + text()
    }

    mutating func vector() -> Vector3 {
        Vector3(number(), number(), number())
    }

    mutating func transform() -> Transform {
        Transform(rotation: Matrix3(columns: vector(), vector(), vector()), translation: vector())
    }

    mutating func camera() -> Camera {
        let distorted = Camera.Distortion.plumbBob(k1: number(), k2: number(), p1: number(), p2: number(), k3: number())
        return Camera(
            width: Int.random(in: 0...5000, using: &self), height: Int.random(in: 0...5000, using: &self),
            fx: number(), fy: number(), cx: number(), cy: number(), skew: number(),
            distortion: Bool.random(using: &self) ? .none : distorted, worldFromCamera: maybe { $0.transform() })
    }

    mutating func plane(part: Int, kind: PlaneKind) -> Plane {
        Plane(
            kind: kind, encoding: PlaneEncoding.allCases.randomElement(using: &self) ?? .rgb8,
            compression: [.none, .zstd, .lz4].randomElement(using: &self) ?? .none,
            width: Int.random(in: 0...5000, using: &self), height: Int.random(in: 0...5000, using: &self),
            rowStep: Int.random(in: 0...5000, using: &self), part: part, metersPerCount: number(),
            isRadial: Bool.random(using: &self), storage: OwnedBytes([UInt8(part)]))
    }

    mutating func region(maskPart: Int?) -> RegionPrompt {
        var outlines: [RegionPrompt.Outline] = [
            .box(xMin: number(), yMin: number(), xMax: number(), yMax: number()),
            .polygon((0..<2 * Int.random(in: 3...6, using: &self)).map { _ in number() }),
        ]
        if let maskPart { outlines.append(.mask(part: maskPart)) }
        return RegionPrompt(
            name: name(), score: number(), outline: outlines.randomElement(using: &self) ?? outlines[0])
    }

    mutating func frame() -> Frame {
        let parts = Array(2..<Int.random(in: 2...6, using: &self)).shuffled(using: &self)
        let kinds: [PlaneKind] = [.color, .depth, .label, .mask]
        let planes = parts.map { plane(part: $0, kind: kinds.randomElement(using: &self) ?? .depth) }
        let mask = planes.first { $0.kind == .mask }?.part
        return Frame(
            stream: name(), publisherEpoch: integer(), episode: name(), step: maybe { $0.integer() },
            sequence: integer(), captureTimeNanoseconds: Int64(bitPattern: integer()),
            clock: CaptureClock.allCases.randomElement(using: &self) ?? .realtime, camera: maybe { $0.camera() },
            planes: planes, poses: list { NamedPose(name: $0.name(), worldFromEntity: $0.transform()) },
            labels: list { LabelName(value: UInt32(truncatingIfNeeded: $0.next()), name: $0.name()) },
            regions: list { $0.region(maskPart: mask) },
            scalars: list { NamedScalar(name: $0.name(), value: $0.number()) },
            isTerminated: Bool.random(using: &self), isTruncated: Bool.random(using: &self))
    }

    mutating func distance() -> Distance {
        Distance(
            meters: number(), standardDeviation: number(),
            kind: DistanceKind.allCases.randomElement(using: &self) ?? .center,
            referenceFrame: Bool.random(using: &self) ? .world : .camera, gripper: vector(), target: vector())
    }

    mutating func terms() -> RewardTerms {
        RewardTerms(
            value: maybe { $0.number() }, potential: maybe { $0.number() }, previousPotential: maybe { $0.number() },
            previousStep: maybe { $0.integer() }, shaping: maybe { $0.number() }, progress: maybe { $0.number() },
            progressGain: maybe { $0.number() }, success: maybe { Bool.random(using: &$0) })
    }

    mutating func reward() -> Reward {
        Reward(
            task: name(), session: text(), stream: text(), episode: maybe { $0.text() }, step: maybe { $0.integer() },
            frameSequence: maybe { $0.integer() }, captureTimeNanoseconds: maybe { Int64(bitPattern: $0.integer()) },
            clock: maybe { CaptureClock.allCases.randomElement(using: &$0) ?? .realtime },
            receiveTimeNanoseconds: maybe { Int64(bitPattern: $0.integer()) },
            publishTimeNanoseconds: maybe { Int64(bitPattern: $0.integer()) }, daemonEpoch: integer(),
            rewardSequence: integer(), skippedFrames: Int(UInt32(truncatingIfNeeded: integer())),
            status: RewardStatus.allCases.randomElement(using: &self) ?? .measured, reason: maybe { $0.text() },
            rejection: maybe { Rejection($0.text(), expected: $0.text(), found: $0.text()) },
            distance: maybe { $0.distance() }, terms: terms(), discount: number(),
            isTerminated: Bool.random(using: &self), isTruncated: Bool.random(using: &self),
            configurationDigest: text(),
            humanEvent: maybe { HumanEvent.allCases.randomElement(using: &$0) ?? .success },
            episodeIndex: maybe { $0.integer() }
        )
    }
}

extension Frame {
    /// Plane bytes in the order of their parts, as they stand behind the header.
    var parts: [any ByteStorage] {
        planes.sorted { $0.part < $1.part }.compactMap(\.storage)
    }

    /// Everything that can be compared, storage by identity.
    var summary: String {
        let identities = planes.map { plane in plane.storage.map { "\(ObjectIdentifier($0))" } ?? "none" }
        return String(reflecting: self) + identities.joined()
    }
}
