// The loops of scene segmentation, written once: each variant compiles them for its instruction set.
//
// Element by element, without reductions, so that the compiler's vectors give the scalar code's bits. Images are padded:
// FATHOM_SCENE_PAD cells of depth 0 lie around them, and nobody asks where the border is.
#ifndef FATHOM_SCENE_ROWS_H
#define FATHOM_SCENE_ROWS_H

#include <math.h>

#include "variants.h"

#pragma STDC FP_CONTRACT OFF

#define SCENE_INLINE static inline __attribute__((always_inline))

// Largest depth difference between neighbours of one surface.
SCENE_INLINE float scene_step(const fathom_depth_model *model, float z) {
    const float steep = model->step + model->step_slope * z;
    const float noisy = 6 * (model->sigma[0] + z * (model->sigma[1] + z * model->sigma[2]));
    return steep > noisy ? steep : noisy;
}

// Largest change of slope, as a second difference, that is no edge.
SCENE_INLINE float scene_kink(const fathom_depth_model *model, float z) {
    const float steep = 0.3f * (model->step + model->step_slope * z);
    const float noisy = 4 * (model->sigma[0] + z * (model->sigma[1] + z * model->sigma[2]));
    return steep > noisy ? steep : noisy;
}

SCENE_INLINE float scene_valid(float z, float max_depth) {
    return ((z > 0) & (z <= max_depth)) ? z : 0;
}

SCENE_INLINE void scene_meters(const fathom_depth_view *depth, int32_t v, int32_t width, float *out) {
    const uint8_t *row = (const uint8_t *)depth->base + v * depth->row_step;
    const float scale = depth->meters_per_count, max_depth = depth->max_depth;
    if (depth->is_float) {
        for (int32_t u = 0; u < width; u++) {
            float z;
            memcpy(&z, row + (ptrdiff_t)u * 4, 4);
            out[u] = scene_valid(z, max_depth);
        }
    } else {
        for (int32_t u = 0; u < width; u++) {
            uint16_t count;
            memcpy(&count, row + (ptrdiff_t)u * 2, 2);
            out[u] = scene_valid((float)count * scale, max_depth);
        }
    }
}

SCENE_INLINE float scene_sample(float z, float left, float right, float above, float below,
                                const fathom_depth_model *model) {
    const float limit = scene_step(model, z);
    const int l = fabsf(left - z) < limit, r = fabsf(right - z) < limit;
    const int a = fabsf(above - z) < limit, b = fabsf(below - z) < limit;
    // Between two surfaces, on neither.
    const int between = ((!l & !r) & ((left - z) * (z - right) > 0)) | ((!a & !b) & ((above - z) * (z - below) > 0));
    const int flies = (z <= 0) | (l + r + a + b < 2) | between;
    // Opposite neighbours together, so that a slope does not shift.
    const float sum = z + ((l & r) ? left + right : 0.0f) + ((a & b) ? above + below : 0.0f);
    const float count = 1 + ((l & r) ? 2.0f : 0.0f) + ((a & b) ? 2.0f : 0.0f);
    return flies ? 0 : sum / count;
}

SCENE_INLINE void scene_sample_stride(const float *above, const float *row, const float *below, int32_t stride,
                                      int32_t cells, const fathom_depth_model *model, float *out) {
    for (int32_t i = 0; i < cells; i++) {
        const int32_t u = i * stride;
        out[i] = scene_sample(row[u], row[u - 1], row[u + 1], above[u], below[u], model);
    }
}

SCENE_INLINE void scene_sample_row(const float *above, const float *row, const float *below, int32_t stride,
                                   int32_t cells, const fathom_depth_model *model, float *out) {
    // Constant strides become shuffles.
    switch (stride) {
    case 1: scene_sample_stride(above, row, below, 1, cells, model, out); break;
    case 2: scene_sample_stride(above, row, below, 2, cells, model, out); break;
    default: scene_sample_stride(above, row, below, stride, cells, model, out);
    }
}

