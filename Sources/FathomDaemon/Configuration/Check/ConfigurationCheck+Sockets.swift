import Fathom

extension ConfigurationCheck {
    /// What is wrong between and with the sockets.
    var socketFindings: [ConfigurationFinding] {
        sharedAddresses + wildcards + insideOnly + crowded + unsent
    }

    private var sockets: [(path: String, endpoint: Endpoint)] {
        configuration.frames.endpoints.map { ("frames", $0) } + [("rewards", configuration.rewards)]
            + (configuration.control.map { [("control", $0)] } ?? [])
    }

    private var sharedAddresses: [ConfigurationFinding] {
        sockets.enumerated().compactMap { index, socket in
            guard
                let first = sockets[..<index].first(where: {
                    $0.endpoint.socketAddress == socket.endpoint.socketAddress
                })
            else {
                return nil
            }
            let twice =
                first.path == socket.path ? "twice, which delivers each message twice" : "for \(first.path) as well"
            return ConfigurationFinding(
                .error, socket.path,
                "\(socket.endpoint.address) is used \(twice). Give each socket an address of its own.")
        }
    }

    private var wildcards: [ConfigurationFinding] {
        sockets.filter(\.endpoint.isWildcard).map { path, endpoint in
            let who =
                path == "rewards"
                ? "read the rewards" : path == "control" ? "end episodes and change targets" : "send frames"
            return ConfigurationFinding(
                .warning, path,
                "\(endpoint.address) listens on every network interface, without a password: whoever reaches this machine can "
                    + "\(who). Bind 127.0.0.1 or the address of the robot's own network.")
        }
    }

    private var insideOnly: [ConfigurationFinding] {
        sockets.filter { $0.endpoint.socketAddress.hasPrefix("inproc://") }.map { path, endpoint in
            ConfigurationFinding(
                .warning, path,
                "\(endpoint.address) is reached only from inside the daemon's own process. Use ipc:// or tcp://.")
        }
    }

    /// Streams of tasks that the one camera of a peer cannot be.
    private var unsent: [ConfigurationFinding] {
        guard case .isaac(let camera) = configuration.frames.peer else { return [] }
        return configuration.tasks.flatMap { task in
            task.streams.patterns.filter { !$0.matches(camera.stream) }.map { pattern in
                ConfigurationFinding(
                    .error, "frames.stream",
                    "task \(task.name) waits for the stream \(pattern.text), and only \(camera.stream) comes from "
                        + "Isaac Sim.")
            }
        }
    }

    private var crowded: [ConfigurationFinding] {
        let names = configuration.tasks.flatMap { task -> [String] in
            if case .fused(let names) = task.streams { names } else { [] }
        }
        let count = Set(names).count
        guard count > configuration.frames.maxStreams else { return [] }
        return [
            ConfigurationFinding(
                .error, "frames.max_streams",
                "the tasks name \(count) streams and only \(configuration.frames.maxStreams) are let in: some task would wait "
                    + "for ever.")
        ]
    }
}
