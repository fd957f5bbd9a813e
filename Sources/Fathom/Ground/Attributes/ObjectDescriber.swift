/// Says of every thing of a segmented scene what it looks like, where it is, how large, and what it stands on.
///
/// Buffers are kept from frame to frame.
final class ObjectDescriber {
    let noise: DepthNoise

    var tallies: [ObjectTally] = []
    let thinned = ObjectPoints()
    /// The points of one thing about its middle, z up, and room to complete them.
    let points = PointBuffer()
    let scratch = PointBuffer()

    init(noise: DepthNoise) {
        self.noise = noise
    }

    /// The things with labels 1 … `labels`; a label that no cell carries, or too few to say anything, gives no object.
    func describe(
        grid: SceneGrid, labels: Int, planes: [SupportPlane], up: Vector3, frameFromCamera: Transform,
        projection: Projection
    ) -> [SceneObject] {
        let scene = SceneContext(
            grid: grid, planes: planes, up: up, frameFromCamera: frameFromCamera, projection: projection, noise: noise)
        count(grid, labels: labels)
        gather(grid, labels: labels, frameFromCamera)
        let finder = SupportFinder(thinned, labels: labels, scene: scene)
        var objects: [SceneObject] = []
        objects.reserveCapacity(labels)
        for label in finder.fromBelow {
            let tally = tallies[label]
            let standing = finder.standing(label, tally, among: objects)
            thinned.copy(label, to: points)
            guard let object = object(label, tally, standing, scene, as: .any) else { continue }
            objects.append(object)
        }
        objects.sort { $0.label < $1.label }
        finder.findNeighbours(&objects)
        return objects
    }
}
