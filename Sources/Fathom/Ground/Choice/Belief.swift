/// Which things of a scene a phrase means, as probabilities.
struct Belief {
    /// That this one is what was asked for, for each thing.
    var things: [Double]
    /// That nothing there is.
    var none: Double

    static func nothing(_ count: Int) -> Belief {
        Belief(things: Array(repeating: 0, count: count), none: 1)
    }

    /// The best thing and the next best; `nil` where there are fewer.
    var ranking: (best: Int?, second: Int?) {
        var (best, second): (Int?, Int?) = (nil, nil)
        for index in things.indices {
            if let leader = best, things[index] <= things[leader] {
                if second.map({ things[index] > things[$0] }) ?? true { second = index }
            } else {
                (best, second) = (index, best)
            }
        }
        return (best, second)
    }
}

extension Belief {
    /// A phrase that may fit any number of things.
    ///
    /// The set S of things that fit has prior weight 1 when empty and else Π odds · λ^(|S| − 1): λ is how much less likely
    /// each further one is, small for "the red mug", which says that there is one. All sets are summed in closed form.
    ///
    /// - Parameter odds: of each thing against nothing, likelihood ratio times prior.
    init(odds: [Double], further: Double) {
        var product = 1.0
        for odd in odds { product *= 1 + further * odd }
        let total = 1 + (product - 1) / further
        var (alone, shared) = (0.0, 0.0)
        var within: [Double] = []
        within.reserveCapacity(odds.count)
        for odd in odds {
            let isIn = odd * product / (1 + further * odd)
            alone += odd
            within.append(isIn)
            shared += isIn
        }
        // Of several that fit, each is meant as likely as it is among them.
        let several = max(total - 1 - alone, 0)
        things = odds.indices.map { (odds[$0] + (shared > 0 ? several * within[$0] / shared : 0)) / total }
        none = 1 / total
    }

    /// The `rank`-th of the things that fit, in an order of which `precedes(j, i)` is the probability that j comes before i.
    ///
    /// The same sets, with λ near 1, for "the second from the left" says that there are more: i is meant when it is in S and
    /// just `rank` − 1 others of S come before it (a Poisson binomial, Le Cam 1960).
    init(odds: [Double], further: Double, rank: Int, precedes: (Int, Int) -> Double) {
        var product = 1.0
        for odd in odds { product *= 1 + further * odd }
        let total = 1 + (product - 1) / further
        things = odds.indices.map { index in
            guard odds[index] > 1e-3 else { return 0 }
            // By how many come before.
            var weights = [Double](repeating: 0, count: rank)
            weights[0] = 1
            for other in odds.indices where other != index {
                let weight = further * odds[other]
                let before = weight * precedes(other, index)
                let after = 1 + weight - before
                for count in stride(from: rank - 1, through: 1, by: -1) {
                    weights[count] = weights[count] * after + weights[count - 1] * before
                }
                weights[0] *= after
            }
            return odds[index] * weights[rank - 1] / total
        }
        none = max(1 - things.reduce(0, +), 0)
    }

    /// The middle one of those that fit: as many of them come before it as after. Of an even number, the two in the middle
    /// are as good as each other.
    init(odds: [Double], further: Double, middleBy precedes: (Int, Int) -> Double) {
        var product = 1.0
        for odd in odds { product *= 1 + further * odd }
        let total = 1 + (product - 1) / further
        // Places of the difference, 0 in the middle.
        let reach = min(odds.count, 12)
        things = odds.indices.map { index in
            guard odds[index] > 1e-3 else { return 0 }
            var weights = [Double](repeating: 0, count: 2 * reach + 1)
            weights[reach] = 1
            for other in odds.indices where other != index {
                let weight = further * odds[other]
                let before = weight * precedes(other, index)
                let last = weights
                for place in weights.indices {
                    let fewer = place > 0 ? last[place - 1] : 0
                    let more = place < 2 * reach ? last[place + 1] : 0
                    weights[place] = last[place] + before * fewer + (weight - before) * more
                }
            }
            let even = reach > 0 ? (weights[reach - 1] + weights[reach + 1]) / 2 : 0
            return odds[index] * (weights[reach] + even) / total
        }
        none = max(1 - things.reduce(0, +), 0)
    }
}
