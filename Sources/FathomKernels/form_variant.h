// The form kernels of one variant: define FATHOM_TARGET to its target attribute, then include.

#include "form_lanes.h"

FATHOM_TARGET static void ends(const fathom_points *points, const double *axis, double *out) {
    lanes least = all(INFINITY), next_least = least, most = all(-INFINITY), next_most = most;
    for (int32_t i = 0; i < points->count; i += 8) {
        const lanes value = lanes_at(points->x + i) * axis[0] + lanes_at(points->y + i) * axis[1] +
                            lanes_at(points->z + i) * axis[2];
        const mask is_point = value == value;
        const lanes low = choose(is_point, value, all(INFINITY)), high = choose(is_point, value, all(-INFINITY));
        next_least = least_of(next_least, most_of(least, low));
        least = least_of(least, low);
        next_most = most_of(next_most, least_of(most, high));
        most = most_of(most, high);
    }
    double a = INFINITY, b = INFINITY, c = -INFINITY, d = -INFINITY;
    for (int k = 0; k < 16; k++) {
        const double low = k < 8 ? least[k] : next_least[k - 8], high = k < 8 ? most[k] : next_most[k - 8];
        const double inner = low > a ? low : a, outer = high < d ? high : d;
        b = inner < b ? inner : b;
        a = low < a ? low : a;
        c = outer > c ? outer : c;
        d = high > d ? high : d;
    }
    out[0] = a, out[1] = b, out[2] = c, out[3] = d;
}

FATHOM_TARGET static void masses(const fathom_points *points, const double *axis, double low, double high, double near,
                                 double next, double *out) {
    mask counts[4] = {0};
    lanes sum_low = all(0), sum_high = all(0);
    for (int32_t i = 0; i < points->count; i += 8) {
        const lanes value = lanes_at(points->x + i) * axis[0] + lanes_at(points->y + i) * axis[1] +
                            lanes_at(points->z + i) * axis[2];
        const lanes from_low = value - low, from_high = high - value;
        const mask near_low = from_low < near, near_high = from_high < near;
        counts[0] += near_low;
        counts[1] += ~near_low & (from_low < next);
        counts[2] += near_high;
        counts[3] += ~near_high & (from_high < next);
        sum_low += keep(near_low, value);
        sum_high += keep(near_high, value);
    }
    out[0] = count_of(counts[0]), out[1] = sum_of(sum_low), out[2] = count_of(counts[1]);
    out[3] = count_of(counts[2]), out[4] = sum_of(sum_high), out[5] = count_of(counts[3]);
}

typedef struct {
    lanes rows[10], right[4], squares;
    mask count;
} normal_lanes;

LANES normal_lanes no_lanes(void) {
    normal_lanes none;
    for (int k = 0; k < 10; k++) none.rows[k] = all(0);
    for (int k = 0; k < 4; k++) none.right[k] = all(0);
    none.squares = all(0);
    none.count = (mask){0};
    return none;
}

LANES void add_lanes(normal_lanes *to, mask which, lanes a, lanes b, lanes c, lanes d, lanes error) {
    a = keep(which, a), b = keep(which, b), c = keep(which, c), d = keep(which, d), error = keep(which, error);
    to->rows[0] += a * a, to->rows[1] += a * b, to->rows[2] += a * c, to->rows[3] += a * d;
    to->rows[4] += b * b, to->rows[5] += b * c, to->rows[6] += b * d;
    to->rows[7] += c * c, to->rows[8] += c * d;
    to->rows[9] += d * d;
    to->right[0] += a * error, to->right[1] += b * error, to->right[2] += c * error, to->right[3] += d * error;
    to->squares += error * error;
    to->count += which;
}

LANES void sum_lanes(const normal_lanes *from, fathom_normal_sums *sums) {
    for (int k = 0; k < 10; k++) sums->rows[k] = sum_of(from->rows[k]);
    for (int k = 0; k < 4; k++) sums->right[k] = sum_of(from->right[k]);
    sums->count = count_of(from->count);
    sums->squares = sum_of(from->squares);
}

FATHOM_TARGET static void fit_upright(const fathom_points *points, const fathom_form_upright *form, double cutoff,
                                      double sigma, fathom_normal_sums *sums) {
    normal_lanes normal = no_lanes();
    for (int32_t i = 0; i < points->count; i += 8) {
        const lanes z = lanes_at(points->z + i);
        const lanes dx = lanes_at(points->x + i) - form->x, dy = lanes_at(points->y + i) - form->y;
        const lanes height = z - form->middle, distance = root(dx * dx + dy * dy);
        const lanes error = distance - form->radius - form->slant * height, size = size_of(error);
        const mask agrees = (distance > 1e-9) & (size <= cutoff) & (size <= form->top - z + sigma);
        const lanes inverse = -1 / distance;
        add_lanes(&normal, agrees, dx * inverse, dy * inverse, all(-1), -height, error);
    }
    sum_lanes(&normal, sums);
}

