import Foundation

/// What the command line says.
struct Options {
    var group = ""
    /// Folder of the recordings.
    var data = URL(filePath: "build/bench")
    var report = URL(filePath: "build/reports/bench.json")
    /// Folder of script_server.py and the daemon's configurations.
    var sources = URL(filePath: "Benchmarks")
    var python = "python3"
    var daemon = URL(filePath: ".build/release/fathom")
    /// Arguments behind the group's name.
    var rest: [String] = []

    init(_ arguments: [String]) throws {
        var arguments = arguments[...]
        while let argument = arguments.popFirst() {
            guard argument.hasPrefix("--") else {
                if group.isEmpty { group = argument } else { rest.append(argument) }
                continue
            }
            guard let value = arguments.popFirst() else { throw Failure("\(argument): expected a value") }
            switch argument {
            case "--data": data = URL(filePath: value)
            case "--report": report = URL(filePath: value)
            case "--sources": sources = URL(filePath: value)
            case "--python": python = value
            case "--daemon": daemon = URL(filePath: value)
            default: throw Failure("\(argument): unknown option")
            }
        }
    }
}
