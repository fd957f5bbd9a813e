/// What scoring takes for granted unless told otherwise.
public struct ScoreOptions: Sendable, Equatable {
    /// Metres: a target end farther from the true target is another object. It must exceed the object's radius where
    /// the task measures to the surface.
    public var wrongObjectBeyond: Double
    /// Only this task.
    public var task: String?

    public init(wrongObjectBeyond: Double = 0.05, task: String? = nil) {
        self.wrongObjectBeyond = wrongObjectBeyond
        self.task = task
    }
}

/// Recorded rewards against the truth, by task. The order of the input lines changes nothing.
public struct Score: Sendable, Equatable {
    /// In the order of their names.
    public let tasks: [(name: String, score: TaskScore)]

    /// Scores each task that has rewards, over the truth's rows of the streams that these name.
    ///
    /// A task named in `options` is scored without any reward too: over all rows, each of them missed.
    public init(rewards: [RecordedReward], truth: [TruthRow], options: ScoreOptions = ScoreOptions()) {
        var byTask = Dictionary(grouping: rewards, by: \.task)
        if let task = options.task { byTask = [task: byTask[task] ?? []] }
        tasks = byTask.sorted { $0.key < $1.key }.map { task, rewards in
            let streams = Set(rewards.map(\.stream))
            let rows = truth.filter { streams.isEmpty || streams.contains($0.stream) }
            return (task, TaskScore(rewards, truth: rows, options: options))
        }
    }

    public static func == (left: Self, right: Self) -> Bool {
        left.tasks.elementsEqual(right.tasks) { $0.name == $1.name && $0.score == $1.score }
    }
}
