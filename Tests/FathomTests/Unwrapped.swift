import Testing

/// `#require` for use inside of another expectation, where the macro itself cannot be nested.
func unwrapped<Value>(_ value: Value?, sourceLocation: SourceLocation = #_sourceLocation) throws -> Value {
    try #require(value, sourceLocation: sourceLocation)
}
