/// What every file of the format has.
enum MCAP {
    /// At the begin and the end of a file.
    static let magic: [UInt8] = [0x89, 0x4D, 0x43, 0x41, 0x50, 0x30, 0x0D, 0x0A]
    /// Opcode and length, before each record.
    static let headLength = 9
    /// With its head.
    static let dataEndLength = headLength + 4
    static let footerLength = 20
    /// Footer and magic.
    static let tailLength = headLength + footerLength + magic.count
}
