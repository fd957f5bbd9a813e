extension Snapshot {
    /// Every thing in view, the largest first.
    package func things() throws(Rejection) -> [SnapshotThing] {
        let scene = try scene()
        return scene.scene.objects.map { thing($0, mask: scene.mask($0.label)) }
    }

    func described(_ description: Description) throws(Rejection) -> SnapshotFinding {
        let chooser = Chooser(description)
        let scene = try scene()
        let finder = PieceFinder(description.head)
        let united = scene.united(finder)
        func thing(_ candidacy: Choice.Candidacy, as shape: ShapeClass? = nil) throws(Rejection) -> SnapshotThing? {
            guard let union = united.union(candidacy.label) else { return self.thing(candidacy, scene, as: shape) }
            let mask = scene.mask(of: union.pieces, in: finder?.table == nil ? nil : try color(), finder?.table)
            var found = self.thing(union.object, mask: mask)
            (found.surface, found.score, found.phrase) = (union.surface, candidacy.probability, candidacy.phrase)
            return found
        }
        func things(_ candidates: [Choice.Candidacy]) throws(Rejection) -> [SnapshotThing] {
            var found: [SnapshotThing] = []
            for candidacy in candidates {
                if let thing = try thing(candidacy) { found.append(thing) }
            }
            return found
        }
        let choice = chooser.choose(in: united.scene)
        let reason = chooser.reason(choice, in: united.scene) ?? ""
        switch choice {
        case .chosen(let candidacy):
            let shape = description.head.noun?.shape ?? .any
            guard let thing = try thing(candidacy, as: shape) else { return .absent(reason: reason, []) }
            return .found(try own(thing, description.head, scene))
        case .ambiguous(let candidates):
            return .ambiguous(reason: reason, try things(candidates))
        case .absent(let misses):
            return .absent(reason: reason, try things(misses))
        }
    }

    /// A thing without what touches it, where that is plainly another.
    private func own(
        _ thing: SnapshotThing, _ phrase: NounPhrase, _ scene: SnapshotScene
    ) throws(Rejection) -> SnapshotThing {
        let table = phrase.colors.isEmpty ? nil : ColorTable(phrase.colors)
        guard let object = thing.object,
            let part = OwnPart(phrase, table: table).flatMap({ scene.part($0, of: object) })
        else { return thing }
        var own = thing
        (own.observation, own.size, own.surface) = (part.object.observation, part.object.size, part.surface)
        let mask = scene.mask(of: [object.label], in: try color(), table)
        (own.mask, own.bounds) = (mask, mask.bounds ?? own.bounds)
        let camera = view.frameFromCamera.translation
        own.nearest = part.surface.points.reduce(Double.infinity) { min($0, ($1 - camera).length) }
        return own
    }

    /// - Parameter shapeClass: what it is known to be; `nil`: it is one of several candidates.
    private func thing(
        _ candidacy: Choice.Candidacy, _ scene: SnapshotScene, as shapeClass: ShapeClass? = nil
    ) -> SnapshotThing? {
        guard let object = scene.scene.objects.first(where: { $0.label == candidacy.label }) else { return nil }
        let measured = shapeClass.map { scene.measured(object, as: $0) }
        var found = thing(measured?.object ?? object, mask: scene.mask(object.label))
        found.surface = measured?.surface
        (found.score, found.phrase) = (candidacy.probability, candidacy.phrase)
        return found
    }

    func tagged(_ tag: AprilTag) throws(Rejection) -> SnapshotFinding {
        let sighting = try TagGrounder(tag).look(at: frame, view: view, projection: projection, expecting: nil)
        switch sighting.finite {
        case .seen(let seen, _), .examined(let seen, _):
            return .found(
                SnapshotThing(observation: seen, nearest: (seen.center - view.frameFromCamera.translation).length))
        case .ambiguous(let reason): return .ambiguous(reason: reason, [])
        case .hidden(let reason), .absent(let reason): return .absent(reason: reason, [])
        case .found(let finds): return .absent(reason: finds.reason, [])
        }
    }

    /// The thing whose pixels overlap the box best; where it is but a part of that thing, the part.
    func boxed(_ box: PixelBounds) throws(Rejection) -> SnapshotFinding {
        let scene = try scene()
        var best: (object: SceneObject, overlap: Double, share: Double)?
        for object in scene.scene.objects {
            let inside = scene.mask(object.label, inside: box).count
            let all = scene.mask(object.label).count
            let overlap = Double(inside) / Double(max(box.area + all - inside, 1))
            if inside > 0, overlap > best?.overlap ?? 0 {
                best = (object, overlap, Double(inside) / Double(max(all, 1)))
            }
        }
        guard let best else { return .absent(reason: "nothing but support planes or holes in the box", []) }
        guard best.share < 0.5 else { return .found(thing(best.object, mask: scene.mask(best.object.label))) }
        return try masked(scene.mask(best.object.label, inside: box))
    }

    func masked(_ mask: PixelMask) throws(Rejection) -> SnapshotFinding {
        guard mask.width == depth.width, mask.height == depth.height else {
            throw Rejection(
                "mask", expected: "\(depth.width)×\(depth.height) as the depth", found: "\(mask.width)×\(mask.height)")
        }
        guard var object = try scene().describe(mask) else {
            return .absent(reason: "too few pixels with a valid depth in the mask", [])
        }
        object.label = 0
        return .found(thing(object, mask: mask))
    }

    private func thing(_ object: SceneObject, mask: PixelMask) -> SnapshotThing {
        SnapshotThing(
            observation: object.observation, size: object.size, nearest: object.nearest,
            bounds: mask.bounds ?? object.bounds, mask: mask, object: object)
    }
}

extension PixelBounds {
    fileprivate var area: Int { (xMax - xMin + 1) * (yMax - yMin + 1) }
}
