#include "scene_rows.h"
#include "variants.h"

#pragma STDC FP_CONTRACT OFF

static int32_t mask_by_color(const fathom_color_view *image, fathom_rect rect, const uint8_t *table, uint8_t threshold,
                             uint8_t *out, ptrdiff_t out_step) {
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

static void clear_plane(const fathom_depth_view *depth, fathom_rect rect, const fathom_image_plane *plane, float low,
                        float high, uint8_t *mask, ptrdiff_t mask_step) {
    for (int32_t r = 0; r < rect.height; r++) {
        const int32_t v = rect.y + r;
        const uint8_t *row = (const uint8_t *)depth->base + v * depth->row_step;
        const float row_term = fathom_row_term(plane, v);
        uint8_t *target = mask + r * mask_step;
        for (int32_t i = 0; i < rect.width; i++) {
            if (target[i] != 0) fathom_clear_pixel(depth, row, rect.x + i, row_term, plane, low, high, target + i);
        }
    }
}

#define FATHOM_TARGET
#include "form_variant.h"
#include "scene_variant.h"

const fathom_kernels fathom_scalar = {FATHOM_VARIANT_SCALAR, mask_by_color, clear_plane, SCENE_KERNELS, FORM_KERNELS};
