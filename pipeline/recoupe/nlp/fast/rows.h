/* Loops over rows of floats, for loops.pyx.

Every sum is taken in the same order whatever the processor (sixteen sums side by side where a row is added up, no
multiply-add in one: -ffp-contract=off), and each row by itself. So a row has the same bits whichever it is made beside. */
#include <math.h>
#include <stddef.h>
#include <string.h>

#if !defined(__GNUC__)
#error "GCC or Clang is needed for vectors"
#endif
#if defined(__x86_64__) && defined(__GLIBC__)
#define FOR_EACH_PROCESSOR __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define FOR_EACH_PROCESSOR
#endif
#define INLINED static inline __attribute__((always_inline))

#define LANES 16
#define MOST_HIDDEN 256
#define AHEAD 3

/* As many floats as there are lanes, anywhere in memory. */
typedef float Lanes __attribute__((vector_size(4 * LANES), aligned(4), may_alias));
#define LANES_AT(place) (*(const Lanes *)(place))

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

/* The largest of three pieces side by side in `work`, normed; `beside` moves on by `step` a row. */
FOR_EACH_PROCESSOR void finish_rows(
    const float *work, const float *bias, const float *scale, const float *shift, const float *beside, ptrdiff_t step,
    float *out, ptrdiff_t rows, ptrdiff_t width) {
    for (ptrdiff_t index = 0; index < rows; index++) {
        const float *restrict in = work + index * 3 * width;
        float *restrict row = out + index * width;
        for (ptrdiff_t i = 0; i < width; i++)
            row[i] = largest(in[i] + bias[i], in[width + i] + bias[width + i], in[2 * width + i] + bias[2 * width + i]);
        normed(row, scale, shift, beside + index * step, width);
    }
}

/* The same of the sum of three shares: the word's own, and those of its neighbours, if it has any. */
FOR_EACH_PROCESSOR void first_rows(
    const float *shares, const float *table, const ptrdiff_t *shared, const ptrdiff_t *places, const float *bias,
    const float *scale, const float *shift, float *out, ptrdiff_t rows, ptrdiff_t width) {
    const ptrdiff_t part = 3 * width;
    for (ptrdiff_t index = 0; index < rows; index++) {
        const float *restrict left = shares + 3 * part * (index > 0 ? shared[index - 1] : 0);
        const float *restrict own = shares + 3 * part * shared[index] + part;
        const float *restrict right = shares + 3 * part * (index + 1 < rows ? shared[index + 1] : 0) + 2 * part;
        float *restrict row = out + index * width;
        if (index + AHEAD < rows)
            for (ptrdiff_t i = 0; i < 3 * part; i += LANES)
                __builtin_prefetch(shares + 3 * part * shared[index + AHEAD] + i);
        for (ptrdiff_t i = 0; i < width; i++) {
            const ptrdiff_t j = width + i, k = 2 * width + i;
            row[i] = largest(
                own[i] + left[i] + right[i] + bias[i], own[j] + left[j] + right[j] + bias[j],
                own[k] + left[k] + right[k] + bias[k]);
        }
        normed(row, scale, shift, table + width * places[index], width);
    }
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
    int best = 0;
    float most = scores[0] + allowed[0];
    for (int move = 1; move < moves; move++) {
        const float score = scores[move] + allowed[move];
        if (score > most) {
            most = score;
            best = move;
        }
    }
    return best;
}
