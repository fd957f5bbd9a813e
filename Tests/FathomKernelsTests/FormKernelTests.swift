import Fathom
import FathomKernels
import Testing

/// Sums over a thing's points: every variant gives the bits of the scalar one, and that one is right.
@Suite("Form kernels")
struct FormKernelTests {
    @Test("every variant equals the scalar one to the bit", arguments: variants)
    func equalsScalar(variant: fathom_variant) throws {
        let (kernels, scalar) = (try forms(variant), try forms(FATHOM_VARIANT_SCALAR))
        var random = SplitMix64(seed: 41)
        for _ in 0..<200 {
            let sample = FormSample(&random)
            #expect(sample.numbers(kernels).map(\.bitPattern) == sample.numbers(scalar).map(\.bitPattern))
        }
    }

    @Test("each sums what the plain form says")
    func equalsPlainForm() throws {
        let kernels = try forms(FATHOM_VARIANT_SCALAR)
        var random = SplitMix64(seed: 42)
        for _ in 0..<200 {
            let sample = FormSample(&random)
            let reference = FormReference(sample)
            for (found, expected) in zip(sample.numbers(kernels), reference.numbers) {
                #expect(found == expected || abs(found - expected) <= 1e-9 * max(abs(expected), 1))
            }
            let (seen, flat) = (sample.flatNumbers(kernels), reference.flatNumbers)
            for (found, expected) in zip(seen, flat) { #expect(abs(found - expected) <= 1e-4 * max(abs(expected), 1)) }
        }
    }

    @Test("the rectangle and the closeness have the same bits in every variant", arguments: variants)
    func rectangleEqualsScalar(variant: fathom_variant) throws {
        let (kernels, scalar) = (try forms(variant), try forms(FATHOM_VARIANT_SCALAR))
        var random = SplitMix64(seed: 43)
        for _ in 0..<200 {
            let sample = FormSample(&random)
            #expect(sample.flatNumbers(kernels).map(\.bitPattern) == sample.flatNumbers(scalar).map(\.bitPattern))
        }
    }

    private func forms(_ variant: fathom_variant) throws -> fathom_form_kernels {
        try #require(fathom_kernels_of(variant)).pointee.forms
    }
}
