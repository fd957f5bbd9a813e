/// One thing of a scene, with what can be said of it.
public struct SceneObject: Sendable {
    /// Its value in the scene's label image, from 1.
    public var label: Int
    /// Pixels of the depth image that show it.
    public var pixels: Int
    /// Pixels of the depth image, both ends inside.
    public var bounds: PixelBounds
    /// Whether the image's edge cuts it off.
    public var isCut: Bool
    /// Share of its pixels that deserve each colour name.
    public var colors: ColorShares
    /// The completed shape with its uncertainty, in the scene's frame of reference.
    public var observation: Observation
    /// Metres: longest horizontal side, shortest horizontal side, height along up.
    public var size: Vector3
    public var form: FormEvidence
    var features = FormFeatures.none
    /// Probability of each kind of form, by its place in `FormKind`.
    var kinds = SIMD16<Float>.zero
    public var support: Support
    /// Whether the image goes on with a support plane right below it.
    var isOverPlane = false
    /// Labels of the things that it touches or nearly touches.
    public var neighbours: [Int]
    /// Distance in metres from the camera to its nearest surface point, flying pixels apart.
    public var nearest: Double

    public var center: Vector3 { observation.center }

    /// What a thing rests on.
    public enum Support: Sendable, Equatable {
        /// A support plane of the scene by its index.
        case plane(Int)
        /// On top of another thing.
        case object(Int)
        /// Inside another thing.
        case inside(Int)
        /// Against another thing, not upright.
        case leaning(Int)
        /// Held in the air, or what it rests on is not seen.
        case nothing
    }
}

/// A rectangle of pixels, both ends inside.
public struct PixelBounds: Sendable, Equatable {
    public var xMin: Int
    public var yMin: Int
    public var xMax: Int
    public var yMax: Int

    public init(xMin: Int, yMin: Int, xMax: Int, yMax: Int) {
        (self.xMin, self.yMin, self.xMax, self.yMax) = (xMin, yMin, xMax, yMax)
    }
}

/// Share in [0, 1] of a thing's pixels that deserve each colour name; one pixel may deserve two.
public struct ColorShares: Sendable, Equatable {
    private var shares = SIMD16<Float>.zero

    public init() {}

    public subscript(name: ColorName) -> Double {
        get { Double(shares[name.index]) }
        set { shares[name.index] = Float(newValue) }
    }
}

extension ColorName {
    /// Place in tables by colour.
    var index: Int {
        switch self {
        case .black: 0
        case .white: 1
        case .gray: 2
        case .red: 3
        case .orange: 4
        case .yellow: 5
        case .green: 6
        case .blue: 7
        case .purple: 8
        case .pink: 9
        case .brown: 10
        }
    }
}

/// How well each form explains a thing's points, in [0, 1] each.
public struct FormEvidence: Sendable, Equatable {
    public var box = 0.0
    public var cylinder = 0.0
    public var sphere = 0.0
    public var cone = 0.0
    /// Several times as long as wide.
    public var elongated = 0.0
    /// Elongated, and not straight.
    public var bent = 0.0
    /// Open at the top: a bowl, a mug.
    public var hollow = 0.0

    public init() {}
}
