import Glibc
import Testing

/// Waits until `condition` holds; fails the test when it does not within `patience`.
func eventually(
    _ what: Comment, sourceLocation: SourceLocation = #_sourceLocation, _ condition: () throws -> Bool
) throws {
    let clock = ContinuousClock()
    let end = clock.now + .milliseconds(patience)
    while try !condition() {
        try #require(clock.now < end, what, sourceLocation: sourceLocation)
        usleep(1000)
    }
}
