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
    /// Steps of each of the 16 clients whose rewards are checked.
    var steps = 6_250
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
            case "--steps":
                guard let number = Int(value), (1...100_000).contains(number) else {
                    throw Failure("--steps: expected 1 … 100000, found \(value)")
                }
                steps = number
            default: throw Failure("\(argument): unknown option")
            }
        }
    }
}
