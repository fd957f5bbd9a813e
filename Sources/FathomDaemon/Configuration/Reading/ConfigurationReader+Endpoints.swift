extension ConfigurationReader {
    /// The addresses of a socket: one under `bind`, or one under `connect`, of which frames may have several.
    func endpoints<Key: ConfigurationKey>(
        _ section: Section<Key>, bind: Key, connect: Key, isForFrames: Bool
    ) -> [Endpoint]? {
        switch (section[bind], section[connect]) {
        case (let field?, nil):
            return address(field, attachment: .bind, isForFrames: isForFrames).map { [$0] }
        case (nil, let field?):
            if !isForFrames { return address(field, attachment: .connect).map { [$0] } }
            let allowed = "an address or a list of addresses"
            guard let items = items(field, allowed: allowed, single: true, maximum: 256) else { return nil }
            let addresses = items.map { address($0, attachment: .connect, isForFrames: true) }
            return addresses.contains { $0 == nil } ? nil : addresses.compactMap { $0 }
        case (let both, _):
            report(
                ConfigurationIssue(
                    position: section.position, keyPath: section.path,
                    found: both == nil ? "neither bind nor connect" : "both bind and connect",
                    allowed: "exactly one of bind and connect"))
            return nil
        }
    }

    func address(_ field: Field, attachment: Endpoint.Attachment, isForFrames: Bool = false) -> Endpoint? {
        let allowed = EndpointAddress.allowed(forFrames: isForFrames)
        guard let address = text(field, allowed: allowed, maximumBytes: 1024) else { return nil }
        if let problem = EndpointAddress.problem(of: address, attachment: attachment, isForFrames: isForFrames) {
            report(field, found: problem, allowed: allowed)
            return nil
        }
        return Endpoint(attachment, address)
    }

    /// The addresses of a flag or an environment variable, several with commas between.
    func endpoints(
        _ override: ConfigurationOverride, default attachment: Endpoint.Attachment, allowing: [Endpoint.Attachment],
        isForFrames: Bool
    ) -> [Endpoint]? {
        var rest = override.text.trimmed
        var attachment = attachment
        if let named = Endpoint.Attachment.allCases.first(where: { rest.hasPrefix("\($0.rawValue):") }) {
            attachment = named
            rest = String(rest.dropFirst(named.rawValue.count + 1))
        }
        let mayList = isForFrames && attachment == .connect
        let addresses = mayList ? rest.split(separator: ",").map { String($0).trimmed } : [rest]
        let problem = problem(of: addresses, attachment: attachment, allowing: allowing, isForFrames: isForFrames)
        guard let problem else { return addresses.map { Endpoint(attachment, $0) } }
        let allowed = EndpointAddress.allowed(forFrames: isForFrames)
        report(ConfigurationIssue(keyPath: override.origin, found: problem, allowed: allowed))
        return nil
    }

    private func problem(
        of addresses: [String], attachment: Endpoint.Attachment, allowing: [Endpoint.Attachment], isForFrames: Bool
    ) -> String? {
        if !allowing.contains(attachment) { return "\(attachment.rawValue):, where the daemon can only bind" }
        if addresses.isEmpty { return "nothing" }
        return addresses.lazy.compactMap {
            EndpointAddress.problem(of: $0, attachment: attachment, isForFrames: isForFrames)
        }.first
    }
}
