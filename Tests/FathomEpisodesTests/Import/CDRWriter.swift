/// Writes the fields of a message in plain CDR, as ROS 2 does.
struct CDRWriter {
    private var body: [UInt8] = []
    private let isLittleEndian: Bool

    init(isLittleEndian: Bool = true) {
        self.isLittleEndian = isLittleEndian
    }

    var bytes: [UInt8] { [0, isLittleEndian ? 1 : 0, 0, 0] + body }

    mutating func number<Number: FixedWidthInteger>(_ value: Number) {
        while body.count % MemoryLayout<Number>.size != 0 { body.append(0) }
        withUnsafeBytes(of: isLittleEndian ? value.littleEndian : value.bigEndian) { body.append(contentsOf: $0) }
    }

    mutating func double(_ value: Double) {
        number(value.bitPattern)
    }

    mutating func text(_ text: String) {
        number(UInt32(text.utf8.count + 1))
        body.append(contentsOf: text.utf8)
        body.append(0)
    }

    mutating func data(_ data: [UInt8]) {
        number(UInt32(data.count))
        body.append(contentsOf: data)
    }

    mutating func header(_ stamp: Int64, _ frame: String) {
        number(UInt32(stamp / 1_000_000_000))
        number(UInt32(stamp % 1_000_000_000))
        text(frame)
    }
}