FATHOM_TARGET static void fit_rod(const fathom_points *points, const fathom_form_rod *form, double cutoff, double sigma,
                                  fathom_normal_sums *sums) {
    normal_lanes normal = no_lanes();
    for (int32_t i = 0; i < points->count; i += 8) {
        const lanes x = lanes_at(points->x + i), y = lanes_at(points->y + i);
        const lanes aside = y * form->axis[0] - x * form->axis[1] - form->offset;
        const lanes above = lanes_at(points->z + i) - form->height, along = x * form->axis[0] + y * form->axis[1];
        const lanes distance = root(aside * aside + above * above), error = distance - form->radius;
        const lanes size = size_of(error), to_end = least_of(along - form->low, form->high - along);
        const mask agrees = (distance > 1e-9) & (size <= cutoff) & (size <= to_end + sigma);
        const lanes inverse = -1 / distance;
        add_lanes(&normal, agrees, aside * inverse, above * inverse, all(-1), all(0), error);
    }
    sum_lanes(&normal, sums);
}

FATHOM_TARGET static void fit_ball(const fathom_points *points, const double *center, double radius, double cutoff,
                                   fathom_normal_sums *sums) {
    normal_lanes normal = no_lanes();
    for (int32_t i = 0; i < points->count; i += 8) {
        const lanes dx = lanes_at(points->x + i) - center[0], dy = lanes_at(points->y + i) - center[1];
        const lanes dz = lanes_at(points->z + i) - center[2], length = root(dx * dx + dy * dy + dz * dz);
        const lanes error = length - radius, inverse = -1 / length;
        const mask agrees = (length > 1e-9) & (size_of(error) <= cutoff);
        add_lanes(&normal, agrees, dx * inverse, dy * inverse, dz * inverse, all(-1), error);
    }
    sum_lanes(&normal, sums);
}

// What one point's distance adds to a misfit.
LANES lanes capped(lanes distance, double cap) {
    const lanes square = distance * distance;
    return keep(square == square, least_of(square, all(cap)));
}

LANES lanes from_upright(const fathom_points *points, int32_t i, const fathom_form_upright *form) {
    const lanes dx = lanes_at(points->x + i) - form->x, dy = lanes_at(points->y + i) - form->y;
    const lanes z = lanes_at(points->z + i), radius = form->radius + form->slant * (z - form->middle);
    const lanes flank = root(dx * dx + dy * dy) - most_of(radius, all(0));
    const double slope = sqrt(1 + form->slant * form->slant);
    return most_of(most_of(flank / slope, z - form->top), form->bottom - z);
}

FATHOM_TARGET static double misfit_upright(const fathom_points *points, const fathom_form_upright *form, double cap) {
    lanes sum = all(0);
    for (int32_t i = 0; i < points->count; i += 8) sum += capped(from_upright(points, i, form), cap);
    return sum_of(sum);
}

FATHOM_TARGET static double misfit_rod(const fathom_points *points, const fathom_form_rod *form, double cap) {
    lanes sum = all(0);
    for (int32_t i = 0; i < points->count; i += 8) {
        const lanes x = lanes_at(points->x + i), y = lanes_at(points->y + i);
        const lanes aside = y * form->axis[0] - x * form->axis[1] - form->offset;
        const lanes above = lanes_at(points->z + i) - form->height, along = x * form->axis[0] + y * form->axis[1];
        const lanes flank = root(aside * aside + above * above) - form->radius;
        sum += capped(most_of(most_of(flank, along - form->high), form->low - along), cap);
    }
    return sum_of(sum);
}

// The coordinates of points in the axes of a block.
typedef struct {
    lanes x, y, z;
} place;

LANES place place_in(const fathom_form_block *form, const fathom_points *points, int32_t i) {
    const lanes dx = lanes_at(points->x + i) - form->center[0], dy = lanes_at(points->y + i) - form->center[1];
    const lanes dz = lanes_at(points->z + i) - form->center[2];
    const double *a = form->axes;
    return (place){dx * a[0] + dy * a[1] + dz * a[2], dx * a[3] + dy * a[4] + dz * a[5], dx * a[6] + dy * a[7] + dz * a[8]};
}

