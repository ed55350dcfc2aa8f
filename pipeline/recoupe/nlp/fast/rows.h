/* Loops over rows of floats, for loops.pyx.

Every sum is taken in the same order (sixteen sums side by side where a row is added up), and each row by itself. So on
one machine a row has the same bits whichever it is made beside. */
#include <math.h>

#include "products.h"

#if defined(KNOWS_PROCESSOR)
#define FOR_EACH_PROCESSOR __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define FOR_EACH_PROCESSOR
#endif
#define INLINED static inline __attribute__((always_inline))

#define MOST_HIDDEN 256
#define MOST_COLUMNS 480

INLINED float added_up(const float *lanes) {
    float eight[8], four[4];
    for (int k = 0; k < 8; k++) eight[k] = lanes[k] + lanes[k + 8];
    for (int k = 0; k < 4; k++) four[k] = eight[k] + eight[k + 4];
    return (four[0] + four[2]) + (four[1] + four[3]);
}

INLINED float largest(float a, float b, float c) {
    const float d = a > b ? a : b;
    return d > c ? d : c;
}

/* A row, whose length is a multiple of LANES, made normal, then scaled and shifted, and `beside` added to it. */
INLINED void normed(
    float *restrict row, const float *restrict scale, const float *restrict shift, const float *restrict beside,
    ptrdiff_t width) {
    float sums[LANES] = {0}, squares[LANES] = {0};
    for (ptrdiff_t i = 0; i < width; i += LANES)
        for (int k = 0; k < LANES; k++) sums[k] += row[i + k];
    const float mean = added_up(sums) / width;
    for (ptrdiff_t i = 0; i < width; i += LANES)
        for (int k = 0; k < LANES; k++) {
            const float one = row[i + k] - mean;
            row[i + k] = one;
            squares[k] += one * one;
        }
    const float spread = 1.0f / sqrtf(added_up(squares) / width + 1e-8f);
    for (ptrdiff_t i = 0; i < width; i++) row[i] = beside[i] + (row[i] * spread * scale[i] + shift[i]);
}

/* Each row by the weights, into `out`. Pointers to rows go on to a multiple of TILE. */
static void multiply_rows(
    const float *const *rows, ptrdiff_t count, const uint16_t *panels, ptrdiff_t inputs, const float *bias, float *out,
    ptrdiff_t columns, uint16_t *room) {
    const ptrdiff_t panel = panel_size(inputs);
    _Alignas(64) float made[TILE * COLUMNS];
    way()->start();
    for (ptrdiff_t row = 0; row < count; row += TILE) {
        const ptrdiff_t some = count - row < TILE ? count - row : TILE;
        const void *taken = way()->take(rows + row, some, inputs, room);
        for (ptrdiff_t column = 0; column < columns; column += COLUMNS) {
            float *const there = out + row * columns + column;
            const uint16_t *const weights = panels + column / COLUMNS * panel;
            if (some == TILE && column + COLUMNS <= columns) {
                way()->multiply(taken, some, weights, inputs, bias + column, there, columns);
                continue;
            }
            way()->multiply(taken, some, weights, inputs, bias + column, made, COLUMNS);
            const ptrdiff_t wide = columns - column < COLUMNS ? columns - column : COLUMNS;
            for (int one = 0; one < some; one++)
                memcpy(there + one * columns, made + one * COLUMNS, wide * sizeof(float));
        }
    }
    way()->stop();
}

/* The largest of three pieces of every output of a panel. */
FOR_EACH_PROCESSOR void largest_pieces(const float *made, float *out, ptrdiff_t count, ptrdiff_t width) {
    for (ptrdiff_t row = 0; row < count; row++)
        for (int group = 0; group < COLUMNS / GROUP; group++, made += GROUP)
            for (int k = 0; k < LANES; k++)
                out[row * width + group * LANES + k] = largest(made[k], made[LANES + k], made[2 * LANES + k]);
}

FOR_EACH_PROCESSOR void norm_rows(
    float *rows, const float *scale, const float *shift, const float *const *beside, ptrdiff_t column, ptrdiff_t count,
    ptrdiff_t width) {
    static const float nothing[MOST_HIDDEN];
    for (ptrdiff_t row = 0; row < count; row++)
        normed(rows + row * width, scale, shift, column < 0 ? nothing : beside[row] + column, width);
}

