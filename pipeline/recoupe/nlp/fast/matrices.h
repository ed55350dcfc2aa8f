/* The way of processors with AMX, which multiply matrices of numbers of 8 bits of precision, and add up floats.

A number is taken as the sum of two such numbers: sixteen bits of it. Of the four products the least is left out, which
is as small as what those sixteen bits leave out. What comes of it is off by some millionths, where sums of floats are
off by some ten-millionths, in a third of their time. */
#include <cpuid.h>
#include <immintrin.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "way.h"

#define PARTS 2
#define UNIT 32          /* inputs multiplied by one instruction */
#define MATRIX (16 * 32) /* numbers of a matrix: 16 rows of 32 inputs, or 32 inputs of 16 columns, in pairs of inputs */
#define PAIRS (COLUMNS / (2 * LANES)) /* pairs of matrices side by side in a panel */
#define WITH_MATRICES __attribute__((target("avx512f,avx512bw,amx-tile,amx-bf16")))
typedef uint32_t Bits __attribute__((vector_size(4 * LANES), aligned(4), may_alias));
typedef uint16_t Halves __attribute__((vector_size(4 * LANES), aligned(2), may_alias));

/* UNIT numbers, `left` and `right`, in parts, `next` apart: each the number nearest to what is left. */
WITH_MATRICES static inline void split(Lanes left, Lanes right, uint16_t *parts, ptrdiff_t next) {
    for (int part = 0; part < PARTS; part++) {
        const Bits a = ((Bits)left + 0x8000u) & 0xffff0000u, b = ((Bits)right + 0x8000u) & 0xffff0000u;
        *(Halves *)(parts + part * next) = __builtin_shufflevector(
            (Halves)a, (Halves)b, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31, 33, 35, 37, 39, 41, 43,
            45, 47, 49, 51, 53, 55, 57, 59, 61, 63);
        left -= (Lanes)a;
        right -= (Lanes)b;
    }
}

/* For each pair of matrices side by side, for each UNIT of inputs, for each part, the two matrices. */
WITH_MATRICES static void pack_parts(const float *panel, ptrdiff_t inputs, uint16_t *packed) {
    const ptrdiff_t units = filled(inputs, UNIT) / UNIT;
    for (ptrdiff_t input = 0; input < inputs; input++)
        for (int column = 0; column < COLUMNS; column += 2 * LANES) {
            const float *weights = panel + input * COLUMNS + column;
            uint16_t *matrices = packed + (column / (2 * LANES) * units + input / UNIT) * 2 * PARTS * MATRIX;
            uint16_t parts[PARTS * UNIT];
            split(LANES_AT(weights), LANES_AT(weights + LANES), parts, UNIT);
            for (int part = 0; part < PARTS; part++)
                for (int k = 0; k < 2 * LANES; k++)
                    matrices[(2 * part + k / LANES) * MATRIX + input % UNIT / 2 * UNIT + k % LANES * 2 + input % 2] =
                        parts[part * UNIT + k];
        }
}

/* What the processor is told of its matrices: the bytes of a row, and the rows, of each of eight. */
WITH_MATRICES static void start_matrices(void) {
    static const struct {
        uint8_t palette, start, reserved[14];
        uint16_t bytes[16];
        uint8_t rows[16];
    } shapes = {1, 0, {0}, {64, 64, 64, 64, 64, 64, 64, 64}, {16, 16, 16, 16, 16, 16, 16, 16}};
    _tile_loadconfig(&shapes);
}

WITH_MATRICES static void stop_matrices(void) { _tile_release(); }

/* For each part, for each UNIT of inputs, TILE rows. */
WITH_MATRICES static const void *take_parts(
    const float *const *rows, ptrdiff_t count, ptrdiff_t inputs, uint16_t *room) {
    const ptrdiff_t part = TILE * filled(inputs, UNIT);
    for (ptrdiff_t row = 0; row < count; row++) {
        uint16_t *place = room + row * UNIT;
        ptrdiff_t input = 0;
        for (; input + UNIT <= inputs; input += UNIT, place += TILE * UNIT)
            split(LANES_AT(rows[row] + input), LANES_AT(rows[row] + input + LANES), place, part);
        if (input < inputs) {
            float last[UNIT] = {0};
            memcpy(last, rows[row] + input, (inputs - input) * sizeof(float));
            split(LANES_AT(last), LANES_AT(last + LANES), place, part);
        }
    }
    return room;
}

/* Matrices 4 and 5 are sixteen rows and the next sixteen; 6 and 7 the weights of sixteen columns and the next; 0 to 3
the sums. */
#define TAKE_ROWS(PART) \
    _tile_loadd(4, rows + (PART) * part, 2 * UNIT); \
    _tile_loadd(5, rows + (PART) * part + MATRIX, 2 * UNIT)
#define TAKE_WEIGHTS(PART) \
    _tile_loadd(6, panel + 2 * (PART) * MATRIX, 2 * UNIT); \
    _tile_loadd(7, panel + 2 * (PART) * MATRIX + MATRIX, 2 * UNIT)
#define ADD_PRODUCTS \
    _tile_dpbf16ps(0, 4, 6); \
    _tile_dpbf16ps(1, 4, 7); \
    _tile_dpbf16ps(2, 5, 6); \
    _tile_dpbf16ps(3, 5, 7)

WITH_MATRICES static void multiply_parts(
    const void *taken, ptrdiff_t count, const uint16_t *panel, ptrdiff_t inputs, const float *bias, float *out,
    ptrdiff_t step) {
    const ptrdiff_t part = TILE * filled(inputs, UNIT);
    (void)count;
    for (int pair = 0; pair < PAIRS; pair++, bias += 2 * LANES, out += 2 * LANES) {
        const uint16_t *rows = (const uint16_t *)taken;
        _tile_loadd(0, bias, 0);
        _tile_loadd(1, bias + LANES, 0);
        _tile_loadd(2, bias, 0);
        _tile_loadd(3, bias + LANES, 0);
        for (ptrdiff_t input = 0; input < inputs; input += UNIT, rows += TILE * UNIT, panel += 2 * PARTS * MATRIX) {
            TAKE_ROWS(1);
            TAKE_WEIGHTS(0);
            ADD_PRODUCTS;
            TAKE_ROWS(0);
            ADD_PRODUCTS;
            TAKE_WEIGHTS(1);
            ADD_PRODUCTS;
        }
        _tile_stored(0, out, 4 * step);
        _tile_stored(1, out + LANES, 4 * step);
        _tile_stored(2, out + TILE / 2 * step, 4 * step);
        _tile_stored(3, out + TILE / 2 * step + LANES, 4 * step);
    }
}

static const Way MATRICES = {
    "amx", UNIT, PARTS, pack_parts, start_matrices, take_parts, multiply_parts, stop_matrices};

/* Whether the processor has such matrices, and the system lets this process use them. */
static int has_matrices(void) {
    enum { LEAF = 7, MATRICES_OF_HALVES = 1 << 22, MATRICES_AT_ALL = 1 << 24, ASK = 0x1023, FOR_MATRICES = 18 };
    const unsigned both = MATRICES_OF_HALVES | MATRICES_AT_ALL;
    unsigned a, b, c, d;
    return __get_cpuid_count(LEAF, 0, &a, &b, &c, &d) && (d & both) == both && __builtin_cpu_supports("avx512bw")
           && syscall(SYS_arch_prctl, ASK, FOR_MATRICES) == 0;
}
