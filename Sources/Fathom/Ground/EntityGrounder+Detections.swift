/// An entity that a user's own detector finds now and then, followed between its words.
extension EntityGrounder {
    func detected(
        _ name: String, _ frame: Frame, _ view: FrameView, _ projection: Projection, _ prediction: Prediction?
    ) throws(Rejection) -> Sighting {
        defer { history.append(frame) }
        if let (region, frames) = history.take(frame), let seen = try carried(region, frames, view, projection) {
            // Where the track has it as well it goes on, and its noise is averaged further.
            let isExpected = prediction.map { isPlausible(seen, $0) } ?? false
            return .seen(seen, isReacquired: !isExpected)
        }
        if let prediction, let sighting = try track(prediction, .any, frame, view, projection) { return sighting }
        return .absent(reason: "no detection '\(name)' within the last 500 ms")
    }

    /// Finds what was detected in the frame that it was detected in, and follows it from there to the last one, which `view`
    /// shows; `nil` when it cannot be followed.
    private func carried(
        _ region: RegionPrompt, _ frames: [Frame], _ view: FrameView, _ projection: Projection
    ) throws(Rejection) -> Observation? {
        var last: (seen: Observation, timeNanoseconds: Int64)?
        defer { past.end() }
        for (place, frame) in frames.enumerated() {
            let isNow = place == frames.count - 1
            if !isNow { past.begin(frame, reference: view.reference) }
            let (there, projection) = (isNow ? view : past, isNow ? projection : past.projection)
            guard let projection else { continue }
            let sighting: Sighting?
            if let last {
                let prediction = Prediction(
                    shape: last.seen.shape, sigma: last.seen.noise.trace.squareRoot(),
                    reach: EntityTrack.reach(from: last.timeNanoseconds, to: frame.captureTimeNanoseconds))
                sighting = try track(prediction, .any, frame, there, projection)
            } else if place == 0 {
                sighting = try regions.search(
                    region.outline, frame, view: there, projection: projection, fitter: fitter, into: points)
            } else {
                return nil
            }
            guard case .seen(var seen, _) = sighting, seen.isFinite else {
                if isNow { return nil }
                continue
            }
            // What was completed once is off by the same ever after.
            if let last, last.seen.systematic.trace > seen.systematic.trace { seen.systematic = last.seen.systematic }
            last = (seen, frame.captureTimeNanoseconds)
        }
        return last?.seen
    }
}
