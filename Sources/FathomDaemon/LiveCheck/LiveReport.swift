public import Fathom

/// What one frame of each of a task's streams says of the task: what is missing or wrong in it, and what is measured.
///
/// Pure: the same frames give the same report.
public struct LiveReport: Sendable, Equatable {
    /// One section a stream, then what the pipeline measures.
    public let report: CheckReport

    /// - Parameters:
    ///   - frames: one for each stream that came, at most; others' are not looked at.
    ///   - detections: what detectors said of those streams.
    public init(_ task: TaskConfiguration, frames: [Frame], detections: [Detections] = []) {
        var report = CheckReport()
        let frames = Self.inOrder(frames, task)
        let examinations = frames.map { FrameExamination($0, task) }
        for examination in examinations {
            report.add("\(task.name), stream \(examination.frame.stream)", examination.lines)
        }
        // A rejected frame has said so above.
        if Self.hasPrimary(frames, task), examinations.allSatisfy({ $0.rejection == nil }) {
            let detections = Self.wanted(detections, frames, task)
            report.add(
                "\(task.name), reward", Measurement(task: task, frames: frames, detections: detections).lines)
        }
        self.report = report
    }

    public init(_ task: TaskConfiguration, _ frame: Frame) {
        self.init(task, frames: [frame])
    }

    /// The task's streams in its order; of a pattern's, the first by name stands for all.
    private static func inOrder(_ frames: [Frame], _ task: TaskConfiguration) -> [Frame] {
        switch task.streams {
        case .fused(let names):
            return names.compactMap { name in frames.first { $0.stream == name } }
        case .each:
            return Array(frames.sorted { $0.stream < $1.stream }.prefix(1))
        }
    }

    private static func hasPrimary(_ frames: [Frame], _ task: TaskConfiguration) -> Bool {
        switch task.streams {
        case .fused(let names): names.first == frames.first?.stream && !frames.isEmpty
        case .each: !frames.isEmpty
        }
    }

    private static func wanted(_ detections: [Detections], _ frames: [Frame], _ task: TaskConfiguration) -> [Detections]
    {
        let isAsked = task.entities.contains { if case .detections = $0.selector { true } else { false } }
        return isAsked ? detections.filter { each in frames.contains { $0.stream == each.stream } } : []
    }
}
