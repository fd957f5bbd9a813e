extension String {
    /// UTF-8 bytes of a sender's text that are told on: rewards are kept by the thousand.
    static let maxToldBytes = 200

    /// The text itself, or its beginning and `…` when it has more than `maxToldBytes`.
    public var shortened: String {
        guard utf8.count > Self.maxToldBytes else { return self }
        var end = utf8.index(utf8.startIndex, offsetBy: Self.maxToldBytes - 3)
        // Never in the midst of a character.
        while end.samePosition(in: unicodeScalars) == nil {
            utf8.formIndex(before: &end)
        }
        return self[..<end] + "…"
    }
}
