extension ColorName {
    /// What the names of a colour are decided by.
    struct Paint {
        let lightness: Double
        let chroma: Double
        let hue: Double
        /// Chroma shrinks with lightness under shading, so colourfulness is their ratio.
        let saturation: Double

        init(_ color: OKLab) {
            (lightness, chroma, hue) = (color.lightness, color.chroma, color.hue)
            saturation = color.chroma / max(color.lightness, 0.08)
        }

        /// Whether it has a hue that a person would name.
        var colorful: Double {
            ramp(saturation - doubt, 0.07, 0.14) * ramp(lightness, 0.10, 0.18) * visible
        }

        var neutral: Double {
            max(1 - ramp(saturation - doubt, 0.07, 0.14), 1 - visible) * (1 - palePink)
        }

        /// Light red has a name of its own at a chroma where other light colours pass for white.
        var palePink: Double { arc(345, 372, 8) * ramp(lightness, 0.70, 0.80) * ramp(chroma, 0.035, 0.07) }

        /// Dull reds are reddish browns.
        var dullRed: Double { arc(22, 50, 10) * (1 - ramp(saturation, 0.22, 0.32)) }

        /// A little warmth makes a dark thing brown.
        var dullWarm: Double {
            guard saturation < 0.22 else { return 0 }
            return arc(25, 85, 12) * ramp(saturation, 0.05, 0.10) * ramp(lightness, 0.10, 0.18) * visible
        }

        /// 1 between `from` and `to` degrees, falling to 0 over `soft` degrees outside; `to` may exceed 360.
        func arc(_ from: Double, _ to: Double, _ soft: Double) -> Double {
            let center = (from + to) / 2
            var offset = abs(hue - center).truncatingRemainder(dividingBy: 360)
            if offset > 180 { offset = 360 - offset }
            return 1 - ramp(offset, (to - from) / 2, (to - from) / 2 + soft)
        }

        /// A sensor's noise and 5 bits a component make a chroma of 0.02 of nothing.
        private var visible: Double { ramp(chroma, 0.02, 0.045) }

        /// Saturation that need not be the paint's: of noise where it is dark (which is mostly blue and purple, as blue
        /// pixels have the most of it), of a bluish light on what is light.
        private var doubt: Double {
            0.05 * (1 - ramp(lightness, 0.35, 0.55)) * (1 - arc(20, 120, 20))
                + 0.03 * arc(235, 300, 15) * ramp(lightness, 0.55, 0.70)
        }
    }
}
