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

LANES double sum_of(lanes values) {
    double sum = values[0];
    for (int k = 1; k < 8; k++) sum += values[k];
    return sum;
}

LANES int32_t count_of(mask negatives) {
    int64_t count = 0;
    for (int k = 0; k < 8; k++) count -= negatives[k];
    return (int32_t)count;
}

LANES uint32_t bits_of(mask bits) {
    int64_t all = 0;
    for (int k = 0; k < 8; k++) all |= bits[k];
    return (uint32_t)all;
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

#endif
