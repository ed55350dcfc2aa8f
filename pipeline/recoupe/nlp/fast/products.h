/* Rows by weights, the product of which the encoders are made, in the way that suits the processor. */
#pragma once

#include <stdlib.h>

#include "way.h"
#if defined(KNOWS_PROCESSOR)
#include "matrices.h"
#endif

/* The weights of a group stand together: for each input GROUP floats. */
static void pack_floats(const float *panel, ptrdiff_t inputs, uint16_t *packed) {
    for (int group = 0; group < COLUMNS / GROUP; group++)
        for (ptrdiff_t input = 0; input < inputs; input++)
            memcpy(
                (float *)packed + (group * inputs + input) * GROUP, panel + input * COLUMNS + group * GROUP,
                GROUP * sizeof(float));
}

static const void *take_pointers(const float *const *rows, ptrdiff_t count, ptrdiff_t inputs, uint16_t *room) {
    (void)count, (void)inputs, (void)room;
    return rows;
}

static void nothing_to_do(void) {}

/* COUNT rows by three vectors at a time: so many sums, with the weights and one number of a row, stay in the registers
of a processor. */
#define MULTIPLY_BY(NAME, VECTOR, COUNT) \
    static void NAME( \
        const void *taken, ptrdiff_t count, const uint16_t *panel, ptrdiff_t inputs, const float *bias, float *out, \
        ptrdiff_t step) { \
        enum { WIDE = sizeof(VECTOR) / sizeof(float) }; \
        const float *const *rows = (const float *const *)taken; \
        for (int column = 0; column < COLUMNS; column += 3 * WIDE) \
            for (ptrdiff_t row = 0; row < count; row += COUNT) { \
                VECTOR sums[COUNT][3]; \
                for (int i = 0; i < COUNT; i++) \
                    for (int k = 0; k < 3; k++) sums[i][k] = *(const VECTOR *)(bias + column + k * WIDE); \
                const float *weights = (const float *)panel + column / GROUP * inputs * GROUP + column % GROUP; \
                for (ptrdiff_t input = 0; input < inputs; input++, weights += GROUP) { \
                    const VECTOR a = *(const VECTOR *)weights, b = *(const VECTOR *)(weights + WIDE), \
                                 c = *(const VECTOR *)(weights + 2 * WIDE); \
                    _Pragma("GCC unroll 8") for (int i = 0; i < COUNT; i++) { \
                        const float one = rows[row + i][input]; \
                        sums[i][0] += one * a; \
                        sums[i][1] += one * b; \
                        sums[i][2] += one * c; \
                    } \
                } \
                for (int i = 0; i < COUNT; i++) \
                    for (int k = 0; k < 3; k++) \
                        *(VECTOR *)(out + (row + i) * step + column + k * WIDE) = sums[i][k]; \
            } \
    }
#define WAY_OF_FLOATS(NAME, MULTIPLY) \
    {NAME, 1, sizeof(float) / 2, pack_floats, nothing_to_do, take_pointers, MULTIPLY, nothing_to_do}
typedef float Four __attribute__((vector_size(16), aligned(4), may_alias));

#if !defined(KNOWS_PROCESSOR)
MULTIPLY_BY(multiply_plain, Four, 8) /* most others have thirty-two registers */
static const Way PLAIN = WAY_OF_FLOATS("plain", multiply_plain);

static const Way *way(void) { return &PLAIN; }
#else
typedef float Eight __attribute__((vector_size(32), aligned(4), may_alias));
MULTIPLY_BY(multiply_plain, Four, 4)
__attribute__((target("avx2,fma"))) MULTIPLY_BY(multiply_fused, Eight, 4)
__attribute__((target("avx512f"))) MULTIPLY_BY(multiply_wide, Lanes, 8)
static const Way PLAIN = WAY_OF_FLOATS("plain", multiply_plain);
static const Way FUSED = WAY_OF_FLOATS("avx2", multiply_fused);
static const Way WIDE = WAY_OF_FLOATS("avx512", multiply_wide);

/* The first that this processor has, of those after the one asked for. */
static const Way *best_way(void) {
    const char *asked = getenv("RECOUPE_VECTORS");
    const Way *const ways[] = {&MATRICES, &WIDE, &FUSED, &PLAIN};
    const int has[] = {
        has_matrices(), __builtin_cpu_supports("avx512f"),
        __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"), 1};
    int first = 0;
    for (int i = 0; asked && i < 4; i++)
        if (strcmp(ways[i]->name, asked) == 0) first = i;
    while (!has[first]) first++;
    return ways[first];
}

static const Way *way(void) {
    static const Way *found;
    if (!found) found = best_way();
    return found;
}
#endif

/* Sixteen bits that a panel takes; and that TILE rows take, where they move. */
static inline ptrdiff_t panel_size(ptrdiff_t inputs) { return COLUMNS * filled(inputs, way()->unit) * way()->halves; }
static inline ptrdiff_t room_size(ptrdiff_t inputs) { return TILE * filled(inputs, way()->unit) * way()->halves; }
