import Testing

@testable import Fathom

@Suite struct ColorNameTests {
    /// Names that people give to these sRGB colours.
    @Test(arguments: [
        (ColorName.red, 255, 0, 0), (.red, 120, 10, 10), (.green, 0, 128, 0), (.green, 30, 90, 40), (.blue, 0, 0, 255),
        (.blue, 30, 60, 140), (.yellow, 240, 220, 30), (.orange, 255, 140, 0), (.purple, 128, 0, 128),
        (.pink, 255, 105, 180), (.brown, 120, 72, 30), (.black, 10, 10, 10), (.black, 50, 50, 50),
        (.white, 250, 250, 250), (.gray, 128, 128, 128),
    ])
    func namesColoursAsPeopleDo(_ name: ColorName, _ red: Int, _ green: Int, _ blue: Int) {
        let color = OKLab(red: Double(red) / 255, green: Double(green) / 255, blue: Double(blue) / 255)
        let best = ColorName.allCases.max { $0.membership(color) < $1.membership(color) }
        #expect(best == name)
        #expect(name.membership(color) > 0.8)
    }

    @Test func shadingKeepsTheName() {
        for shade in stride(from: 0.35, through: 1, by: 0.05) {
            let color = OKLab(red: 0.85 * shade, green: 0.1 * shade, blue: 0.1 * shade)
            #expect(ColorName.red.membership(color) > 0.5, "at shade \(shade)")
        }
    }

    @Test func theTableHoldsTheMembershipOfEachColour() {
        let table = ColorTable([.red, .blue])
        #expect(table.weights[31 << 10] == 255)
        #expect(table.weights[31] == 255)
        #expect(table.weights[31 << 5] == 0)
    }

    @Test func okLabAgreesWithItsAuthorsFigures() {
        // Ottosson's table for sRGB red: L 0.62796, C 0.25768, h 29.23°.
        let red = OKLab(red: 1, green: 0, blue: 0)
        #expect(abs(red.lightness - 0.62796) < 1e-4)
        #expect(abs(red.chroma - 0.25768) < 1e-4)
        #expect(abs(red.hue - 29.23) < 0.05)
    }
}
