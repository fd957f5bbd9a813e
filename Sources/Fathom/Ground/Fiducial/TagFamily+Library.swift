internal import CAprilTag

extension TagFamily {
    /// The library's table of the family; for `destroy` alone to free.
    func create() -> UnsafeMutablePointer<apriltag_family_t>? {
        switch self {
        case .tag36h11: tag36h11_create()
        case .tag25h9: tag25h9_create()
        case .tag16h5: tag16h5_create()
        case .tagStandard41h12: tagStandard41h12_create()
        case .tagStandard52h13: tagStandard52h13_create()
        case .tagCircle21h7: tagCircle21h7_create()
        case .tagCircle49h12: tagCircle49h12_create()
        case .tagCustom48h12: tagCustom48h12_create()
        }
    }

    func destroy(_ family: UnsafeMutablePointer<apriltag_family_t>?) {
        switch self {
        case .tag36h11: tag36h11_destroy(family)
        case .tag25h9: tag25h9_destroy(family)
        case .tag16h5: tag16h5_destroy(family)
        case .tagStandard41h12: tagStandard41h12_destroy(family)
        case .tagStandard52h13: tagStandard52h13_destroy(family)
        case .tagCircle21h7: tagCircle21h7_destroy(family)
        case .tagCircle49h12: tagCircle49h12_destroy(family)
        case .tagCustom48h12: tagCustom48h12_destroy(family)
        }
    }

    /// Wrong bits that may be corrected when `sought` codes are looked for.
    ///
    /// No more than keep the chance that any black square passes for one of the codes below 1e-4, at the four ways it may
    /// lie; and no more table entries than 2²⁰, for the library keeps one for each correctable pattern.
    func correctableBits(sought: Int) -> Int {
        var patterns = 1.0
        var last = 1.0
        for wrong in 1...2 {
            last = last * Double(bits - wrong + 1) / Double(wrong)
            patterns += last
            let chance = 4 * Double(sought) * patterns / Double(1 << bits)
            guard chance < 1e-4, Double(sought) * patterns < 0x1p20 else { return wrong - 1 }
        }
        return 2
    }
}
