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

    /// How well the colour deserves this name, in [0, 1].
    ///
    /// Above one half: a person would call it so. About one third: it may be the shaded side of something that a person
    /// would call so, for shading changes lightness much and hue little.
    func membership(_ color: OKLab) -> Double {
        max(named(color), 0.35 * shaded(color))
    }

    private func named(_ color: OKLab) -> Double {
        let l = color.lightness
        // Chroma shrinks with lightness under shading, so colourfulness is their ratio.
        let saturation = color.chroma / max(l, 0.08)
        let colorful = Self.ramp(saturation, 0.10, 0.20) * Self.ramp(l, 0.10, 0.18)
        let neutral = 1 - Self.ramp(saturation, 0.08, 0.16)
        let hue = hueMembership(color) * colorful
        switch self {
        case .black: return (1 - Self.ramp(l, 0.38, 0.50)) * max(neutral, 1 - Self.ramp(l, 0.12, 0.2))
        case .white: return Self.ramp(l, 0.68, 0.80) * neutral
        case .gray: return Self.ramp(l, 0.32, 0.45) * (1 - Self.ramp(l, 0.86, 0.95)) * neutral
        case .red: return hue * (1 - Self.ramp(l, 0.72, 0.82))
        // Dark orange is brown only when it is dull.
        case .orange:
            return hue * max(Self.ramp(l, 0.50, 0.62), Self.ramp(l, 0.38, 0.48) * Self.ramp(saturation, 0.28, 0.36))
        case .yellow: return hue * Self.ramp(l, 0.35, 0.50)
        case .green, .blue: return hue
        case .purple: return hue * (1 - Self.ramp(l, 0.75, 0.88))
        case .pink: return max(hue, Self.arc(color.hue, 0, 30, 10) * colorful * Self.ramp(l, 0.68, 0.78))
        case .brown: return hue * (1 - Self.ramp(l, 0.55, 0.68)) * (1 - Self.ramp(saturation, 0.33, 0.45))
        }
    }

    /// The same hue, or none, at whatever lightness.
    private func shaded(_ color: OKLab) -> Double {
        let saturation = color.chroma / max(color.lightness, 0.08)
        switch self {
        case .black: return 0
        case .white: return Self.ramp(color.lightness, 0.26, 0.36) * (1 - Self.ramp(saturation, 0.08, 0.16))
        case .gray: return (1 - Self.ramp(saturation, 0.08, 0.16)) * Self.ramp(color.lightness, 0.22, 0.32)
        default:
            return hueMembership(color) * Self.ramp(saturation, 0.06, 0.12) * Self.ramp(color.lightness, 0.08, 0.14)
        }
    }

    private func hueMembership(_ color: OKLab) -> Double {
        switch self {
        case .black, .white, .gray: 0
        case .red: Self.arc(color.hue, 8, 38, 10)
        case .orange: Self.arc(color.hue, 45, 76, 10)
        case .yellow: Self.arc(color.hue, 85, 116, 10)
        case .green: Self.arc(color.hue, 120, 175, 10)
        case .blue: Self.arc(color.hue, 190, 280, 10)
        case .purple: Self.arc(color.hue, 288, 330, 10)
        case .pink: Self.arc(color.hue, 338, 368, 10)
        case .brown: Self.arc(color.hue, 28, 90, 10)
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
