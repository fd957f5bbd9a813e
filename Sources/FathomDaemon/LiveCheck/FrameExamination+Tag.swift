internal import Fathom

extension FrameExamination {
    /// Whether the tag is in view, and what is when it is not: a wrong number is the commonest reason.
    func tag(_ role: String, _ tag: AprilTag) -> CheckLine? {
        guard rejection == nil, let camera = frame.camera, let plane = plane(.color),
            let color = try? decoder.color(plane, limits: task.limits)
        else { return nil }
        let depth = self.plane(.depth).flatMap { try? decoder.depth($0, limits: task.limits) }
        let words = "\(role): tag \(tag.code)"
        do throws(Rejection) {
            let tags = try TagFinder(tag).tags(
                in: color, depth: depth, projection: Projection(camera), noise: task.depthNoise)
            guard let found = tags.first else { return .init(.wrong, "\(words) is not in view; \(others(tag, color))") }
            guard tags.count == 1 else { return .init(.wrong, "\(words) is in view \(tags.count) times") }
            if let size = found.contradictingSize {
                return CheckLine(
                    .wrong,
                    "\(words) measures about \(RewardWords.number(size)) m by its depth, not \(tag.size) m: is size the edge "
                        + "of its black square, without the white frame?")
            }
            let place = "\(found.cameraFromTag.translation.words), its tool point at \(found.toolPoint.words)"
            return CheckLine(
                found.isRefinedByDepth ? .good : .note,
                "\(words) at \(place) in the camera's frame\(found.isRefinedByDepth ? "" : ", by its size alone")")
        } catch {
            return CheckLine(.wrong, "\(error)")
        }
    }

    private func others(_ tag: AprilTag, _ color: ColorImage) -> String {
        let ids = TagFinder.ids(of: tag.family, in: color)
        guard !ids.isEmpty else { return "no tag of that family is" }
        let shown = ids.prefix(8).map(String.init).joined(separator: ", ")
        return "of that family there \(ids.count == 1 ? "is" : "are") \(shown)"
    }
}
