/// A colour, channels in [0, 1].
struct Paint {
    var red: Double
    var green: Double
    var blue: Double
    var alpha = 1.0

    init(_ red: Double, _ green: Double, _ blue: Double, alpha: Double = 1) {
        (self.red, self.green, self.blue, self.alpha) = (red, green, blue, alpha)
    }

    /// 0xRRGGBB.
    init(_ hex: Int) {
        self.init(Double(hex >> 16 & 255) / 255, Double(hex >> 8 & 255) / 255, Double(hex & 255) / 255)
    }

    func faded(_ alpha: Double) -> Paint {
        Paint(red, green, blue, alpha: alpha)
    }

    static let white = Paint(0xffffff)
    static let plate = Paint(0x14161c).faded(0.86)
    static let ink = Paint(0x14161c)
    /// 0x00RRGGBB.
    static let panel: UInt32 = 0x14161c
    static let shadow = Paint(0x000000).faded(0.55)
    static let quiet = Paint(0xc3c9d4)
    static let a = Paint(0xffb02e)
    static let b = Paint(0x3fc1ff)

    /// Colours told apart at a glance, neighbours in the list far from each other.
    static let many: [Paint] = [
        0xffb02e, 0x3fc1ff, 0xff5d8f, 0x7ddc5a, 0xb48cff, 0x35e0c2, 0xff7a45, 0xe3e04a, 0x6d9bff, 0xff9ee5,
        0x9be7ff, 0xc7a27c,
    ].map { Paint($0) }
}