FATHOM_TARGET static double misfit_block(const fathom_points *points, const fathom_form_block *form, double cap) {
    lanes sum = all(0);
    for (int32_t i = 0; i < points->count; i += 8) {
        const place local = place_in(form, points, i);
        const lanes x = size_of(local.x) - form->half[0], y = size_of(local.y) - form->half[1];
        const lanes z = size_of(local.z) - form->half[2];
        const lanes out_x = most_of(x, all(0)), out_y = most_of(y, all(0)), out_z = most_of(z, all(0));
        const lanes inside = least_of(most_of(most_of(x, y), z), all(0));
        // What is not a number stays that: most_of gives its second.
        sum += capped(root(out_x * out_x + out_y * out_y + out_z * out_z) + inside + (local.x - local.x), cap);
    }
    return sum_of(sum);
}

FATHOM_TARGET static double misfit_ball(const fathom_points *points, const double *center, double radius, double cap) {
    lanes sum = all(0);
    for (int32_t i = 0; i < points->count; i += 8) {
        const lanes dx = lanes_at(points->x + i) - center[0], dy = lanes_at(points->y + i) - center[1];
        const lanes dz = lanes_at(points->z + i) - center[2];
        sum += capped(root(dx * dx + dy * dy + dz * dz) - radius, cap);
    }
    return sum_of(sum);
}

FATHOM_TARGET static void walls(const fathom_points *points, const fathom_form_block *form, const double *side,
                                double reach, double *out) {
    lanes sums[10];
    mask counts[2] = {0};
    for (int k = 0; k < 10; k++) sums[k] = all(0);
    for (int32_t i = 0; i < points->count; i += 8) {
        const place local = place_in(form, points, i);
        const lanes to_x = size_of(side[0] * local.x - form->half[0]), to_y = size_of(side[1] * local.y - form->half[1]);
        const lanes limit = least_of(all(reach), size_of(form->half[2] - local.z));
        const mask on_x = (to_x < limit) & (to_x < to_y), on_y = (to_y < limit) & (to_y <= to_x);
        for (int wall = 0; wall < 2; wall++) {
            const mask on = wall ? on_y : on_x;
            const lanes x = keep(on, local.x), y = keep(on, local.y);
            counts[wall] += on;
            sums[5 * wall] += x, sums[5 * wall + 1] += y;
            sums[5 * wall + 2] += x * x, sums[5 * wall + 3] += y * y, sums[5 * wall + 4] += x * y;
        }
    }
    for (int wall = 0; wall < 2; wall++) {
        out[6 * wall] = count_of(counts[wall]);
        for (int k = 0; k < 5; k++) out[6 * wall + 1 + k] = sum_of(sums[5 * wall + k]);
    }
}

FATHOM_TARGET static int32_t on_plane(const fathom_points *points, const double *origin, const double *normal,
                                      double tolerance) {
    mask count = {0};
    for (int32_t i = 0; i < points->count; i += 8) {
        const lanes dx = lanes_at(points->x + i) - origin[0], dy = lanes_at(points->y + i) - origin[1];
        const lanes dz = lanes_at(points->z + i) - origin[2];
        count += size_of(dx * normal[0] + dy * normal[1] + dz * normal[2]) < tolerance;
    }
    return count_of(count);
}

// A bit for the eighth of the turn that a direction lies in.
LANES mask eighth(lanes x, lanes y) {
    const mask quarter = ((x > 0) & 4) | ((y > 0) & 2);
    return (mask){1, 1, 1, 1, 1, 1, 1, 1} << (quarter | ((size_of(x) > size_of(y)) & 1));
}

FATHOM_TARGET static uint32_t sectors(const fathom_points *points, const fathom_form_upright *form, double slack) {
    mask bits = {0};
    for (int32_t i = 0; i < points->count; i += 8) {
        const lanes dx = lanes_at(points->x + i) - form->x, dy = lanes_at(points->y + i) - form->y;
        const lanes radius = form->radius + form->slant * (lanes_at(points->z + i) - form->middle);
        const lanes error = root(dx * dx + dy * dy) - most_of(radius, all(0));
        bits |= (size_of(error) < slack) & eighth(dx, dy);
    }
    return bits_of(bits);
}

FATHOM_TARGET static uint32_t corners(const fathom_points *points, const fathom_form_block *form, double reach) {
    mask bits = {0};
    for (int32_t i = 0; i < points->count; i += 8) {
        const place local = place_in(form, points, i);
        const lanes x = form->half[0] - size_of(local.x), y = form->half[1] - size_of(local.y);
        const mask corner = ((local.x > 0) & 2) | ((local.y > 0) & 1);
        bits |= (x * x + y * y < reach * reach) & ((mask){1, 1, 1, 1, 1, 1, 1, 1} << corner);
    }
    return bits_of(bits);
}

