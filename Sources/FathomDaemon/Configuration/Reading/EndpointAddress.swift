/// What an address of a socket may look like.
enum EndpointAddress {
    static let allowed = "tcp://host:port, ipc:///path or inproc://name"

    /// Frames may come from other programs as well.
    static func allowed(forFrames isForFrames: Bool) -> String {
        let peers = Endpoint.Peer.allCases.map { "\($0.rawValue)+tcp://host:port" }.joined(separator: " or ")
        return isForFrames ? "\(allowed); or \(peers)" : allowed
    }

    private static let notYet = ["file"]

    /// Why libzmq would refuse the address, in the words after "found"; `nil` when it is fine.
    static func problem(
        of address: String, attachment: Endpoint.Attachment, isForFrames: Bool = false
    ) -> String? {
        let address = isForFrames ? Endpoint(attachment, address).socketAddress : address
        let parts = address.split(separator: "://", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2 else { return "\(YAMLValue.quoted(address)), which has no transport" }
        guard !address.unicodeScalars.contains(where: { $0.value <= 0x20 || $0.value == 0x7F }) else {
            return "\(YAMLValue.quoted(address)), which has spaces or control characters"
        }
        switch parts[0] {
        case "tcp": return tcpProblem(parts[1], attachment)
        // sockaddr_un holds 107 bytes and a terminating zero.
        case "ipc": return (1...107).contains(parts[1].utf8.count) ? nil : "an ipc path of \(parts[1].utf8.count) bytes"
        case "inproc":
            return (1...128).contains(parts[1].utf8.count) ? nil : "an inproc name of \(parts[1].utf8.count) bytes"
        case let transport where notYet.contains(transport):
            return "\(transport)://, which a later version will read"
        default: return "the transport \(YAMLValue.quoted(parts[0]))"
        }
    }

    private static func tcpProblem(_ rest: String, _ attachment: Endpoint.Attachment) -> String? {
        guard let colon = rest.lastIndex(of: ":") else { return "\(YAMLValue.quoted(rest)), which has no port" }
        let host = rest[..<colon]
        let port = rest[rest.index(after: colon)...]
        let isAnyPort = port == "*" && attachment == .bind
        guard isAnyPort || port.allSatisfy(\.isASCII) && (1...65535).contains(Int(port) ?? 0) else {
            return "the port \(YAMLValue.quoted(String(port)))"
        }
        if host == "*" {
            return attachment == .bind ? nil : "tcp://*, which one can bind but not connect"
        }
        let isBracketed = host.hasPrefix("[") && host.hasSuffix("]") && host.count > 2
        guard isBracketed || (!host.isEmpty && !host.contains { ":[]/*".contains($0) }) else {
            return "the host \(YAMLValue.quoted(String(host)))"
        }
        return nil
    }
}
