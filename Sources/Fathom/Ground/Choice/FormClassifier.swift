/// Kinds of form that the chooser tells from one another, in the order of the classifier's columns.
enum FormKind: Int, CaseIterable {
    case sphere, cube, box, flat, can, bottle, cup, bowl, bent, elongated
    /// A whole thing of no plain form: a drill, a clamp.
    case irregular
    /// A piece of something, or nothing in particular.
    case scrap
}

/// Which kind of form a thing has, by how well each primitive explains it, by its proportions and its outline.
///
/// A perceptron of one hidden layer; its weights are fitted to simulated scenes by launch/evaluation/forms.py, every kind as
/// likely as the next. Sizes in metres are left to the noun.
enum FormClassifier {
    /// Probability of each kind, by its place in `FormKind`.
    static func shares(_ features: FormFeatures) -> SIMD16<Float> {
        var logits = SIMD16<Float>.zero
        withUnsafeBytes(of: features.values) { values in
            withUnsafeTemporaryAllocation(of: SIMD8<Float>.self, capacity: 4) { hidden in
                for block in 0..<4 {
                    hidden[block] = sum(inner, innerBias, width: 4, block, values)
                    hidden[block].replace(with: 0, where: hidden[block] .< 0)
                }
                let hidden = UnsafeRawBufferPointer(hidden)
                logits.lowHalf = sum(outer, outerBias, width: 2, 0, hidden)
                logits.highHalf = sum(outer, outerBias, width: 2, 1, hidden)
            }
        }
        let powers = Logarithm.exponential(SIMD16<Double>(logits)).replacing(with: 0, where: isNoKind)
        return SIMD16<Float>(powers / powers.sum())
    }

    /// Eight columns of a layer: its bias and its rows times the values, a row a value.
    /// - Parameter width: of a row, in eights.
    @inline(__always)
    private static func sum(
        _ rows: [Float], _ bias: [Float], width: Int, _ block: Int, _ values: UnsafeRawBufferPointer
    ) -> SIMD8<Float> {
        let (step, start) = (MemoryLayout<SIMD8<Float>>.stride, block * MemoryLayout<SIMD8<Float>>.stride)
        var sum = bias.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: start, as: SIMD8<Float>.self) }
        rows.withUnsafeBytes { rows in
            for place in 0..<values.count / MemoryLayout<Float>.stride {
                let row = rows.loadUnaligned(fromByteOffset: place * width * step + start, as: SIMD8<Float>.self)
                sum += row * values.load(fromByteOffset: place * MemoryLayout<Float>.stride, as: Float.self)
            }
        }
        return sum
    }

    /// Places behind the last kind.
    private static let isNoKind =
        SIMD16<Int64>(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15) .>= Int64(FormKind.allCases.count)
}
