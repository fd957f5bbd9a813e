/// The one rule for names of streams and tasks, on the wire as in a configuration: they become parts of topics.
public enum StreamName {
    public static let maxBytes = 64

    /// Whether `text` is 1 to 64 of `a–z A–Z 0–9 . _ -`, and of `*` where it is a pattern.
    public static func isValid(_ text: some StringProtocol, isPattern: Bool = false) -> Bool {
        (1...maxBytes).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
                    true
                default: isPattern && byte == UInt8(ascii: "*")
                }
            }
    }
}