SCENE_INLINE void scene_smooth(const fathom_scene_view *scene, const float *restrict in, int32_t reach,
                               const fathom_depth_model *model, float *restrict out) {
    const ptrdiff_t pitch = scene->pitch, down = reach * pitch;
    for (int32_t y = 0; y < scene->height; y++) {
        const float *row = in + y * pitch;
        float *target = out + y * pitch;
        for (int32_t x = 0; x < scene->width; x++) {
            const float z = row[x], l = row[x - reach], r = row[x + reach], a = row[x - down], b = row[x + down];
            const float limit = scene_step(model, z);
            const float kink = scene_kink(model, z);
            const int across = (fabsf(l - z) < limit) & (fabsf(r - z) < limit) & (fabsf(l + r - 2 * z) < kink);
            const int along = (fabsf(a - z) < limit) & (fabsf(b - z) < limit) & (fabsf(a + b - 2 * z) < kink);
            const float sum = z + (across ? l + r : 0.0f) + (along ? a + b : 0.0f);
            const float count = 1 + (across ? 2.0f : 0.0f) + (along ? 2.0f : 0.0f);
            target[x] = z > 0 ? sum / count : 0;
        }
    }
}

SCENE_INLINE void scene_normals(const fathom_scene_view *scene, const float *restrict z_image, int32_t reach,
                                const fathom_depth_model *model, float *restrict nx, float *restrict ny,
                                float *restrict nz) {
    const ptrdiff_t pitch = scene->pitch, down = reach * pitch;
    for (int32_t y = 0; y < scene->height; y++) {
        const ptrdiff_t start = y * pitch;
        const float *row = z_image + start, *rx = scene->ray_x + start, *ry = scene->ray_y + start;
        for (int32_t x = 0; x < scene->width; x++) {
            const float z = row[x];
            const float limit = scene_step(model, z);
            const float l = row[x - reach], r = row[x + reach], a = row[x - down], b = row[x + down];
            const float kink = scene_kink(model, z);
            // At an edge the flatter side is the cell's own.
            const float dl = fabsf(l - z), dr = fabsf(r - z), da = fabsf(a - z), db = fabsf(b - z);
            const int even_x = fabsf(l + r - 2 * z) < kink, even_y = fabsf(a + b - 2 * z) < kink;
            const int has_l = (dl < limit) & (even_x | (dl <= dr)), has_r = (dr < limit) & (even_x | (dr <= dl));
            const int has_a = (da < limit) & (even_y | (da <= db)), has_b = (db < limit) & (even_y | (db <= da));
            const float here_x = rx[x] * z, here_y = ry[x] * z;
            const float ux = (has_r ? rx[x + reach] * r : here_x) - (has_l ? rx[x - reach] * l : here_x);
            const float uy = (has_r ? ry[x + reach] * r : here_y) - (has_l ? ry[x - reach] * l : here_y);
            const float uz = (has_r ? r : z) - (has_l ? l : z);
            const float vx = (has_b ? rx[x + down] * b : here_x) - (has_a ? rx[x - down] * a : here_x);
            const float vy = (has_b ? ry[x + down] * b : here_y) - (has_a ? ry[x - down] * a : here_y);
            const float vz = (has_b ? b : z) - (has_a ? a : z);
            const float cx = vy * uz - vz * uy, cy = vz * ux - vx * uz, cz = vx * uy - vy * ux;
            const float square = cx * cx + cy * cy + cz * cz;
            const int is_known = (z > 0) & (square > 0);
            const float scale = is_known ? 1 / sqrtf(is_known ? square : 1) : 0;
            nx[start + x] = cx * scale;
            ny[start + x] = cy * scale;
            nz[start + x] = cz * scale;
        }
    }
}

// How far the surface bends inwards around cell `at`, from `reach` before to `reach` behind, over what counts as a crease.
typedef struct {
    float inwards, scale;    // scale > 0
} scene_fold;