FATHOM_TARGET static fathom_form_opening open_top(const fathom_points *points, const fathom_form_upright *form,
                                                  const double *viewpoint, double depth, double band) {
    mask deep = {0}, covering = {0}, rim = {0};
    const double radius = form->radius + form->slant * (form->top - form->middle), top_radius = radius > 0 ? radius : 0;
    const double slope = sqrt(1 + form->slant * form->slant);
    for (int32_t i = 0; i < points->count; i += 8) {
        const lanes x = lanes_at(points->x + i), y = lanes_at(points->y + i), z = lanes_at(points->z + i);
        const lanes tx = viewpoint[0] - x, ty = viewpoint[1] - y, tz = viewpoint[2] - z;
        const lanes scale = depth / most_of(root(tx * tx + ty * ty + tz * tz), all(1e-9));
        const lanes bx = x + tx * scale - form->x, by = y + ty * scale - form->y, bz = z + tz * scale;
        const lanes there = form->radius + form->slant * (bz - form->middle);
        const lanes flank = (root(bx * bx + by * by) - most_of(there, all(0))) / slope;
        const lanes distance = most_of(most_of(flank, bz - form->top), form->bottom - bz);
        deep += (distance < -0.2 * depth) & (z < form->top - band / 2);
        const lanes dx = x - form->x, dy = y - form->y;
        const mask at_top = z > form->top - band, within = dx * dx + dy * dy < 0.36 * top_radius * top_radius;
        covering += at_top & within;
        rim |= at_top & ~within & eighth(dx, dy);
    }
    return (fathom_form_opening){count_of(deep), count_of(covering), bits_of(rim)};
}

FATHOM_TARGET static void slices(const fathom_points *points, const double *along, const double *across, double low,
                                 double length, double *out) {
    lanes sums[5];
    mask counts[5] = {0};
    for (int k = 0; k < 5; k++) sums[k] = all(0);
    for (int32_t i = 0; i < points->count; i += 8) {
        const lanes x = lanes_at(points->x + i), y = lanes_at(points->y + i), z = lanes_at(points->z + i);
        const lanes slice = 5 * (x * along[0] + y * along[1] + z * along[2] - low) / length;
        const lanes aside = x * across[0] + y * across[1] + z * across[2];
        for (int k = 0; k < 5; k++) {
            const mask is_in = (k == 0 ? slice < 1 : slice >= k) & (k == 4 ? slice == slice : slice < k + 1);
            counts[k] += is_in;
            sums[k] += keep(is_in, aside);
        }
    }
    for (int k = 0; k < 5; k++) out[k] = count_of(counts[k]), out[5 + k] = sum_of(sums[k]);
}

FATHOM_TARGET static void rectangle(const float *x, const float *y, int32_t count, float cosine, float sine, float *out) {
    float_lanes low_along = floats_at(x) * cosine + floats_at(y) * sine, high_along = low_along;
    float_lanes low_across = floats_at(y) * cosine - floats_at(x) * sine, high_across = low_across;
    for (int32_t i = 16; i < count; i += 16) {
        const float_lanes along = floats_at(x + i) * cosine + floats_at(y + i) * sine;
        const float_lanes across = floats_at(y + i) * cosine - floats_at(x + i) * sine;
        low_along = least_floats(along, low_along), high_along = most_floats(along, high_along);
        low_across = least_floats(across, low_across), high_across = most_floats(across, high_across);
    }
    out[0] = least_float(low_along), out[1] = least_float(low_across);
    out[2] = -least_float(-high_along), out[3] = -least_float(-high_across);
}

FATHOM_TARGET static float closeness(const float *x, const float *y, int32_t count, float cosine, float sine, float least) {
    float ends[4];
    rectangle(x, y, count, cosine, sine, ends);
    float_lanes sums = {0};
    for (int32_t i = 0; i < count; i += 16) {
        const float_lanes along = floats_at(x + i) * cosine + floats_at(y + i) * sine;
        const float_lanes across = floats_at(y + i) * cosine - floats_at(x + i) * sine;
        const float_lanes nearest_along = least_floats(along - ends[0], ends[2] - along);
        const float_lanes nearest = least_floats(nearest_along, least_floats(across - ends[1], ends[3] - across));
        sums += 1 / most_floats(nearest, (float_lanes){0} + least);
    }
    return sum_of_floats(sums);
}

#define FORM_KERNELS                                                                                                \
    {                                                                                                               \
        ends, masses, fit_upright, fit_rod, fit_ball, misfit_upright, misfit_rod, misfit_block, misfit_ball, walls, \
            on_plane, sectors, corners, open_top, slices, rectangle, closeness                                      \
    }
