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
        let paint = Paint(color)
        return max(named(paint), 0.35 * shaded(paint))
    }

    private func named(_ paint: Paint) -> Double {
        let (l, saturation) = (paint.lightness, paint.saturation)
        let hue = hueMembership(paint) * paint.colorful
        switch self {
        case .black: return (1 - ramp(l, 0.36, 0.48)) * max(paint.neutral, 1 - ramp(l, 0.12, 0.2))
        case .white: return ramp(l, 0.68, 0.80) * paint.neutral
        case .gray: return ramp(l, 0.36, 0.48) * (1 - ramp(l, 0.76, 0.90)) * paint.neutral
        case .red:
            // A vivid crimson is red still; a dull red is as much a reddish brown.
            let crimson = paint.arc(340, 368, 10) * paint.colorful * ramp(saturation, 0.30, 0.36)
            return max(hue, crimson) * (1 - ramp(l, 0.72, 0.82)) * (1 - 0.5 * paint.dullRed)
        // Dark orange is brown only when it is dull.
        case .orange:
            return hue * max(ramp(l, 0.50, 0.62), ramp(l, 0.38, 0.48) * ramp(saturation, 0.28, 0.36))
        case .yellow: return hue * ramp(l, 0.35, 0.50)
        case .green, .blue: return hue
        case .purple:
            // A dark, dull magenta is a purple.
            let plum =
                paint.arc(338, 358, 10) * paint.colorful * (1 - ramp(l, 0.38, 0.50))
                * (1 - ramp(saturation, 0.28, 0.36))
            return max(hue, plum) * (1 - ramp(l, 0.75, 0.88))
        case .pink:
            let lightRed = paint.arc(0, 30, 10) * paint.colorful * ramp(l, 0.68, 0.78)
            return max(hue * ramp(l, 0.42, 0.55), lightRed, paint.palePink)
        case .brown:
            let brown = max(hue, paint.dullRed * paint.colorful, paint.dullWarm)
            return brown * (1 - ramp(l, 0.58, 0.70)) * (1 - ramp(saturation, 0.33, 0.45))
        }
    }

    /// The same hue, or none, at whatever lightness.
    private func shaded(_ paint: Paint) -> Double {
        let l = paint.lightness
        let hue =
            hueMembership(paint) * ramp(paint.saturation, 0.08, 0.14) * ramp(l, 0.08, 0.14)
            * ramp(paint.chroma, 0.015, 0.03)
        switch self {
        case .black: return 0
        case .white: return ramp(l, 0.26, 0.36) * paint.neutral
        case .gray: return ramp(l, 0.22, 0.32) * (1 - ramp(l, 0.85, 0.95)) * paint.neutral
        // What is light cannot be a shaded brown, nor what is nearly black a shaded pink.
        case .brown: return hue * (1 - ramp(l, 0.60, 0.75))
        case .pink: return hue * ramp(l, 0.25, 0.40)
        default: return hue
        }
    }

    private func hueMembership(_ paint: Paint) -> Double {
        switch self {
        case .black, .white, .gray: 0
        case .red: paint.arc(8, 36, 8)
        case .orange: paint.arc(45, 76, 10)
        case .yellow: paint.arc(85, 116, 10)
        case .green: paint.arc(122, 178, 10)
        case .blue: paint.arc(190, 284, 10)
        case .purple: paint.arc(296, 338, 10)
        case .pink: paint.arc(344, 368, 10)
        case .brown: paint.arc(42, 88, 12)
        }
    }

    /// A colourful orange or yellow, whatever its lightness: brown, when it is a dark paint and not in shade.
    static func warmth(_ color: OKLab) -> (orange: Double, yellow: Double) {
        let paint = Paint(color)
        return (
            ColorName.orange.hueMembership(paint) * paint.colorful,
            ColorName.yellow.hueMembership(paint) * paint.colorful
        )
    }

    /// How white a neutral colour of this lightness is, and how little it is gray and black.
    static func grayscale(_ lightness: Double) -> (white: Double, notGray: Double, notBlack: Double) {
        (ramp(lightness, 0.68, 0.80), ramp(lightness, 0.76, 0.90), ramp(lightness, 0.36, 0.48))
    }
}
