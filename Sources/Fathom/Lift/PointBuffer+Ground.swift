extension PointBuffer {
    /// Drops the points that noise does not tell from what the thing stands on, where enough of it stands out: at its foot the
    /// sensor shows one as the other, and a tail of the ground would make the thing longer.
    func clearGround(_ view: ObjectView) {
        // A renderer's depth, whose only error is the pixel's size, has no such tail.
        guard let support = view.support, view.sigma > 0.2 * view.pixel else { return }
        let ground = support + 4 * view.sigma
        var (above, high) = (0, 0)
        for index in 0..<count {
            if self[index].z > ground { above += 1 }
            if self[index].z > support + 16 * view.sigma { high += 1 }
        }
        guard above < count, above * 4 > count * 3, high * 2 > count else { return }
        filter { $0.z > ground }
    }
}