/* Each row by the weights, the largest of three pieces of every output, normed; what stands in the row itself from a
column on is added, unless that is negative. */
static void layer_rows(
    const float *const *rows, ptrdiff_t count, const uint16_t *panels, ptrdiff_t inputs, const float *bias,
    const float *scale, const float *shift, ptrdiff_t column, float *out, ptrdiff_t width, uint16_t *room) {
    const ptrdiff_t panel = panel_size(inputs);
    _Alignas(64) float made[TILE * COLUMNS];
    way()->start();
    for (ptrdiff_t row = 0; row < count; row += TILE) {
        const ptrdiff_t some = count - row < TILE ? count - row : TILE;
        const void *taken = way()->take(rows + row, some, inputs, room);
        for (ptrdiff_t output = 0; output < width; output += COLUMNS / 3) {
            way()->multiply(
                taken, some, panels + 3 * output / COLUMNS * panel, inputs, bias + 3 * output, made, COLUMNS);
            largest_pieces(made, out + row * width + output, some, width);
        }
        norm_rows(out + row * width, scale, shift, rows + row, column, some, width);
    }
    way()->stop();
}

/* The scores of all moves in one state: features summed, the larger of two pieces, one linear layer.
`moves` and `hidden` are multiples of LANES, and `hidden` is at most MOST_HIDDEN. */
FOR_EACH_PROCESSOR void score_moves(
    const float *const *parts, int features, const float *bias, const float *upper, const float *start, float *scores,
    int hidden, int moves) {
    float pieces[2 * MOST_HIDDEN], state[MOST_HIDDEN];
    for (int i = 0; i < 2 * hidden; i += LANES) {
        Lanes sum = LANES_AT(bias + i);
        for (int part = 0; part < features; part++) sum += LANES_AT(parts[part] + i);
        *(Lanes *)(pieces + i) = sum;
    }
    for (int i = 0; i < hidden; i++) state[i] = pieces[i] > pieces[hidden + i] ? pieces[i] : pieces[hidden + i];
    for (int block = 0; block < moves; block += LANES) {
        Lanes a = LANES_AT(start + block), b = {0}, c = {0}, d = {0};
        const float *row = upper + block;
        for (int i = 0; i < hidden; i += 4, row += 4 * moves) {
            a += state[i] * LANES_AT(row);
            b += state[i + 1] * LANES_AT(row + moves);
            c += state[i + 2] * LANES_AT(row + 2 * moves);
            d += state[i + 3] * LANES_AT(row + 3 * moves);
        }
        *(Lanes *)(scores + block) = (a + b) + (c + d);
    }
}

/* The number of the highest of the scores, after what may be added to them (minus infinity forbids); the first of equals. */
INLINED int best_move(const float *scores, const float *allowed, int moves) {
    float most[LANES];
    int at[LANES], best = 0;
    for (int k = 0; k < LANES; k++) {
        most[k] = scores[k] + allowed[k];
        at[k] = k;
    }
    for (int block = LANES; block < moves; block += LANES)
        for (int k = 0; k < LANES; k++) {
            const float score = scores[block + k] + allowed[block + k];
            at[k] = score > most[k] ? block + k : at[k];
            most[k] = score > most[k] ? score : most[k];
        }
    for (int k = 1; k < LANES; k++)
        if (most[k] > most[best] || (most[k] == most[best] && at[k] < at[best])) best = k;
    return at[best];
}

/* For each row the number of the highest of its scores. `columns` is a multiple of COLUMNS and at most MOST_COLUMNS. */
FOR_EACH_PROCESSOR void best_columns(
    const float *scores, const float *bias, int *out, ptrdiff_t count, ptrdiff_t columns) {
    for (ptrdiff_t row = 0; row < count; row++) out[row] = best_move(scores + row * columns, bias, (int)columns);
}

static void best_rows(
    const float *const *rows, ptrdiff_t count, const uint16_t *panels, ptrdiff_t inputs, const float *bias, int *out,
    ptrdiff_t columns, uint16_t *room) {
    static const float nothing[COLUMNS];
    const ptrdiff_t panel = panel_size(inputs);
    _Alignas(64) float made[TILE * MOST_COLUMNS];
    way()->start();
    for (ptrdiff_t row = 0; row < count; row += TILE) {
        const ptrdiff_t some = count - row < TILE ? count - row : TILE;
        const void *taken = way()->take(rows + row, some, inputs, room);
        for (ptrdiff_t column = 0; column < columns; column += COLUMNS)
            way()->multiply(
                taken, some, panels + column / COLUMNS * panel, inputs, nothing, made + column, columns);
        best_columns(made, bias, out + row, some, columns);
    }
    way()->stop();
}