SCENE_INLINE scene_fold scene_bend(const fathom_scene_view *scene, const float *restrict z, const float *restrict nx,
                              const float *restrict ny, const float *restrict nz, ptrdiff_t at, ptrdiff_t reach,
                              float limit) {
    const ptrdiff_t i = at - reach, j = at + reach;
    const float z0 = z[at], rx0 = scene->ray_x[at], ry0 = scene->ray_y[at], nx0 = nx[at], ny0 = ny[at], nz0 = nz[at];
    const float z1 = z[i], rx1 = scene->ray_x[i], ry1 = scene->ray_y[i], nx1 = nx[i], ny1 = ny[i], nz1 = nz[i];
    const float z2 = z[j], rx2 = scene->ray_x[j], ry2 = scene->ray_y[j], nx2 = nx[j], ny2 = ny[j], nz2 = nz[j];
    // Beyond an edge it is the cell itself that ends its surface.
    const int has_i = fabsf(z1 - z0) < limit, has_j = fabsf(z2 - z0) < limit;
    const float zi = has_i ? z1 : z0, zj = has_j ? z2 : z0;
    const float dx = (has_j ? rx2 : rx0) * zj - (has_i ? rx1 : rx0) * zi;
    const float dy = (has_j ? ry2 : ry0) * zj - (has_i ? ry1 : ry0) * zi;
    const float dz = zj - zi;
    const float length = sqrtf(dx * dx + dy * dy + dz * dz);
    const float ax = has_i ? nx1 : nx0, ay = has_i ? ny1 : ny0, az = has_i ? nz1 : nz0;
    const float bx = has_j ? nx2 : nx0, by = has_j ? ny2 : ny0, bz = has_j ? nz2 : nz0;
    const float inwards = (ax - bx) * dx + (ay - by) * dy + (az - bz) * dz;
    const float curved = scene->crease + length * scene->curvature;
    const float angle = curved < scene->crease_max ? curved : scene->crease_max;
    const int is_known = (az != 0) & (bz != 0) & (length > 0);
    return (scene_fold){is_known ? inwards : 0, is_known ? length * angle : 1};
}

// The one that bends more: divisions take longest, so only the last is divided.
SCENE_INLINE scene_fold scene_sharper(scene_fold a, scene_fold b) {
    const int first = a.inwards * b.scale > b.inwards * a.scale;
    return (scene_fold){first ? a.inwards : b.inwards, first ? a.scale : b.scale};
}

SCENE_INLINE void scene_creases(const fathom_scene_view *scene, const float *restrict z, const float *restrict nx,
                                const float *restrict ny, const float *restrict nz, int32_t reach,
                                const fathom_depth_model *model, float *restrict out) {
    const ptrdiff_t pitch = scene->pitch, down = reach * pitch;
    const ptrdiff_t slant = reach - reach / 3, falling = slant * (pitch + 1), rising = slant * (pitch - 1);
    for (int32_t y = 0; y < scene->height; y++) {
        for (int32_t x = 0; x < scene->width; x++) {
            const ptrdiff_t i = y * pitch + x;
            const float limit = scene_step(model, z[i]);
            const scene_fold a = scene_bend(scene, z, nx, ny, nz, i, reach, limit);
            const scene_fold b = scene_bend(scene, z, nx, ny, nz, i, down, limit);
            const scene_fold c = scene_bend(scene, z, nx, ny, nz, i, falling, limit);
            const scene_fold d = scene_bend(scene, z, nx, ny, nz, i, rising, limit);
            const scene_fold most = scene_sharper(scene_sharper(a, b), scene_sharper(c, d));
            out[i] = z[i] > 0 ? most.inwards / most.scale : 0;
        }
    }
}

// Whether cell i is not seen edge-on, so that its tangent plane tells a step.
SCENE_INLINE int scene_is_facing(const fathom_scene_view *scene, const float *restrict nx, const float *restrict ny,
                                 const float *restrict nz, ptrdiff_t i) {
    const float rx = scene->ray_x[i], ry = scene->ray_y[i];
    const float facing = nx[i] * rx + ny[i] * ry + nz[i];
    return facing * facing > 0.12f * (rx * rx + ry * ry + 1);
}

// Whether the step from cell i to cell j stays on one surface.
SCENE_INLINE int scene_linked(const fathom_scene_view *scene, const float *restrict z, const float *restrict nx,
                              const float *restrict ny, const float *restrict nz, ptrdiff_t i, ptrdiff_t j, float limit,
                              float offset) {
    const float dx = scene->ray_x[j] * z[j] - scene->ray_x[i] * z[i];
    const float dy = scene->ray_y[j] * z[j] - scene->ray_y[i] * z[i];
    const float dz = z[j] - z[i];
    const int on_i = fabsf(nx[i] * dx + ny[i] * dy + nz[i] * dz) < offset;
    const int on_j = fabsf(nx[j] * dx + ny[j] * dy + nz[j] * dz) < offset;
    const int faces_i = scene_is_facing(scene, nx, ny, nz, i), faces_j = scene_is_facing(scene, nx, ny, nz, j);
    const int neither = !(faces_i | faces_j);
    const int is_tangent = ((faces_i | neither) & on_i) | ((faces_j | neither) & on_j);
    return (z[i] > 0) & (z[j] > 0) & (fabsf(dz) < limit) & is_tangent;
}

