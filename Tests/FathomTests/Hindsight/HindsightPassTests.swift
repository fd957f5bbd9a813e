import FathomTestKit
import Testing

@testable import Fathom

/// Rendered scenes, looked back on.
@Suite struct HindsightPassTests {
    @Test func whatWasMovedUnseenIsFilledInAndTheRewardsStayTheSame() throws {
        let screens = [TrackPlay.ball.center, TrackPlay.elsewhere].map { TrackPlay.screen($0) }
        let play = TrackPlay(
            frames: 22,
            scene: { step in
                let target = TrackPlay.at(step < 7 ? TrackPlay.ball.center : TrackPlay.elsewhere)
                return 4..<14 ~= step ? [target] + screens : [target]
            })
        let (told, back) = try lookBack(play)
        #expect(try play.run().map(\.reward) == told.map(\.reward), "a trace changes nothing")
        let hidden = told.indices.filter { told[$0].reward.status == .held && back[$0].isFilled }
        #expect(hidden.count > 8)
        let (forward, after) = (
            try misses(hidden, told.map(\.reward.distance), play), try misses(hidden, back.map(\.distance), play)
        )
        #expect(after.reduce(0, +) < 0.5 * forward.reduce(0, +))
        for place in hidden {
            let distance = try unwrapped(back[place].distance)
            let truth = (play.tool(place) - play.scene(place)[0].center).length
            #expect(abs(distance.meters - truth) < 3 * distance.standardDeviation)
        }
    }

    @Test func aStraySightAtTheEdgeOfWhatHidItCountsForNothing() throws {
        let input = SmoothedTrack.Input(
            nanoseconds: (0..<20).map { Int64($0) * 33_000_000 },
            entities: (0..<20).map { look in
                let isStray = look == 12 || look == 13
                let center = TrackPlay.ball.center + Vector3(isStray ? 0.03 : 0, 0, 0)
                return .seen(at: center, sigma: 0.001, isHidden: 5..<12 ~= look)
            }, grips: Array(repeating: nil, count: 20), hiddenSpeed: 0.02)
        let track = SmoothedTrack(input)
        for end in track.ends {
            #expect((try unwrapped(end).shape.center - TrackPlay.ball.center).length < 0.001)
        }
        #expect(track.isFilled == (0..<20).map { 5..<12 ~= $0 })
    }

    @Test func nothingIsFilledBeforeTheFirstSightOrBehindTheLast() throws {
        let screen = TrackPlay.screen(TrackPlay.ball.center)
        let (told, back) = try lookBack(
            TrackPlay(frames: 14, scene: { 4..<10 ~= $0 ? [TrackPlay.ball] : [TrackPlay.ball, screen] }))
        #expect(back[..<4].allSatisfy { $0.distance == nil && $0.potential == nil && !$0.isFilled })
        #expect(back[10...].allSatisfy { !$0.isFilled })
        for (before, after) in zip(told[10...], back[10...]) {
            let (forward, hindsight) = (try unwrapped(before.reward.distance), try unwrapped(after.distance))
            #expect(forward.target == hindsight.target && forward.meters == hindsight.meters, "as it was held then")
            #expect(abs(forward.standardDeviation - hindsight.standardDeviation) < 1e-4)
        }
    }

    @Test func noBridgeLeadsIntoAnotherEpisode() throws {
        let screen = TrackPlay.screen(TrackPlay.ball.center)
        let trace = TrackTrace()
        _ = try TrackPlay(
            frames: 16, scene: { 4..<12 ~= $0 ? [TrackPlay.ball, screen] : [TrackPlay.ball] },
            change: { step, frame in if step >= 8 { frame.episode = "another" } }
        ).run(trace: trace)
        trace.finish()
        let episodes = trace.takeFinished().map { HindsightPass($0).frames }
        #expect(episodes.map(\.count) == [8, 8])
        #expect(episodes.joined().allSatisfy { !$0.isFilled })
        #expect(episodes[1][..<4].allSatisfy { $0.distance == nil })
    }

    @Test func anEpisodeThatBecomesTooLongIsNamedAndTakesNoMoreMemory() {
        var trace = EpisodeTrace(configuration: .reach(.description("the red ball")))
        let entity = EpisodeTrace.Entity.seen(at: .zero, sigma: 0.001, isHidden: false)
        let look = EpisodeTrace.Look(nanoseconds: 0, gripper: entity, target: entity)
        for sequence in 0..<(EpisodeTrace.capacity + 10) {
            trace.append(look)
            let reward = Reward(
                task: "reach", stream: "front", rewardSequence: UInt64(sequence), status: .measured,
                distance: nil)
            trace.append(reward, up: nil, in: .world)
        }
        #expect(trace.looks.isEmpty && trace.frames.count == 1)
        let pass = HindsightPass(trace)
        #expect(pass.isTooLong && pass.frames.isEmpty && pass.first?.rewardSequence == 0)
    }

    @Test func progressIsOfEpisodesThatEndInSuccessAlone() throws {
        func tool(_ near: Bool) -> (Int) -> Vector3 {
            { step in
                let share = step < 8 ? Double(step) / 8 : (near ? 1 : 1 - Double(step - 8) / 8)
                return TrackPlay.ball.center + Vector3(0, 0, 0.3) * (1 - share)
            }
        }
        let scene = { (_: Int) in [TrackPlay.ball] }
        let (_, solved) = try lookBack(TrackPlay(frames: 14, scene: scene, tool: tool(true)))
        let progress = solved.compactMap(\.progress)
        #expect(progress.count == 14 && zip(progress, progress.dropFirst()).allSatisfy { $0 <= $1 })
        let (told, left) = try lookBack(TrackPlay(frames: 16, scene: scene, tool: tool(false)))
        #expect(told.contains { $0.reward.terms.success == true }, "it was there, and went away")
        #expect(left.allSatisfy { $0.progress == nil && $0.potential != nil })
        let (_, cut) = try lookBack(TrackPlay(frames: 14, scene: scene, tool: tool(true)), isWhole: false)
        #expect(cut.allSatisfy { $0.progress == nil })
    }

    private func lookBack(
        _ play: TrackPlay, isWhole: Bool = true
    ) throws -> (told: [TrackPlay.Told], back: [Hindsight]) {
        let trace = TrackTrace()
        let told = try play.run(trace: trace)
        trace.finish(isWhole: isWhole)
        let episode = try unwrapped(trace.takeFinished().first)
        let back = HindsightPass(episode).frames
        try #require(back.count == told.count)
        return (told, back)
    }

    private func misses(_ places: [Int], _ distances: [Distance?], _ play: TrackPlay) throws -> [Double] {
        try places.map { (try unwrapped(distances[$0]).target - play.scene($0)[0].center).length }
    }
}

extension EpisodeTrace.Entity {
    fileprivate static func seen(at center: Vector3, sigma: Double, isHidden: Bool) -> Self {
        let covariance = Matrix3(diagonal: Vector3(repeating: sigma * sigma))
        let filter = PositionFilter(
            Observation(shape: .sphere(center: center, radius: 0.03), noise: covariance, systematic: .zero))
        return Self(
            state: isHidden ? .held : .seen, identity: 1, correction: isHidden ? .none : .replaced, filter: filter,
            covariance: covariance, isCarried: false)
    }
}
