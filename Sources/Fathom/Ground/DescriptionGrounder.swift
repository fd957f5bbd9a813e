/// Finds a described thing anywhere in the image: the scene's things, and which of them the description means.
final class DescriptionGrounder {
    let description: Description
    /// The colours by which pixels are followed; `nil` where the description names none.
    let table: ColorTable?
    /// Colour weight from which a pixel may be a thing's, be it the shaded side.
    static let threshold: UInt8 = 64

    private let chooser: Chooser

    init(_ phrase: String, lexicon: Lexicon) throws(Rejection) {
        description = try Description(phrase, lexicon: lexicon)
        chooser = Chooser(description)
        table = description.head.colors.isEmpty ? nil : ColorTable(description.head.colors)
    }

    /// Looks through the whole frame.
    func search(
        _ frame: Frame, view: FrameView, projection: Projection
    ) throws(Rejection) -> Sighting {
        // What lacks most is told first.
        _ = try view.depth(frame)
        if chooser.usesColor { _ = try view.color(frame) }
        let scene = try view.scene(frame, projection)
        let choice = chooser.choose(in: scene)
        let reason = chooser.reason(choice, in: scene) ?? ""
        switch choice {
        case .ambiguous: return .ambiguous(reason: reason)
        case .absent: return .absent(reason: reason)
        case .chosen(let chosen):
            guard let place = scene.place(of: chosen.label) else { return .absent(reason: reason) }
            let seen = view.sceneReader.measured(scene.objects[place], as: description.head.noun?.shape ?? .any)
            return .seen(seen.object.observation, isReacquired: true)
        }
    }
}