SCENE_INLINE void scene_links(const fathom_scene_view *scene, const float *restrict z, const float *restrict nx,
                              const float *restrict ny, const float *restrict nz, const fathom_depth_model *model,
                              uint8_t *restrict out) {
    for (int32_t y = 0; y < scene->height; y++) {
        for (int32_t x = 0; x < scene->width; x++) {
            const ptrdiff_t i = y * scene->pitch + x;
            const float limit = scene_step(model, z[i]);
            const float sigma = model->sigma[0] + z[i] * (model->sigma[1] + z[i] * model->sigma[2]);
            const float offset = scene->offset + scene->offset_slope * z[i] + 2 * sigma;
            const int right = scene_linked(scene, z, nx, ny, nz, i, i + 1, limit, offset);
            const int down = scene_linked(scene, z, nx, ny, nz, i, i + scene->pitch, limit, offset);
            out[y * scene->width + x] = (uint8_t)(right | down << 1);
        }
    }
}

SCENE_INLINE void scene_classify(const fathom_scene_view *scene, const float *restrict z, const float *restrict nx,
                                 const float *restrict ny, const float *restrict nz, const float *restrict crease,
                                 const fathom_scene_plane *planes, int32_t plane_count, uint8_t *restrict kind,
                                 uint8_t *restrict plane_of) {
    for (int32_t y = 0; y < scene->height; y++) {
        const ptrdiff_t start = y * scene->pitch;
        uint8_t *kinds = kind + (ptrdiff_t)y * scene->width, *on = plane_of + (ptrdiff_t)y * scene->width;
        for (int32_t x = 0; x < scene->width; x++) {
            const int folds = crease[start + x] >= 1;
            kinds[x] = (uint8_t)(z[start + x] <= 0 ? FATHOM_SCENE_NONE : folds ? FATHOM_SCENE_CREASE : FATHOM_SCENE_SMOOTH);
            on[x] = 0;
        }
        for (int32_t p = 0; p < plane_count; p++) {
            const fathom_scene_plane plane = planes[p];
            for (int32_t x = 0; x < scene->width; x++) {
                const ptrdiff_t i = start + x;
                const float depth = z[i];
                const float height = depth * (plane.a * scene->ray_x[i] + plane.b * scene->ray_y[i] + plane.c) - plane.d;
                const float limit = plane.limit[0] + depth * (plane.limit[1] + depth * plane.limit[2]);
                const float slope = plane.a * nx[i] + plane.b * ny[i] + plane.c * nz[i];
                const int is_near = (depth > 0) & (height < limit) & (height > -3 * limit);
                const int is_level = (slope > 0.8f) | (nz[i] == 0);
                kinds[x] = (uint8_t)(is_near ? (is_level ? FATHOM_SCENE_PLANE : FATHOM_SCENE_CREASE) : kinds[x]);
                on[x] = (uint8_t)((is_near & is_level) ? p + 1 : on[x]);
            }
        }
    }
}

SCENE_INLINE void scene_ties(const uint8_t *restrict kind, const uint8_t *restrict links, int32_t width, int32_t height,
                             uint8_t *restrict out) {
    for (int32_t y = 0; y < height; y++) {
        const uint8_t *kinds = kind + (ptrdiff_t)y * width, *link = links + (ptrdiff_t)y * width;
        uint8_t *target = out + (ptrdiff_t)y * width;
        const ptrdiff_t up = y > 0 ? width : 0;
        const uint8_t above = y > 0 ? 2 : 0;
        for (int32_t x = 0; x < width; x++) {
            const uint8_t own = kinds[x], other = kinds[x - up];
            const uint8_t joins = (own == FATHOM_SCENE_PLANE) | (own == FATHOM_SCENE_SMOOTH);
            const uint8_t is_above = joins & (own == other) & ((link[x - up] & above) != 0);
            const uint8_t is_hole = (own == FATHOM_SCENE_NONE) & (other != FATHOM_SCENE_NONE);
            target[x] = (uint8_t)(is_above * FATHOM_SCENE_ABOVE | is_hole * FATHOM_SCENE_HOLE);
        }
        for (int32_t x = 1; x < width; x++) {
            const uint8_t own = kinds[x], other = kinds[x - 1];
            const uint8_t joins = (own == FATHOM_SCENE_PLANE) | (own == FATHOM_SCENE_SMOOTH);
            const uint8_t is_left = joins & (own == other) & (link[x - 1] & 1);
            const uint8_t is_hole = (own == FATHOM_SCENE_NONE) & (other != FATHOM_SCENE_NONE);
            target[x] |= (uint8_t)(is_left * FATHOM_SCENE_LEFT | is_hole * FATHOM_SCENE_HOLE);
        }
    }
}

