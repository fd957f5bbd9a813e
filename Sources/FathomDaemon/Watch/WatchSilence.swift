/// Tells when rewards stay away, and what to look at.
struct WatchSilence {
    let endpoint: String
    let isBound: Bool
    /// The only task that is wanted, if any.
    let task: String?
    /// Whether a peer is there, as far as the socket's monitor tells.
    var peers = 0
    private var sinceNanoseconds: Int64
    private var isTold = false
    private var hasReward = false
    /// Tasks that were heard and are not wanted.
    private var otherTasks: [String] = []

    private static let patienceNanoseconds: Int64 = 3_000_000_000
    private static let maxNames = 8

    init(endpoint: String, isBound: Bool, task: String?, at now: Int64) {
        self.endpoint = endpoint
        self.isBound = isBound
        self.task = task
        sinceNanoseconds = now
    }

    mutating func noteReward(at now: Int64) {
        sinceNanoseconds = now
        (hasReward, isTold) = (true, false)
    }

    mutating func noteOther(task: String) {
        guard !otherTasks.contains(task), otherTasks.count < Self.maxNames else { return }
        otherTasks.append(task)
    }

    func nanoseconds(at now: Int64) -> Int64 {
        now - sinceNanoseconds
    }

    /// What to look at, told once a silence.
    mutating func advice(at now: Int64) -> String? {
        guard !isTold, nanoseconds(at: now) >= Self.patienceNanoseconds else { return nil }
        isTold = true
        return "no reward for 3 s: \(cause)"
    }

    private var cause: String {
        if peers == 0 {
            return isBound
                ? "no daemon has connected to \(endpoint)"
                : "nobody answers at \(endpoint). Is the daemon running (fathom serve), and is this its rewards address?"
        }
        if let task, !hasReward {
            guard otherTasks.isEmpty else {
                let names = otherTasks.map { "'\(RewardWords.text($0))'" }.joined(separator: ", ")
                return "no task '\(task)' at \(endpoint); there is \(names)"
            }
        }
        return
            "a peer is connected at \(endpoint) and says nothing. Do frames reach the daemon (fathom check CONFIG --live)? "
            + "Is \(endpoint) its rewards address, not that of frames?"
    }
}
