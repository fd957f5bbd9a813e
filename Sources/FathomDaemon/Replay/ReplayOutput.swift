import Fathom
import FathomTransport
import FathomWire
import Foundation

/// Where a replay's rewards go: lines of a file or of standard output, subscribers, or both.
final class ReplayOutput {
    private let file: LineFile?
    private let sink: ZeroMQRewardSink?
    private let json = RewardJSON()

    /// - Parameters:
    ///   - path: `-` is standard output; a file must not be there yet.
    ///   - endpoint: where to publish; waits for a subscriber.
    ///   - isStopped: whether the wait is to end.
    init(
        path: String?, publish endpoint: Attachment?, context: ZMQContext, isStopped: () -> Bool
    ) throws(ReplayError) {
        file = try path.map { path throws(ReplayError) in try LineFile(path: path) }
        guard let endpoint else {
            sink = nil
            return
        }
        do throws(TransportError) {
            let sink = try ZeroMQRewardSink(context, [endpoint], isWaiting: true)
            while try !sink.waitForSubscription(milliseconds: 100), !isStopped() {}
            self.sink = sink
        } catch {
            throw .output("\(error)")
        }
    }

    func take(_ reward: Reward) throws(ReplayError) {
        if let file { try file.append(try line(reward)) }
        guard let sink else { return }
        var published = reward
        published.publishTimeNanoseconds = Clocks.system.wall()
        do {
            try sink.publish(published)
        } catch {
            throw .output("\(error)")
        }
    }

    func finish() throws(ReplayError) {
        try file?.flush()
    }

    private func line(_ reward: Reward) throws(ReplayError) -> [UInt8] {
        do {
            return try json.encode(reward)
        } catch {
            throw .output("reward \(reward.rewardSequence): \(error)")
        }
    }
}