SCENE_INLINE void scene_outline(const uint16_t *restrict labels, const float *restrict z, int32_t width, int32_t height,
                                uint8_t *restrict out) {
    for (int32_t y = 0; y < height; y++) {
        const ptrdiff_t start = (ptrdiff_t)y * width;
        const uint16_t *row = labels + start;
        uint8_t *target = out + start;
        for (int32_t x = 0; x < width; x++) {
            target[x] = (uint8_t)((row[x] != 0) & (z[start + x] > 0));
        }
        if (y == 0 || y == height - 1) continue;
        for (int32_t x = 1; x < width - 1; x++) {
            const uint16_t own = row[x];
            const int inside = (own != 0) & (row[x - 1] == own) & (row[x + 1] == own) & (row[x - width] == own) &
                               (row[x + width] == own);
            target[x] |= (uint8_t)(inside * FATHOM_SCENE_INSIDE);
        }
    }
}

// In integers: their sums and least do not depend on the order, and bits of floats ≥ 0 are in the order of the floats.
SCENE_INLINE fathom_scene_run scene_sum(const float *restrict x, const float *restrict y, const float *restrict z,
                                        int32_t count) {
    int32_t measured = 0, depth = 0, least = INT32_MAX;
    for (int32_t i = 0; i < count; i++) {
        const float square = x[i] * x[i] + y[i] * y[i] + z[i] * z[i];
        const int is_measured = z[i] > 0;
        int32_t bits;
        memcpy(&bits, &square, sizeof bits);
        measured += is_measured;
        depth += is_measured ? (int32_t)((z[i] < 1000 ? z[i] : 1000) * 4096) : 0;
        bits = is_measured ? bits : INT32_MAX;
        least = bits < least ? bits : least;
    }
    fathom_scene_run run = {measured, depth, INFINITY};
    if (least != INT32_MAX) memcpy(&run.nearest, &least, sizeof least);
    return run;
}

SCENE_INLINE fathom_scene_relief scene_level(const float *restrict z, const float *restrict ray_x,
                                             const float *restrict ray_y, const float *restrict crease, int32_t count,
                                             const float *plane) {
    const float a = plane[0], b = plane[1], c = plane[2], d = plane[3];
    float lowest[8], highest[8], inwards[8], depth[8];
    for (int k = 0; k < 8; k++) {
        lowest[k] = INFINITY;
        highest[k] = -INFINITY;
        inwards[k] = depth[k] = 0;
    }
    for (int32_t i = 0; i < count; i += 8) {
        const int lanes = count - i < 8 ? count - i : 8;
        if (lanes == 8) {
            for (int k = 0; k < 8; k++) {
                const float height = z[i + k] * (a * ray_x[i + k] + b * ray_y[i + k] + c) - d;
                const float fold = crease[i + k] > 1 ? 1 : crease[i + k];
                lowest[k] = height < lowest[k] ? height : lowest[k];
                highest[k] = height > highest[k] ? height : highest[k];
                inwards[k] += fold < -1 ? -1 : fold;
                depth[k] += z[i + k];
            }
        } else {
            for (int k = 0; k < lanes; k++) {
                const float height = z[i + k] * (a * ray_x[i + k] + b * ray_y[i + k] + c) - d;
                const float fold = crease[i + k] > 1 ? 1 : crease[i + k];
                lowest[k] = height < lowest[k] ? height : lowest[k];
                highest[k] = height > highest[k] ? height : highest[k];
                inwards[k] += fold < -1 ? -1 : fold;
                depth[k] += z[i + k];
            }
        }
    }
    fathom_scene_relief relief = {INFINITY, -INFINITY, 0, 0};
    for (int k = 0; k < 8; k++) {
        relief.lowest = lowest[k] < relief.lowest ? lowest[k] : relief.lowest;
        relief.highest = highest[k] > relief.highest ? highest[k] : relief.highest;
        relief.inwards += inwards[k];
        relief.depth += depth[k];
    }
    return relief;
}

