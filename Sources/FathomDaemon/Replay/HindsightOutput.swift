import Fathom
import FathomWire

/// What was known of each frame afterwards, in a file of its own, so that nobody takes it for rewards.
final class HindsightOutput {
    private let file: LineFile
    private let json = HindsightJSON()
    private(set) var frames: UInt64 = 0
    private(set) var filled: UInt64 = 0

    /// - Parameter path: a file that is not there yet; `-` is standard output.
    init(path: String) throws(ReplayError) {
        file = try LineFile(path: path)
    }

    func take(_ hindsight: Hindsight) throws(ReplayError) {
        let line: [UInt8]
        do throws(Rejection) {
            line = try json.encode(hindsight)
        } catch {
            throw .output("\(file.path): \(error)")
        }
        try file.append(line)
        frames += 1
        if hindsight.isFilled { filled += 1 }
    }

    /// Leaves no empty file behind when nothing will be written.
    func discard() { file.discard() }

    func finish() throws(ReplayError) {
        try file.flush()
    }
}
