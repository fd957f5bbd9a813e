import Fathom
import FathomTestKit
import Foundation
import Testing

@testable import FathomStill

/// Files and options that cannot be used: each is told in one line that names it.
@Suite struct InputTests {
    let desk: Desk

    init() throws {
        desk = try Desk(width: 96, height: 72)
    }

    private func refused(_ change: (inout StillInput) throws -> Void) throws -> String {
        var input = desk.input
        try change(&input)
        let text = refusal { () throws(StillError) in try StillPicture.read(input) }
        #expect(!text.contains("\n"))
        return text
    }

    @Test func imagesOfDifferentSizesAreToldWithBoth() throws {
        let path = try desk.write("small.png", PNGFile.color([UInt8](repeating: 9, count: 60), width: 5, height: 4))
        let text = try refused { $0.color = path }
        #expect(text == "\(path) is 5×4, but \(desk.path("depth.png")) is 96×72; both must show the same pixels")
    }

    @Test func whatIsNoFileIsSaid() throws {
        #expect(try refused { $0.color = "/no/such.png" } == "/no/such.png: No such file or directory")
        #expect(try refused { $0.depth = desk.folder.path } == "\(desk.folder.path): is a directory, not a file")
        #expect(try refused { $0.color = "/dev/zero" } == "/dev/zero: is no ordinary file")
        let empty = try desk.write("empty.png", Data())
        #expect(try refused { $0.color = empty } == "\(empty): is empty")
        let text = try desk.write("text.png", "not a picture")
        #expect(try refused { $0.color = text } == "\(text): expected a PNG or JPEG image, found something else")
    }

