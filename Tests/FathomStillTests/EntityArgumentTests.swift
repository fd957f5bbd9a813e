import Fathom
import Testing

@testable import FathomStill

/// What stands on the command line for a thing.
@Suite struct EntityArgumentTests {
    private func parse(_ text: String) throws(StillError) -> SnapshotEntity {
        try EntityArgument(text, width: 64, height: 48).entity
    }

    @Test func eachKindIsToldByItsPrefix() throws {
        guard case .description(let mug) = try parse("the red mug") else { throw Unexpected() }
        #expect(mug.phrase == "the red mug")
        guard case .point(Vector3(-0.1, 0.2, 0.8)) = try parse("point:-0.1, 0.2,0.8") else { throw Unexpected() }
        guard case .box(let box) = try parse("box:1.5,2,64,47") else { throw Unexpected() }
        // An end may be given as the first pixel outside.
        #expect(box == PixelBounds(xMin: 2, yMin: 2, xMax: 63, yMax: 47))
    }

    @Test(arguments: [
        ("", "entity: expected a description, point:x,y,z (metres, camera frame), box:"),
        ("  ", "entity: expected a desc"),
        ("123", "entity: expected a description"), ("pont:1,2,3", "entity: expected a description, point:"),
        ("point:1,2", "expected point:x,y,z: three finite numbers of metres, found 'point:1,2'"),
        ("point:1,2,nan", "three finite numbers"), ("point:1,2,inf", "three finite numbers"),
        ("point:", "three finite"),
        ("point:1e9,0,1", "three finite numbers"),
        ("box:1,2,3", "expected box:x0,y0,x1,y1: four finite numbers of pixels"), ("box:1,2,nan,4", "four finite"),
        ("box:10,2,3,40", "expected box:x0,y0,x1,y1 with x0 < x1 and y0 < y1"), ("box:3,3,3,3", "with x0 < x1"),
        ("box:10,10,65,40", "expected a box inside the image of 64×48, found 'box:10,10,65,40'"),
        ("box:-1,10,40,40", "a box inside the image of 64×48"),
        ("box:100,100,200,200", "a box inside the image of 64×48"),
        ("tag:tag36h11/3", "expected tag:FAMILY/ID/SIZE as tag:tag36h11/3/0.04, its edge in metres"),
        ("tag:tag99/3/0.04", "expected tag:FAMILY/ID/SIZE"), ("tag:tag36h11/999/0.04", "expected 0 to 586 in tag36h11"),
        ("tag:tag36h11/3/-1", "above 0, at most 10.0 m"), ("tag:tag36h11/3/nan", "above 0, at most 10.0 m"),
        ("the shiny gizmo", "'the shiny gizmo': expected "),
        ("the small large mug", "'the small large mug': expected "),
        ("mask:/no/mask.png", "/no/mask.png: No such file or directory"),
    ])
    func whatCannotBeMeantIsRefused(_ text: String, _ expected: String) {
        let found = refusal { () throws(StillError) in try parse(text) }
        #expect(found.contains(expected), "\(found)")
    }

    @Test func wordsThatMeanNothingAreTold() throws {
        let argument = try EntityArgument("the shiny red blorp mug", width: 64, height: 48)
        #expect(argument.note?.contains("'blorp' (word 4)") == true)
        #expect(try EntityArgument("the red mug", width: 64, height: 48).note == nil)
    }

    @Test func aMaskMustFitThePicture() throws {
        let desk = try Desk(width: 32, height: 24)
        let path = try desk.write("mask.png", PNGFile.grey([UInt8](repeating: 1, count: 12), width: 4, height: 3))
        #expect(
            refusal { () throws(StillError) in try parse("mask:\(path)") }
                == "\(path) is 4×3, but the picture is 64×48; both must show the same pixels")
        try desk.write("mask.png", PNGFile.grey([UInt8](repeating: 0, count: 64 * 48), width: 64, height: 48))
        #expect(
            refusal { () throws(StillError) in try parse("mask:\(path)") }
                == "\(path): expected a mask with a pixel that is not 0, found none")
        #expect(
            refusal { () throws(StillError) in try parse("mask:\(desk.path("depth.png"))") }.contains(
                "expected a grey PNG of at most 8 bits, not 0 inside, found a grey PNG of 16 bits"))
    }
}

struct Unexpected: Error {}
