/// The basic colour words (Berlin and Kay 1969) and how well an OKLab colour deserves each.
public enum ColorName: String, Sendable, CaseIterable {
    case black, white, gray, red, orange, yellow, green, blue, purple, pink, brown

    /// The colour that a word of a description stands for.
    public init?(word: String) {
        if let exact = ColorName(rawValue: word) {
            self = exact
            return
        }
        switch word {
        case "grey", "silver", "metallic": self = .gray
        case "crimson", "scarlet", "maroon": self = .red
        case "golden", "gold": self = .yellow
        case "lime", "olive": self = .green
        case "cyan", "turquoise", "teal", "navy", "azure": self = .blue
        case "violet", "lilac", "mauve": self = .purple
        case "magenta", "rose": self = .pink
        case "beige", "tan": self = .brown
        default: return nil
        }
    }

    /// How well the colour deserves this name, in [0, 1]; shading changes lightness much, hue little.
    func membership(_ color: OKLab) -> Double {
        let l = color.lightness
        // Chroma shrinks with lightness under shading, so colourfulness is their ratio.
        let saturation = color.chroma / max(l, 0.08)
        let colorful = Self.ramp(saturation, 0.10, 0.20) * Self.ramp(l, 0.10, 0.18)
        let neutral = 1 - Self.ramp(saturation, 0.08, 0.16)
        func hue(_ from: Double, _ to: Double, soft: Double = 10) -> Double {
            Self.arc(color.hue, from, to, soft) * colorful
        }
        switch self {
        case .black: return (1 - Self.ramp(l, 0.38, 0.50)) * max(neutral, 1 - Self.ramp(l, 0.12, 0.2))
        case .white: return Self.ramp(l, 0.76, 0.88) * neutral
        case .gray: return Self.ramp(l, 0.32, 0.45) * (1 - Self.ramp(l, 0.86, 0.95)) * neutral
        case .red: return hue(8, 38) * (1 - Self.ramp(l, 0.72, 0.82))
        case .orange: return hue(45, 76) * Self.ramp(l, 0.50, 0.62)
        case .yellow: return hue(85, 116) * Self.ramp(l, 0.45, 0.6)
        case .green: return hue(120, 175)
        case .blue: return hue(190, 280)
        case .purple: return hue(288, 330) * (1 - Self.ramp(l, 0.75, 0.88))
        case .pink: return max(hue(338, 368), hue(0, 30) * Self.ramp(l, 0.68, 0.78))
        case .brown: return hue(28, 90) * (1 - Self.ramp(l, 0.55, 0.68)) * (1 - Self.ramp(saturation, 0.33, 0.45))
        }
    }

    private static func ramp(_ x: Double, _ low: Double, _ high: Double) -> Double {
        min(max((x - low) / (high - low), 0), 1)
    }

    /// 1 between `from` and `to` degrees, falling to 0 over `soft` degrees outside; `to` may exceed 360.
    private static func arc(_ hue: Double, _ from: Double, _ to: Double, _ soft: Double) -> Double {
        let center = (from + to) / 2
        var offset = abs(hue - center).truncatingRemainder(dividingBy: 360)
        if offset > 180 { offset = 360 - offset }
        return 1 - ramp(offset, (to - from) / 2, (to - from) / 2 + soft)
    }
}
