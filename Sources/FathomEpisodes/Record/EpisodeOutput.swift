import Glibc

/// A file that takes its name when it is finished.
public protocol EpisodeOutput: MCAPOutput {
    /// Makes all durable and gives the file its own name.
    func finish() throws(EpisodeError)
    /// Takes away what was written.
    func discard()
}

extension FileOutput: EpisodeOutput {
    public func discard() {
        remove(partialPath)
    }
}
