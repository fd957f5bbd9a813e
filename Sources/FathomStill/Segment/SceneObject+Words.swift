internal import Fathom

extension SceneObject {
    /// Colour and form in two words: "red box".
    var name: String {
        let color = mainColors.first?.name.rawValue
        return [color, formName].compactMap(\.self).joined(separator: " ")
    }

    /// What at least a fifth of it has, most first.
    var mainColors: [(name: ColorName, share: Double)] {
        ColorName.allCases.map { (name: $0, share: colors[$0]) }.filter { $0.share >= 0.2 }
            .sorted { $0.share > $1.share }
    }

    var heading: [(String, JSON)] {
        [("label", .integer(label)), ("description", .string(name))]
    }

    /// What `segment` tells beyond place and size.
    var attributes: [(String, JSON)] {
        let shares = ColorName.allCases.filter { colors[$0] >= 0.01 }.map { ($0.rawValue, JSON.share(colors[$0])) }
        let forms = [
            ("box", form.box), ("cylinder", form.cylinder), ("sphere", form.sphere), ("cone", form.cone),
            ("elongated", form.elongated), ("bent", form.bent), ("hollow", form.hollow),
        ]
        return [
            ("colors", .object(shares)), ("form", .object(forms.map { ($0.0, .share($0.1)) })),
            ("kinds", .object(formShares.map { ($0.name, .share($0.share)) })),
            ("support", .string(support.words)), ("neighbours", .array(neighbours.map(JSON.integer))),
            ("cut_by_image_edge", .boolean(isCut)),
        ]
    }
}

extension SceneObject.Support {
    /// "plane 1", "on 3", "in 3", "against 3" or "nothing seen"; numbers are labels, planes count from 1.
    var words: String {
        switch self {
        case .plane(let index): "plane \(index + 1)"
        case .object(let label): "on \(label)"
        case .inside(let label): "in \(label)"
        case .leaning(let label): "against \(label)"
        case .nothing: "nothing seen"
        }
    }
}
