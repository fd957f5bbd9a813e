// Eight doubles, or sixteen floats, at a time: vectors that the compiler maps to what the variant has.
//
// Define FATHOM_TARGET to the variant's target attribute, then include.
#ifndef FATHOM_FORM_LANES_H
#define FATHOM_FORM_LANES_H

#include <math.h>
#include <string.h>

#include "fathom_forms.h"

#pragma STDC FP_CONTRACT OFF
// No such vector leaves its file.
#pragma clang diagnostic ignored "-Wpsabi"

#define LANES static inline __attribute__((always_inline)) FATHOM_TARGET

typedef double lanes __attribute__((vector_size(64)));
typedef int64_t mask __attribute__((vector_size(64)));
typedef float float_lanes __attribute__((vector_size(64)));
typedef int32_t float_mask __attribute__((vector_size(64)));

LANES lanes lanes_at(const double *source) {
    lanes values;
    memcpy(&values, source, sizeof values);
    return values;
}

LANES lanes all(double value) {
    return (lanes){value, value, value, value, value, value, value, value};
}

LANES lanes keep(mask which, lanes values) {
    return (lanes)(which & (mask)values);
}

LANES lanes choose(mask which, lanes values, lanes others) {
    return (lanes)((which & (mask)values) | (~which & (mask)others));
}

LANES lanes least_of(lanes a, lanes b) {
    return choose(a < b, a, b);
}

LANES lanes most_of(lanes a, lanes b) {
    return choose(a > b, a, b);
}

LANES lanes root(lanes values) {
    return __builtin_elementwise_sqrt(values);
}

LANES lanes size_of(lanes values) {
    return __builtin_elementwise_abs(values);
}

// Halves are added to halves.
LANES double sum_of(lanes v) {
    const lanes four = v + __builtin_shufflevector(v, v, 4, 5, 6, 7, 0, 1, 2, 3);
    const lanes two = four + __builtin_shufflevector(four, four, 2, 3, 0, 1, 6, 7, 4, 5);
    return two[0] + two[1];
}

LANES int32_t count_of(mask v) {
    const mask four = v + __builtin_shufflevector(v, v, 4, 5, 6, 7, 0, 1, 2, 3);
    const mask two = four + __builtin_shufflevector(four, four, 2, 3, 0, 1, 6, 7, 4, 5);
    return (int32_t) - (two[0] + two[1]);
}

LANES uint32_t bits_of(mask v) {
    const mask four = v | __builtin_shufflevector(v, v, 4, 5, 6, 7, 0, 1, 2, 3);
    const mask two = four | __builtin_shufflevector(four, four, 2, 3, 0, 1, 6, 7, 4, 5);
    return (uint32_t)(two[0] | two[1]);
}

LANES float_lanes floats_at(const float *source) {
    float_lanes values;
    memcpy(&values, source, sizeof values);
    return values;
}

LANES float_lanes choose_floats(float_mask which, float_lanes values, float_lanes others) {
    return (float_lanes)((which & (float_mask)values) | (~which & (float_mask)others));
}

LANES float_lanes least_floats(float_lanes a, float_lanes b) {
    return choose_floats(a < b, a, b);
}

LANES float_lanes most_floats(float_lanes a, float_lanes b) {
    return choose_floats(a > b, a, b);
}

LANES float_lanes half_floats(float_lanes v) {
    return __builtin_shufflevector(v, v, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7);
}

LANES float_lanes quarter_floats(float_lanes v) {
    return __builtin_shufflevector(v, v, 4, 5, 6, 7, 0, 1, 2, 3, 12, 13, 14, 15, 8, 9, 10, 11);
}

LANES float_lanes eighth_floats(float_lanes v) {
    return __builtin_shufflevector(v, v, 2, 3, 0, 1, 6, 7, 4, 5, 10, 11, 8, 9, 14, 15, 12, 13);
}

LANES float least_float(float_lanes v) {
    v = least_floats(v, half_floats(v));
    v = least_floats(v, quarter_floats(v));
    v = least_floats(v, eighth_floats(v));
    return v[0] < v[1] ? v[0] : v[1];
}

LANES float sum_of_floats(float_lanes v) {
    v += half_floats(v);
    v += quarter_floats(v);
    v += eighth_floats(v);
    return v[0] + v[1];
}

#endif
