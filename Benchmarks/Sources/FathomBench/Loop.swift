import Fathom
import FathomWire
import Foundation

/// `loop RECORDING tracked|whole|search PHRASE COUNT`: one path again and again, for a profiler.
///
/// Prints a digest of the rewards, so that a faster version can be seen to give the same bits.
enum Loop {
    static func run(_ options: Options) throws {
        guard options.rest.count == 4, let count = Int(options.rest[3]) else {
            throw Failure("loop: expected RECORDING tracked|whole|search PHRASE COUNT")
        }
        let (folder, path, phrase) = (options.rest[0], options.rest[1], options.rest[2])
        let frames = try Recording(options.data.appending(path: folder)).camera
        let playback = try Playback(frames, .reaching(.description(phrase)))
        let codec = RewardCodec()
        var message: [UInt8] = []
        var digest: UInt64 = 0xcbf2_9ce4_8422_2325
        for _ in 0..<count {
            if path == "whole" { _ = playback.pipeline.process(.resetEpisode) }
            if path == "search" { _ = playback.pipeline.process(.setTarget(description: phrase, digest: "")) }
            guard let reward = playback.step() else { continue }
            try codec.encode(reward, into: &message)
            for byte in message { digest = (digest ^ UInt64(byte)) &* 0x100_0000_01b3 }
        }
        print(folder, path, phrase, String(digest, radix: 16))
    }
}
