/// Something that is timed in turns with others.
struct Contestant {
    var name: String
    /// Runs about as long as the others' turns and adds a sample for each repetition.
    var turn: (inout Samples) throws -> Void

    init(_ name: String, turn: @escaping (inout Samples) throws -> Void) {
        self.name = name
        self.turn = turn
    }
}

/// Lets contestants take turns, so that a noisy neighbour slows all of them alike.
func contest(rounds: Int, _ contestants: [Contestant]) throws -> [Samples] {
    var results = contestants.map { _ in Samples() }
    var warmUp = Samples()
    for contestant in contestants { try contestant.turn(&warmUp) }
    for _ in 0..<rounds {
        for (index, contestant) in contestants.enumerated() { try contestant.turn(&results[index]) }
    }
    return results
}
