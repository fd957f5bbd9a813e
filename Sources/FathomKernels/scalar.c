#include "variants.h"

#pragma STDC FP_CONTRACT OFF

int32_t fathom_scalar_mask_by_color(const fathom_color_view *image, fathom_rect rect, const uint8_t *table,
                                    uint8_t threshold, uint8_t *out, ptrdiff_t out_step) {
    int32_t marked = 0;
    for (int32_t r = 0; r < rect.height; r++) {
        const uint8_t *pixel = image->base + (rect.y + r) * image->row_step + (ptrdiff_t)rect.x * image->pixel_step;
        uint8_t *target = out + r * out_step;
        for (int32_t i = 0; i < rect.width; i++, pixel += image->pixel_step) {
            marked += fathom_mask_pixel(image, pixel, table, threshold, target + i);
        }
    }
    return marked;
}

int32_t fathom_scalar_plane_side(const fathom_depth_view *depth, fathom_rect rect, const fathom_image_plane *plane,
                                 float low, float high, uint8_t *out, ptrdiff_t out_step) {
    int32_t marked = 0;
    for (int32_t r = 0; r < rect.height; r++) {
        const int32_t v = rect.y + r;
        const uint8_t *row = (const uint8_t *)depth->base + v * depth->row_step;
        const float row_term = fathom_row_term(plane, v);
        uint8_t *target = out + r * out_step;
        for (int32_t i = 0; i < rect.width; i++) {
            marked += fathom_side_pixel(depth, row, rect.x + i, row_term, plane, low, high, target + i);
        }
    }
    return marked;
}

static fathom_pair nearest_squared(const fathom_points *first, const fathom_points *second) {
    fathom_pair best = {INFINITY, -1, -1};
    for (int32_t i = 0; i < first->count; i++) {
        for (int32_t j = 0; j < second->count; j++) {
            const float squared = fathom_squared(first, i, second, j);
            if (squared < best.squared_distance) best = (fathom_pair){squared, i, j};
        }
    }
    return best;
}

int32_t fathom_scalar_runs(const uint8_t *row, int32_t width, fathom_run *out, int32_t capacity) {
    fathom_run_writer writer = {out, capacity, 0, -1};
    return fathom_finish_row(&writer, row, 0, width);
}

const fathom_kernels fathom_scalar = {
    FATHOM_VARIANT_SCALAR, fathom_scalar_mask_by_color, fathom_scalar_plane_side, nearest_squared, fathom_scalar_runs,
};
