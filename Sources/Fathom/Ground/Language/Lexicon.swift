/// What a noun says about a thing: its form and how large it can be.
package struct Noun: Sendable, Equatable {
    package var shape: ShapeClass
    /// Longest side, metres, of the smallest and the largest of its kind.
    package var size: ClosedRange<Double>
}

/// The nouns that descriptions may use.
enum Lexicon {
    /// The noun of a word, plural or singular.
    static func noun(_ word: String) -> Noun? {
        nouns[word] ?? (word.hasSuffix("s") ? nouns[String(word.dropLast())] : nil)
    }

    private static let nouns: [String: Noun] = {
        var table: [String: Noun] = [:]
        func add(_ words: String, _ shape: ShapeClass, _ size: ClosedRange<Double>) {
            for word in words.split(separator: " ") { table[String(word)] = Noun(shape: shape, size: size) }
        }
        add("ball sphere orb", .sphere, 0.01...0.4)
        add("orange apple lemon peach tomato", .sphere, 0.04...0.12)
        add("cube", .cube, 0.01...0.4)
        add("block brick box carton package", .box, 0.01...0.6)
        add("can cup mug glass jar tin beaker", .upright, 0.04...0.2)
        add("cylinder", .upright, 0.01...0.5)
        add("bowl pot", .upright, 0.06...0.4)
        add("plate dish tray", .box, 0.1...0.6)
        add("bottle flask vase", .upright, 0.08...0.45)
        add("book", .box, 0.1...0.4)
        add("banana pen pencil marker screwdriver knife fork spoon hammer", .box, 0.08...0.4)
        add("drill gripper hand", .any, 0.03...0.4)
        add("fingers finger", .any, 0.01...0.2)
        add("object thing item toy target", .any, 0.01...0.6)
        return table
    }()
}
