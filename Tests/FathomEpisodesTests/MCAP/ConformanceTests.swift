import Fathom
import FathomEpisodes
import Testing

/// Every file with every combination of the format's optional parts.
@Suite(.enabled(if: Conformance.isPresent, "the conformance files are not beside this checkout"))
struct ConformanceTests {
    private let cases = Conformance.cases()

    @Test func allFilesAreThere() {
        #expect(cases.count == 416)
    }

    @Test func streamsEveryFile() throws {
        for name in cases {
            let reader = try MCAPStreamReader(BytesInput(Conformance.bytes(name)))
            var found: [String] = []
            while let record = try reader.next() {
                if let text = record.text { found.append(text) }
            }
            #expect(try found == Conformance.expected(name), "\(name)")
        }
    }

    @Test(arguments: [MCAPReader.Order.file, .logTime])
    func readsEveryFileByItsIndexes(order: MCAPReader.Order) throws {
        for name in cases {
            let reader = try MCAPReader(BytesInput(Conformance.bytes(name)))
            #expect(reader.damage == nil, "\(name)")
            let expected = try Conformance.expected(name)
            func expect(_ found: [String], _ kind: String) {
                var wanted = expected.filter { $0.hasPrefix(kind + " ") }
                if kind == "Message", order == .logTime { wanted.sort { Self.logTime($0) < Self.logTime($1) } }
                var unique: [String] = []
                for text in wanted where kind == "Message" || !unique.contains(text) { unique.append(text) }
                #expect(found == unique, "\(name)")
            }
            expect(["Header library=\(reader.header.library) profile=\(reader.header.profile)"], "Header")
            expect(reader.schemas.sorted { $0.key < $1.key }.map(\.value.text), "Schema")
            expect(reader.channels.sorted { $0.key < $1.key }.map(\.value.text), "Channel")
            expect(try reader.messages(order: order).all().map(\.text), "Message")
            expect(try reader.attachmentIndexes.map { try reader.attachment($0).text }, "Attachment")
            expect(try reader.metadataIndexes.map { try reader.metadata($0).text }, "Metadata")
            let statistics = expected.filter { $0.hasPrefix("Statistics ") }
            if !statistics.isEmpty { #expect([reader.statistics.text] == statistics, "\(name)") }
        }
    }

    private static func logTime(_ message: String) -> Int {
        message.split(separator: " ").lazy.filter { $0.hasPrefix("log_time=") }.compactMap { Int($0.dropFirst(9)) }
            .first
            ?? -1
    }
}

extension MCAPMessages {
    func all() throws -> [MCAPMessage] {
        var messages: [MCAPMessage] = []
        while let message = try next() { messages.append(message) }
        return messages
    }
}
