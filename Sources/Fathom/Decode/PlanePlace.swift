/// Which plane of a frame a rejection speaks of: by its index in the header, or by its kind once it is being decoded.
enum PlanePlace {
    case index(Int)
    case kind(PlaneKind)

    /// Path of the plane's field `name`, as `planes[1].row_step`.
    func field(_ name: String) -> String {
        switch self {
        case .index(let index): "planes[\(index)].\(name)"
        case .kind(let kind): "planes[\(kind)].\(name)"
        }
    }
}
