import ArgumentParser
import FathomStill
import Foundation

/// Where a picture comes from.
struct StillOptions: ParsableArguments {
    @Option(help: "Colour image: PNG or JPEG.")
    var color: String?

    @Option(help: "Depth image: grey PNG of 16 bits, 0 where invalid, registered to the colour.")
    var depth: String?

    @Option(help: "Metres that one count of the depth image stands for: 0.001 for millimetres.")
    var depthUnit: Double?

    @Option(help: "fx,fy,cx,cy in pixels; with --pcd estimated from the points when left out.")
    var camera: String?

    @Option(help: "File with the camera's pose: 4×4 or 3×4 numbers, as JSON, YAML or plain text.")
    var worldFromCamera: String?

    @Option(help: "Organised point cloud (PCD 0.7) instead of colour and depth images.")
    var pcd: String?

    @Option(help: "auto, ideal, structured-light, stereo=COEFFICIENT or sigma=METRES.")
    var noise = Sensor.defaultName

    var input: StillInput {
        StillInput(
            color: color, depth: depth, depthUnit: depthUnit, camera: camera, worldFromCamera: worldFromCamera,
            pointCloud: pcd, noise: noise)
    }

    /// Runs `body`; what is wrong goes to standard error as one line, and the command ends with 2.
    static func run(_ command: String, _ body: () throws(StillError) -> Void) throws {
        do throws(StillError) {
            try body()
        } catch {
            tell(command, error.description)
            throw ExitCode(2)
        }
    }

    /// Writes a line to standard error.
    static func tell(_ command: String, _ text: String) {
        FileHandle.standardError.write(Data("fathom \(command): \(text)\n".utf8))
    }
}
