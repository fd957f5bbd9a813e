/// A scene as one phrase sees it: the pieces of what it names are one thing, with a label of its own.
struct UnitedScene {
    private(set) var scene: SegmentedScene
    private(set) var unions: [Union] = []

    struct Union {
        var object: SceneObject
        var surface: SeenSurface
        /// Labels of its pieces.
        var pieces: [Int]
    }

    /// - Parameter finder: `nil`: the scene as it is.
    init(_ scene: SegmentedScene, _ finder: PieceFinder?, _ reader: SceneReader) {
        self.scene = scene
        guard let finder else { return }
        for group in finder.groups(in: scene) {
            let pieces = group.map { scene.objects[$0] }
            guard var union = reader.united(pieces, finder.table, as: .box),
                union.object.longest <= 1.1 * finder.noun.size.upperBound
            else { continue }
            if !finder.colors.isEmpty { union.object.colors = finder.colors(of: pieces, purity: union.purity) }
            unions.append(Union(object: union.object, surface: union.surface, pieces: pieces.map(\.label)))
        }
        guard !unions.isEmpty else { return }
        var gone = unions.flatMap(\.pieces)
        // Who says "fingers" sees several; what is one thing of that colour is the palm.
        if finder.isSet, !finder.colors.isEmpty {
            gone += scene.objects.filter { finder.share($0) >= PieceFinder.mainShare }.map(\.label)
        }
        self.scene.objects = scene.objects.filter { !gone.contains($0.label) } + unions.map(\.object)
    }

    /// The union with a label, if it is one's.
    func union(_ label: Int) -> Union? { unions.first { $0.object.label == label } }
}

extension PieceFinder {
    /// Colour shares of what is made of the pieces' cells of the named colours alone.
    fileprivate func colors(of pieces: [SceneObject], purity: Double) -> ColorShares {
        let parts = colors.map { color in pieces.reduce(0) { $0 + $1.colors[color] * Double($1.pixels) } }
        let whole = max(parts.reduce(0, +), 1e-9)
        var shares = ColorShares()
        for (color, part) in zip(colors, parts) { shares[color] = purity * part / whole }
        return shares
    }
}
