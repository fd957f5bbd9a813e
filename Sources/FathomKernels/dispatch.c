#include <stdatomic.h>

#include "variants.h"

const fathom_kernels *fathom_kernels_of(fathom_variant variant) {
    switch (variant) {
    case FATHOM_VARIANT_SCALAR:
        return &fathom_scalar;
#if defined(__x86_64__)
    case FATHOM_VARIANT_AVX2:
        return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("popcnt")
                   ? &fathom_avx2
                   : NULL;
    case FATHOM_VARIANT_AVX512:
        return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                       __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("bmi") &&
                       __builtin_cpu_supports("popcnt")
                   ? &fathom_avx512
                   : NULL;
#endif
    default:
        return NULL;
    }
}

static const fathom_kernels *detect(void) {
    const fathom_variant fastest_first[] = {FATHOM_VARIANT_AVX512, FATHOM_VARIANT_AVX2};
    for (size_t i = 0; i < sizeof fastest_first / sizeof fastest_first[0]; i++) {
        const fathom_kernels *kernels = fathom_kernels_of(fastest_first[i]);
        if (kernels != NULL) return kernels;
    }
    return &fathom_scalar;
}

static _Atomic(const fathom_kernels *) found;

// Threads that race here write the same value.
const fathom_kernels *fathom_best_kernels(void) {
    const fathom_kernels *kernels = atomic_load_explicit(&found, memory_order_relaxed);
    if (kernels == NULL) {
        kernels = detect();
        atomic_store_explicit(&found, kernels, memory_order_relaxed);
    }
    return kernels;
}

fathom_variant fathom_kernels_best(void) {
    return fathom_best_kernels()->variant;
}

int32_t fathom_kernels_choose(fathom_variant variant) {
    const fathom_kernels *kernels = fathom_kernels_of(variant);
    if (kernels == NULL) return 0;
    atomic_store_explicit(&found, kernels, memory_order_relaxed);
    return 1;
}

int32_t fathom_mask_by_color(const fathom_color_view *image, fathom_rect rect, const uint8_t table[32768],
                             uint8_t threshold, uint8_t *out, ptrdiff_t out_step) {
    return fathom_best_kernels()->mask_by_color(image, rect, table, threshold, out, out_step);
}

void fathom_clear_plane(const fathom_depth_view *depth, fathom_rect rect, const fathom_image_plane *plane, float low,
                        float high, uint8_t *mask, ptrdiff_t mask_step) {
    fathom_best_kernels()->clear_plane(depth, rect, plane, low, high, mask, mask_step);
}

void fathom_scene_meters(const fathom_depth_view *depth, int32_t v, int32_t width, float *out) {
    fathom_best_kernels()->scene_meters(depth, v, width, out);
}

void fathom_scene_sample_row(const float *above, const float *row, const float *below, int32_t stride, int32_t cells,
                             const fathom_depth_model *model, float *out) {
    fathom_best_kernels()->scene_sample_row(above, row, below, stride, cells, model, out);
}

void fathom_scene_smooth(const fathom_scene_view *scene, const float *in, int32_t reach, const fathom_depth_model *model,
                         float *out) {
    fathom_best_kernels()->scene_smooth(scene, in, reach, model, out);
}

void fathom_scene_normals(const fathom_scene_view *scene, const float *z, int32_t reach, const fathom_depth_model *model,
                          float *nx, float *ny, float *nz) {
    fathom_best_kernels()->scene_normals(scene, z, reach, model, nx, ny, nz);
}

void fathom_scene_creases(const fathom_scene_view *scene, const float *z, const float *nx, const float *ny,
                          const float *nz, int32_t reach, const fathom_depth_model *model, float *out) {
    fathom_best_kernels()->scene_creases(scene, z, nx, ny, nz, reach, model, out);
}

void fathom_scene_links(const fathom_scene_view *scene, const float *z, const float *nx, const float *ny, const float *nz,
                        const fathom_depth_model *model, uint8_t *out) {
    fathom_best_kernels()->scene_links(scene, z, nx, ny, nz, model, out);
}

void fathom_scene_classify(const fathom_scene_view *scene, const float *z, const float *nx, const float *ny,
                           const float *nz, const float *crease, const fathom_scene_plane *planes, int32_t plane_count,
                           uint8_t *kind, uint8_t *plane_of) {
    fathom_best_kernels()->scene_classify(scene, z, nx, ny, nz, crease, planes, plane_count, kind, plane_of);
}

void fathom_scene_ties(const uint8_t *kind, const uint8_t *links, int32_t width, int32_t height, uint8_t *out) {
    fathom_best_kernels()->scene_ties(kind, links, width, height, out);
}

void fathom_scene_outline(const uint16_t *labels, const float *z, int32_t width, int32_t height, uint8_t *out) {
    fathom_best_kernels()->scene_outline(labels, z, width, height, out);
}

fathom_scene_run fathom_scene_sum(const float *x, const float *y, const float *z, int32_t count) {
    return fathom_best_kernels()->scene_sum(x, y, z, count);
}

fathom_scene_relief fathom_scene_level(const float *z, const float *ray_x, const float *ray_y, const float *crease,
                                       int32_t count, const float plane[4]) {
    return fathom_best_kernels()->scene_level(z, ray_x, ray_y, crease, count, plane);
}

void fathom_scene_growth(const uint8_t *kind, const uint8_t *links, int32_t width, int32_t height, uint8_t *out) {
    fathom_best_kernels()->scene_growth(kind, links, width, height, out);
}

void fathom_scene_changes(const uint32_t *colors, ptrdiff_t pitch, int32_t width, int32_t height, int32_t apart,
                          float sine, float ratio, uint8_t *out) {
    fathom_best_kernels()->scene_changes(colors, pitch, width, height, apart, sine, ratio, out);
}
