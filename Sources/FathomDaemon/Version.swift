/// The software's version, as `fathom --version` and `status` report it.
public enum Version {
    public static let current = "0.1.0"
}
