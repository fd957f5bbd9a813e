#if defined(__aarch64__)

#include <arm_neon.h>

#include "variants.h"

#pragma STDC FP_CONTRACT OFF

static inline float32x4_t squared(const fathom_points *first, int32_t i, float32x4_t x, float32x4_t y, float32x4_t z) {
    const float32x4_t dx = vsubq_f32(vdupq_n_f32(first->x[i]), x);
    const float32x4_t dy = vsubq_f32(vdupq_n_f32(first->y[i]), y);
    const float32x4_t dz = vsubq_f32(vdupq_n_f32(first->z[i]), z);
    return vaddq_f32(vaddq_f32(vmulq_f32(dx, dx), vmulq_f32(dy, dy)), vmulq_f32(dz, dz));
}

static fathom_pair nearest_squared(const fathom_points *first, const fathom_points *second) {
    fathom_pair best = {INFINITY, -1, -1};
    const int32_t whole = second->count & ~3;
    for (int32_t i = 0; i < first->count; i++) {
        float32x4_t least = vdupq_n_f32(INFINITY);
        for (int32_t j = 0; j < whole; j += 4) {
            const float32x4_t x = vld1q_f32(second->x + j), y = vld1q_f32(second->y + j), z = vld1q_f32(second->z + j);
            // minnm passes NaN over, as the comparison of the scalar form does.
            least = vminnmq_f32(squared(first, i, x, y, z), least);
        }
        float row = vminnmvq_f32(least);
        for (int32_t j = whole; j < second->count; j++) {
            const float d = fathom_squared(first, i, second, j);
            row = d < row ? d : row;
        }
        if (row < best.squared_distance) best = (fathom_pair){row, i, -1};
    }
    if (best.first >= 0) best.second = fathom_partner(first, second, best.first, best.squared_distance);
    return best;
}

// NEON has no gather, and the other loops are the compiler's to vectorise.
const fathom_kernels fathom_neon = {
    FATHOM_VARIANT_NEON, fathom_scalar_mask_by_color, fathom_scalar_plane_side, nearest_squared, fathom_scalar_runs,
};

#endif
