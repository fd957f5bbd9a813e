internal import Fathom
internal import Foundation

/// `fathom measure --batch`: many questions about one picture, a line of JSON each.
public struct MeasureBatch: Sendable {
    public var input: StillInput
    /// File of lines {"a": …, "b": …, "kind": …}; `b` and `kind` may be left out.
    public var questions: String
    /// For lines that name none.
    public var kind: String
    /// Folder for `1-a.png`, `1-b.png`, …, numbered by line.
    public var masks: String?

    public init(input: StillInput, questions: String, kind: String = "center", masks: String? = nil) {
        self.input = input
        self.questions = questions
        self.kind = kind
        self.masks = masks
    }

    private struct Question: Decodable {
        var a: String
        var b: String?
        var kind: String?
    }

    private static let maxBytes = 1 << 26

    /// Gives `emit` an answer for each line, in order; a question that cannot be asked is answered with `rejected`.
    public func run(_ emit: (String) -> Void) throws(StillError) {
        _ = try Measure.kind(kind)
        if let masks { try OutputFiles.check(folder: masks) }
        let lines = try InputFile.read(questions, atMost: Self.maxBytes).split(
            separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let picture = try StillPicture.read(input)
        let snapshot = try picture.snapshot()
        for (index, line) in lines.enumerated() {
            // What follows the last line end is no line.
            if line.isEmpty, index == lines.count - 1 { break }
            do throws(StillError) {
                emit(try answer(Data(line), number: index + 1, picture, snapshot))
            } catch {
                if case .unwritable = error { throw error }
                emit(JSON.object([("status", .string("rejected")), ("reason", .string(error.description))]).text)
            }
        }
    }

    private func answer(
        _ line: Data, number: Int, _ picture: StillPicture, _ snapshot: Snapshot
    ) throws(StillError) -> String {
        guard let question = try? JSONDecoder().decode(Question.self, from: line) else {
            throw .malformed(
                file: "\(questions):\(number)", expected: "{\"a\": …, \"b\": …, \"kind\": …}",
                found: "'\(String(decoding: line, as: UTF8.self).shortened)'")
        }
        let kind = try Measure.kind(question.kind ?? kind)
        let a = try EntityArgument(question.a, width: picture.width, height: picture.height)
        let b = try question.b.map { text throws(StillError) in
            try EntityArgument(text, width: picture.width, height: picture.height)
        }
        let measurement = try StillMeasurement(a, b, kind: kind, in: snapshot)
        if let masks {
            var files = OutputFiles()
            try measurement.addMasks(picture, folder: masks, prefix: "\(number)-", to: &files)
            try files.write()
        }
        return measurement.json(snapshot).text
    }
}
