import Fathom
import FathomTestKit
import Foundation
import Testing

@testable import FathomStill

/// Drawings: legible labels, and pictures of any content.
@Suite struct OverlayTests {
    @Test func labelsNeverOverlapAndStayInside() {
        var random = SplitMix64(seed: 7)
        for _ in 0..<20 {
            var placer = LabelPlacer(width: 640, height: 480)
            var placed: [Area] = []
            for _ in 0..<25 {
                let anchor = Area(
                    x: random.uniform(-20...640), y: random.uniform(-20...480), width: random.uniform(1...200),
                    height: random.uniform(1...200))
                placer.avoid(anchor, weight: 0.5)
                guard let area = placer.place(width: random.uniform(30...150), height: 30, about: anchor) else {
                    continue
                }
                #expect(area.x >= 0 && area.y >= 0 && area.x + area.width <= 640 && area.y + area.height <= 480)
                #expect(placed.allSatisfy { $0.overlap(area) == 0 })
                placed.append(area)
            }
            #expect(placed.count >= 20)
        }
    }

    @Test func aLabelThatFitsNowhereIsLeftOut() {
        var placer = LabelPlacer(width: 100, height: 40)
        #expect(placer.place(width: 200, height: 20, about: Area(x: 0, y: 0, width: 9, height: 9)) == nil)
    }

    @Test func anOutlineGoesAroundItsMask() {
        var mask = PixelMask(width: 60, height: 50)
        for y in 10..<40 { for x in 20..<50 { mask[x, y] = true } }
        // A pinhole and a speck are no outlines.
        mask[30, 20] = false
        mask[2, 2] = true
        let outlines = Outline.trace(mask, scale: 2)
        #expect(outlines.count == 1)
        let spots = outlines.joined()
        #expect(spots.allSatisfy { $0.x >= 40 && $0.x <= 100 && $0.y >= 20 && $0.y <= 80 })
        #expect(spots.contains { $0.x == 40 } && spots.contains { $0.y == 80 })
        #expect(mask.pole.map { abs($0.x - 35) <= 9 && abs($0.y - 25) <= 9 } == true)
        #expect(Outline.trace(PixelMask(width: 4, height: 4), scale: 1).isEmpty)
    }

    @Test(arguments: ["center", "surface", "horizontal", "vertical"])
    func aMeasurementIsDrawnInTheSizeOfTheScreen(_ kind: String) throws {
        let desk = try Desk()
        let path = desk.path("overlay.png")
        _ = try Measure(input: desk.input, a: try desk.mask(0), b: try desk.mask(1), kind: kind, overlay: path).run()
        let drawn = try ImageFile.color(path)
        // 320 pixels are drawn twice as large.
        #expect(drawn.width == 640 && drawn.height == 480)
        // The line is white, the marks of the two have their colours.
        func count(_ color: (Int, Int, Int)) -> Int {
            stride(from: 0, to: drawn.rgb.count, by: 3).filter { pixel in
                abs(Int(drawn.rgb[pixel]) - color.0) + abs(Int(drawn.rgb[pixel + 1]) - color.1)
                    + abs(Int(drawn.rgb[pixel + 2]) - color.2) < 6
            }.count
        }
        #expect(count((255, 176, 46)) > 100 && count((63, 193, 255)) > 100)
    }

    @Test func thingsAtTheEdgeAndBehindTheCameraAreDrawn() throws {
        let desk = try Desk(width: 96, height: 72)
        for (a, b) in [
            ("box:0,0,95,71", "point:0,0,-1"), ("point:5,0,0.1", "point:-5,3,1"), ("point:0,0,-2", nil),
            ("the green ball", nil), ("point:0,0,0", "point:0,0,0"),
        ] {
            let path = desk.path("overlay.png")
            _ = try Measure(input: desk.input, a: a, b: b, overlay: path).run()
            #expect(try ImageFile.color(path).width == 672)
        }
    }

    @Test func segmentDrawsAListBesideThePicture() throws {
        let desk = try Desk()
        let path = desk.path("overlay.png")
        _ = try Segment(input: desk.input, overlay: path).run()
        #expect(try ImageFile.color(path).width == 940)
    }
}
