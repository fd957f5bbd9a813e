import Foundation

/// `fathom measure --json`, as a user's program reads it.
struct Answer: Decodable {
    struct Entity: Decodable {
        var description: String?
        var center: [Double]?
        var size: [Double]?
        var nearest: Double?
        var box: [Int]?
        var score: Double?
        var pixels: Int?

        private enum CodingKeys: String, CodingKey {
            case description, box, score, pixels
            case center = "center_m"
            case size = "size_m"
            case nearest = "nearest_m"
        }
    }

    var status: String
    var reason: String?
    var distance: Double?
    var deviation: Double?
    var a: Entity?
    var b: Entity?
    var candidates: [Entity]?

    private enum CodingKeys: String, CodingKey {
        case status, reason, a, b, candidates
        case distance = "distance_m"
        case deviation = "std_m"
    }

    init(_ text: String) throws {
        self = try JSONDecoder().decode(Answer.self, from: Data(text.utf8))
    }
}
