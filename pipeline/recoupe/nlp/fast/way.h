/* What a way to multiply rows by weights is. products.h has the ways for vectors, matrices.h that for matrices. */
#pragma once

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if !defined(__GNUC__)
#error "GCC or Clang is needed for vectors"
#endif
#if defined(__x86_64__) && defined(__GLIBC__)
#define KNOWS_PROCESSOR
#endif

#define LANES 16
#define GROUP (3 * LANES)   /* columns that belong together: three pieces of what LANES outputs are given */
#define COLUMNS (2 * GROUP) /* of a panel of weights */
#define TILE 32             /* rows multiplied at a time, at most */

/* As many floats as there are lanes, anywhere in memory. */
typedef float Lanes __attribute__((vector_size(4 * LANES), aligned(4), may_alias));
#define LANES_AT(place) (*(const Lanes *)(place))

/* A way to multiply. Every sum is taken in the same order, and each row by itself.
- `name`: by which RECOUPE_VECTORS asks for it.
- `unit`: it fills up the inputs to a multiple of that. `halves`: it takes so many times sixteen bits for a number.
- `pack`: one panel, given as COLUMNS floats an input, as it wants it, in room that is all zero.
- `start`, `stop`: before the first and after the last of some products.
- `take`: rows as it wants them, in `room` if they move, which has TILE times the inputs times `halves`.
- `multiply`: at least `count` of the rows taken, at most TILE, by one panel, and the bias; `out` moves on by `step` a
  row. Panels, room and `out` begin where a line of the processor's cache does. */
typedef struct {
    const char *name;
    ptrdiff_t unit, halves;
    void (*pack)(const float *panel, ptrdiff_t inputs, uint16_t *packed);
    void (*start)(void);
    const void *(*take)(const float *const *rows, ptrdiff_t count, ptrdiff_t inputs, uint16_t *room);
    void (*multiply)(
        const void *taken, ptrdiff_t count, const uint16_t *panel, ptrdiff_t inputs, const float *bias, float *out,
        ptrdiff_t step);
    void (*stop)(void);
} Way;

/* `number`, or the next multiple of `unit`. */
static inline ptrdiff_t filled(ptrdiff_t number, ptrdiff_t unit) { return (number + unit - 1) / unit * unit; }
