import CFathomProto
public import Fathom

/// Reads and writes rewards; encoding into a reused buffer does not touch the heap. Belongs to one thread.
public final class RewardCodec {
    private let arena: Arena

    public init() {
        arena = Arena()
    }

    /// Replaces `buffer` by the message.
    ///
    /// - Throws: `Rejection` when a text holds a NUL.
    public func encode(_ reward: Reward, into buffer: inout [UInt8]) throws(Rejection) {
        arena.rewind()
        pack(try arena.message(from: reward), into: &buffer)
    }

    /// - Throws: `Rejection` with the path of the field that is missing or unknown.
    public func decode(_ bytes: UnsafeRawBufferPointer) throws(Rejection) -> Reward {
        arena.rewind()
        let message = try arena.unpack(
            bytes, name: "reward", expected: "a fathom.v1.Reward", using: fathom__v1__reward__unpack)
        return try Reward(wire: message.pointee)
    }
}
