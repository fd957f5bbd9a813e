import Fathom
import FathomTransport
import FathomWire
import Foundation

/// Where a replay's rewards go: lines of a file or of standard output, subscribers, or both.
final class ReplayOutput {
    private let file: FileHandle?
    private let path: String
    private let sink: ZeroMQRewardSink?
    private let json = RewardJSON()
    private var lines: [UInt8] = []

    private static let bufferBytes = 1 << 16

    /// - Parameters:
    ///   - path: `-` is standard output; a file must not be there yet.
    ///   - endpoint: where to publish; waits for a subscriber.
    ///   - isStopped: whether the wait is to end.
    init(
        path: String?, publish endpoint: Attachment?, context: ZMQContext, isStopped: () -> Bool
    ) throws(ReplayError) {
        self.path = path ?? ""
        switch path {
        case nil: file = nil
        case "-": file = .standardOutput
        case let path?:
            let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
            guard descriptor >= 0 else {
                throw .output("\(path): cannot be written: \(String(cString: strerror(errno)))")
            }
            file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        }
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
        do {
            if file != nil {
                lines += try json.encode(reward) + [UInt8(ascii: "\n")]
                if lines.count >= Self.bufferBytes { try write() }
            }
            guard let sink else { return }
            var published = reward
            published.publishTimeNanoseconds = Clocks.system.wall()
            try sink.publish(published)
        } catch {
            throw .output("\(path): \(error)")
        }
    }

    func finish() throws(ReplayError) {
        do {
            try write()
        } catch {
            throw .output("\(path): \(error)")
        }
    }

    private func write() throws {
        try file?.write(contentsOf: Data(lines))
        lines.removeAll(keepingCapacity: true)
    }
}