    @Test func theWrongKindOfImageIsSaid() throws {
        #expect(
            try refused { $0.depth = desk.path("color.png") }
                == "\(desk.path("color.png")): expected a grey PNG of 16 bits, found a colour PNG of 8 bits")
        #expect(
            try refused { $0.color = desk.path("depth.png") }
                == "\(desk.path("depth.png")): expected a colour image of 8 bits, found 16 bits a channel")
    }

    @Test(arguments: ["color.png", "depth.png"])
    func aFileThatIsCutOffIsRefusedWhereverItEnds(_ name: String) throws {
        let whole = try Data(contentsOf: desk.folder.appending(path: name))
        for count in [1, 7, 8, 20, 32, 33, 50, whole.count / 2, whole.count - 13] {
            let path = try desk.write("cut.png", whole.prefix(count))
            let text = try refused { if name == "color.png" { $0.color = path } else { $0.depth = path } }
            #expect(text.hasPrefix("\(path): expected "), "\(count): \(text)")
        }
    }

    @Test func anImageTooLargeIsRefusedByItsHeader() throws {
        var bytes = try Data(contentsOf: desk.folder.appending(path: "color.png"))
        bytes.replaceSubrange(16..<20, with: [0x7f, 0xff, 0xff, 0xff])
        let path = try desk.write("huge.png", bytes)
        #expect(try refused { $0.color = path } == "\(path): expected 1 … 4096 pixels a side, found 2147483647×72")
    }

    @Test func aWrongUnitIsToldWithOneThatFits() throws {
        let text = try refused { $0.depthUnit = 0.1 }
        #expect(text.contains("depth.png: expected depth between 1 cm and 50 m, found "), "\(text)")
        #expect(text.contains("the unit looks wrong; --depth-unit 0.0001 would put the middle at "), "\(text)")
        #expect(try refused { $0.depthUnit = 1e-7 }.contains(" mm: the unit looks wrong; --depth-unit 0.0001 would"))
    }

    @Test func depthWithoutAPixelIsRefused() throws {
        let path = try desk.write(
            "none.png", PNGFile.grey([UInt16](repeating: 0, count: 96 * 72), width: 96, height: 72))
        #expect(
            try refused { $0.depth = path } == "\(path): expected a pixel with a depth, found no valid depth at all")
    }

    @Test(arguments: ["0", "-0.001", "nan", "inf"])
    func aUnitIsAPositiveNumber(_ unit: String) throws {
        let text = try refused { $0.depthUnit = Double(unit) }
        #expect(text.hasPrefix("--depth-unit: expected a positive number of metres a count, found "))
    }

    @Test(arguments: [
        "", "1,2,3", "1,2,3,4,5", "nan,500,3,4", "500,inf,3,4", "0,500,1,1", "500,-500,1,1", "a,b,c,d", "1;2;3;4",
    ])
    func intrinsicsAreFourFiniteNumbers(_ text: String) throws {
        #expect(
            try refused { $0.camera = text }
                == "--camera: expected fx,fy,cx,cy: four finite numbers of pixels, fx and fy positive, found '\(text)'")
    }

    @Test func intrinsicsOfNoLensAreRefused() throws {
        var input = desk.input
        input.camera = "1e9,1e9,0,0"
        let picture = try StillPicture.read(input)
        #expect(
            refusal { () throws(StillError) in try picture.snapshot() }.hasPrefix(
                "--camera: expected finite and invertible: fx and fy 0.001 … 1000000.0"))
    }

    @Test func whatIsMissingIsAskedFor() throws {
        #expect(
            try refused { $0.color = nil } == "--color: expected one (or --pcd FILE in place of the images), found none"
        )
        #expect(try refused { $0.depth = nil }.hasPrefix("--depth: expected one"))
        #expect(try refused { $0.depthUnit = nil }.hasPrefix("--depth-unit: expected one"))
        #expect(try refused { $0.camera = nil }.hasPrefix("--camera: expected one"))
        #expect(
            try refused { $0.pointCloud = "x.pcd" }
                == "--color: expected nothing, as --pcd holds colour and depth, found a file")
    }

    @Test(arguments: [
        ("structured-light", DepthNoise.structuredLight), ("ideal", .ideal),
        ("stereo=0.002", .stereo(coefficient: 0.002)),
        ("sigma=0.001", .constant(0.001)),
    ])
    func sensorsHaveTheNamesOfTheConfiguration(_ text: String, _ noise: DepthNoise) throws {
        #expect(try Sensor.noise(text, grain: nil) == noise)
    }

    /// A wall that leans away, 1 to 2 m off.
    private func wall(sigma: Double) -> [Float] {
        var random = SplitMix64(seed: 7)
        return (0..<160 * 120).map { place in
            let noise = (0..<12).reduce(-6.0) { sum, _ in sum + Double.random(in: 0..<1, using: &random) }
            return Float(1 + Double(place % 160) / 160 + sigma * noise)
        }
    }

    @Test func aNoisyPictureTellsItsNoise() throws {
        let grain = DepthGrain(wall(sigma: 0.02), width: 160, height: 120, over: .structuredLight)
        guard case .constant(let sigma) = try Sensor.noise("auto", grain: grain) else {
            Issue.record("taken for less noisy than it is")
            return
        }
        #expect(abs(sigma - 0.02) < 0.002)
    }

    @Test(arguments: [0, 0.001, 0.002])
    func aPictureNoWorseThanUsualIsTakenForOneOfAUsualSensor(_ sigma: Double) throws {
        let grain = DepthGrain(wall(sigma: sigma), width: 160, height: 120, over: .structuredLight)
        #expect(try Sensor.noise("auto", grain: grain) == .structuredLight)
    }

    @Test func aPictureOfNothingTellsNoNoise() throws {
        let nothing = [Float](repeating: 0, count: 160 * 120)
        #expect(DepthGrain(nothing, width: 160, height: 120, over: .structuredLight) == nil)
        #expect(try Sensor.noise("auto", grain: nil) == .structuredLight)
    }

    @Test(arguments: ["kinect", "stereo", "stereo=-1", "sigma=nan", "sigma=2", "=", ""])
    func anUnknownSensorIsRefused(_ text: String) throws {
        #expect(try refused { $0.noise = text }.hasPrefix("--noise: expected auto, ideal, structured-light, stereo="))
    }

    @Test func greyAndJPEGPicturesAreColourToo() throws {
        let grey = [UInt8](repeating: 90, count: 96 * 72)
        let path = try desk.write("grey.png", PNGFile.grey(grey, width: 96, height: 72))
        #expect(try ImageFile.color(path).rgb == [UInt8](repeating: 90, count: 96 * 72 * 3))
    }
}
