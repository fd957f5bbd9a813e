import Foundation

/// `fathom measure --json`, as a user's program reads it.
struct Answer: Decodable {
    struct Entity: Decodable {
        var description: String?
        var center_m: [Double]?
        var size_m: [Double]?
        var nearest_m: Double?
        var box: [Int]?
        var score: Double?
        var pixels: Int?
    }

    var status: String
    var reason: String?
    var distance_m: Double?
    var std_m: Double?
    var a: Entity?
    var b: Entity?
    var candidates: [Entity]?

    init(_ text: String) throws {
        self = try JSONDecoder().decode(Answer.self, from: Data(text.utf8))
    }
}