SCENE_INLINE void scene_growth(const uint8_t *restrict kind, const uint8_t *restrict links, int32_t width, int32_t height,
                               uint8_t *restrict out) {
    for (int32_t y = 0; y < height; y++) {
        const uint8_t *kinds = kind + (ptrdiff_t)y * width, *link = links + (ptrdiff_t)y * width;
        uint8_t *target = out + (ptrdiff_t)y * width;
        const ptrdiff_t up = y > 0 ? width : 0, down = y + 1 < height ? width : 0;
        // No link leads out of the image, so what lies there may be anything.
        const uint8_t above = y > 0 ? 2 : 0;
        for (int32_t x = 0; x < width; x++) {
            const int is_above = ((link[x - up] & above) != 0) & (kinds[x - up] == FATHOM_SCENE_SMOOTH);
            const int is_below = ((link[x] & 2) != 0) & (kinds[x + down] == FATHOM_SCENE_SMOOTH);
            const int from = is_above ? FATHOM_SCENE_FROM_ABOVE : is_below ? FATHOM_SCENE_FROM_BELOW : FATHOM_SCENE_ALONE;
            target[x] = (uint8_t)(kinds[x] == FATHOM_SCENE_CREASE ? from : 0);
        }
        for (int32_t x = 0; x + 1 < width; x++) {
            const int is_right = ((link[x] & 1) != 0) & (kinds[x + 1] == FATHOM_SCENE_SMOOTH);
            const int later = (target[x] == FATHOM_SCENE_FROM_BELOW) | (target[x] == FATHOM_SCENE_ALONE);
            target[x] = (uint8_t)(is_right & later ? FATHOM_SCENE_FROM_RIGHT : target[x]);
        }
        for (int32_t x = 1; x < width; x++) {
            const int is_left = ((link[x - 1] & 1) != 0) & (kinds[x - 1] == FATHOM_SCENE_SMOOTH);
            const int later = (target[x] != 0) & (target[x] != FATHOM_SCENE_FROM_ABOVE);
            target[x] = (uint8_t)(is_left & later ? FATHOM_SCENE_FROM_LEFT : target[x]);
        }
    }
}

// Whether two colours may be one in another light: the same direction in RGB, not far from as bright.
SCENE_INLINE int scene_is_shade(uint32_t one, uint32_t two, float sine, float ratio) {
    const float r = (float)(int32_t)(one >> 16 & 255), g = (float)(int32_t)(one >> 8 & 255), b = (float)(int32_t)(one & 255);
    const float u = (float)(int32_t)(two >> 16 & 255), v = (float)(int32_t)(two >> 8 & 255), w = (float)(int32_t)(two & 255);
    const float first = r * r + g * g + b * b, second = u * u + v * v + w * w, product = r * u + g * v + b * w;
    // Below that, noise decides the direction.
    const float lit = first > 2500 ? first : 2500, other = second > 2500 ? second : 2500;
    const float most = first > second ? first : second, least = first > second ? second : first;
    return (first * second - product * product <= sine * sine * lit * other) & (most <= ratio * ratio * (least + 400));
}

SCENE_INLINE void scene_changes(const uint32_t *restrict colors, ptrdiff_t pitch, int32_t width, int32_t height,
                                int32_t apart, float sine, float ratio, uint8_t *restrict out) {
    for (int32_t y = 0; y < height; y += apart) {
        // Below the last row, that row itself: no change.
        const uint32_t *row = colors + y * pitch, *below = y + apart < height ? row + apart * pitch : row;
        uint8_t *target = out + (ptrdiff_t)y * width;
        const int32_t inside = width > apart ? width - apart : 0;
        for (int32_t x = 0; x < inside; x++) {
            const int right = !scene_is_shade(row[x], row[x + apart], sine, ratio);
            const int down = !scene_is_shade(row[x], below[x], sine, ratio);
            target[x] = (uint8_t)(right | down << 1);
        }
        for (int32_t x = inside; x < width; x++) {
            target[x] = (uint8_t)(!scene_is_shade(row[x], below[x], sine, ratio) << 1);
        }
    }
}

#endif
