# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True, initializedcheck=False
"""The loops of the fast engine, compiled by Cython: rows of its encoders; names and trees, decided move by move.

The moves are those of spaCy's `BiluoPushDown` and `ArcEager`, for documents without entities, heads or sentence bounds
set beforehand. The stock code costs more for its bookkeeping and, on Python 3.11, asks for the interpreter's lock at
every move. Arrays must have the shapes that each function says: nothing is checked here.

Where a row is multiplied, `panels` are the weights, packed, 96 columns at a time (the last filled up). Of a layer with
three pieces the 96 are twice three times 16: the pieces of 16 outputs and of 16 more. Where a state is scored,
`table` has a row for every token, and one more for « no token »; in each row stands for each feature what the token
adds to the hidden layer.
"""

from libc.stddef cimport ptrdiff_t
from libc.stdint cimport uint16_t
from libc.stdlib cimport free, malloc

__all__ = [
    "COLUMNS", "LANES", "MOST_COLUMNS", "MOST_HIDDEN", "best", "layer", "name_moves", "pack", "packed_size",
    "products", "tree_moves", "vectors", "window_layer",
]

cdef extern from "stdlib.h" nogil:
    void *aligned_alloc(size_t alignment, size_t size)
cdef extern from "rows.h" nogil:
    cpdef enum:
        LANES
        COLUMNS
        MOST_COLUMNS
        MOST_HIDDEN
        TILE
    ctypedef struct Way:
        const char *name
        void (*pack)(const float *panel, ptrdiff_t inputs, uint16_t *packed)
    const Way *way()
    ptrdiff_t panel_size(ptrdiff_t inputs)
    ptrdiff_t room_size(ptrdiff_t inputs)
    void multiply_rows(
        const float *const *rows, ptrdiff_t count, const uint16_t *panels, ptrdiff_t inputs, const float *bias,
        float *out, ptrdiff_t columns, uint16_t *room)
    void layer_rows(
        const float *const *rows, ptrdiff_t count, const uint16_t *panels, ptrdiff_t inputs, const float *bias,
        const float *scale, const float *shift, ptrdiff_t column, float *out, ptrdiff_t width, uint16_t *room)
    void best_rows(
        const float *const *rows, ptrdiff_t count, const uint16_t *panels, ptrdiff_t inputs, const float *bias,
        int *out, ptrdiff_t columns, uint16_t *room)
    void score_moves(
        const float *const *parts, int features, const float *bias, const float *upper, const float *start,
        float *scores, int hidden, int moves)
    int best_move(const float *scores, const float *allowed, int moves)

ctypedef const float[::1] Row
ctypedef const float[:, ::1] Rows
ctypedef const ptrdiff_t[::1] Numbers
ctypedef const unsigned char[:, ::1] Packed


cdef enum:
    LINE = 64  # bytes of a line of the processor's cache

cdef struct Given:
    const float **rows  # where each begins, and the last again until there is a multiple of TILE
    uint16_t *room


cdef Given given(Rows rows, ptrdiff_t count, ptrdiff_t inputs) except *:
    """Some rows and the room to multiply them; both to be freed."""
    cdef ptrdiff_t index, filled = (count + TILE - 1) // TILE * TILE
    cdef Given found = Given(
        <const float **> malloc(max(filled, 1) * sizeof(float *)),
        <uint16_t *> aligned_alloc(LINE, 2 * room_size(inputs)))  # a multiple: TILE rows
    if found.rows is NULL or found.room is NULL:
        give_back(found)
        raise MemoryError
    for index in range(filled):
        found.rows[index] = &rows[min(index, count - 1), 0]
    return found


cdef void give_back(Given some) noexcept:
    free(some.rows)
    free(some.room)


def vectors() -> str:
    """The way in which this processor multiplies: amx, avx512, avx2 or plain; RECOUPE_VECTORS asks for a simpler one."""
    return way().name.decode()


def packed_size(ptrdiff_t inputs) -> int:
    """Bytes that a panel of so many inputs takes when it is packed; a multiple of 64."""
    return 2 * panel_size(inputs)


def pack(Rows panels, unsigned char[:, ::1] packed):
    """Panels, one a row, as this processor wants them.

    Args:
        panels: for each input 96 weights.
        packed: zeros, as many as `packed_size` tells.
    """
    cdef ptrdiff_t panel
    for panel in range(panels.shape[0]):
        way().pack(&panels[panel, 0], panels.shape[1] // COLUMNS, <uint16_t *> &packed[panel, 0])


def products(Rows rows, Packed panels, Row bias, float[:, ::1] out):
    """Each row by the weights, and the bias."""
    cdef Given some = given(rows, rows.shape[0], rows.shape[1])
    multiply_rows(
        some.rows, rows.shape[0], weights_of(panels), rows.shape[1], &bias[0], &out[0, 0], out.shape[1], some.room)
    give_back(some)


def best(Rows rows, Packed panels, Row bias, int[::1] out):
    """For each row the number of the highest of its products with the weights, after the bias; the first of equals.

    Args:
        bias: a multiple of 96, at most 480; minus infinity for the columns that only fill up.
    """
    cdef Given some = given(rows, rows.shape[0], rows.shape[1])
    best_rows(
        some.rows, rows.shape[0], weights_of(panels), rows.shape[1], &bias[0], &out[0], bias.shape[0], some.room)
    give_back(some)


def layer(Rows rows, Packed panels, Row bias, Row scale, Row shift, float[:, ::1] out):
    """Each row by the weights, the largest of three pieces of every output, normed.

    Args:
        bias: piece by piece as in a panel; `scale` and `shift`: of the norm, output by output.
    """
    cdef Given some = given(rows, rows.shape[0], rows.shape[1])
    layer_rows(
        some.rows, rows.shape[0], weights_of(panels), rows.shape[1], &bias[0], &scale[0], &shift[0], -1, &out[0, 0],
        out.shape[1], some.room)
    give_back(some)


def window_layer(
    Rows rows, Numbers lengths, ptrdiff_t pads, Packed panels, Row bias, Row scale, Row shift, float[:, ::1] out,
):
    """The same of each row with the row before it and the one after it, but for the outermost of each document.

    Args:
        rows: of some documents, each with so many pads at its beginning and at its end. Each is added to what is made
            of it.
        lengths: of the documents, without their pads.
    """
    cdef ptrdiff_t document, middle, begin = 0, index = 0, width = rows.shape[1], count = out.shape[0]
    cdef Given some = given(rows, count, 3 * width)  # What fills up the last tile is read, and not told.
    for document in range(lengths.shape[0]):
        for middle in range(begin, begin + lengths[document] + 2 * pads - 2):
            some.rows[index] = &rows[middle, 0]
            index += 1
        begin += lengths[document] + 2 * pads
    layer_rows(
        some.rows, count, weights_of(panels), 3 * width, &bias[0], &scale[0], &shift[0], width, &out[0, 0], width,
        some.room)
    give_back(some)


cdef const uint16_t *weights_of(Packed panels) noexcept:
    return <const uint16_t *> &panels[0, 0]


def name_moves(
    Rows table, Numbers lengths, const unsigned char[::1] spaces, Row bias, Rows upper, Row start, Rows allowed,
    const int[::1] opens, int[::1] out,
):
    """The move of every token of some sentences, into `out`.

    Args:
        lengths: of the sentences, in tokens.
        spaces: whether a token is white space.
        allowed: for each state (4 × label that is open + 2 if the token is the last + 1 if it is white space) and move,
            0 or minus infinity.
        opens: for each move the label that is open after it, 0 for none.
    """
    cdef int moves = <int> upper.shape[1], hidden = <int> upper.shape[0], move, opened
    cdef ptrdiff_t sentence, token, first, end, begin = 0, none = table.shape[0] - 1
    cdef const float *parts[3]
    cdef float *scores = <float *> malloc(moves * sizeof(float))
    if scores is NULL:
        raise MemoryError
    for sentence in range(lengths.shape[0]):
        end = begin + lengths[sentence]
        opened = 0
        first = none
        for token in range(begin, end):
            parts[0] = &table[token, 0]
            parts[1] = &table[first if opened else none, 2 * hidden]
            parts[2] = &table[token - 1 if opened else none, 4 * hidden]
            score_moves(parts, 3, &bias[0], &upper[0, 0], &start[0], scores, hidden, moves)
            move = best_move(scores, &allowed[4 * opened + 2 * (token + 1 == end) + spaces[token], 0], moves)
            out[token] = move
            if not opened:
                first = token
            opened = opens[move]
        begin = end
    free(scores)


cdef enum:
    SHIFT, REDUCE, LEFT, RIGHT, BREAK
    FEATURES = 8
    ARRAYS = 8
    ROOM = 4  # before each array of a tree: words before the first are « no word », and are looked at.

cdef struct Scorer:
    int hidden, moves
    const float *bias
    const float *upper
    const float *start
    const float *allowed
    const int *kinds
    float *scores

cdef struct Tree:
    # What is decided so far, by word; -1 is « no word ». The words still to come and those given back to them are one
    # stack, `buffer`, since both are taken from their front.
    int *heads
    int *last_left
    int *last_right
    int *right_before  # the right child of its head that a word came after
    int *given_back
    int *opens  # whether a sentence begins with it
    int *stack
    int *buffer


def tree_moves(
    Rows table, Numbers lengths, Row bias, Rows upper, Row start, Rows allowed, const int[::1] kinds, int[::1] heads,
    int[::1] ties,
):
    """The head of every token, as an index into its sentence (its own for a root), and the move that tied it (-1: none).

    Args:
        lengths: of the sentences, in tokens.
        allowed: for each state (1 shift + 2 reduce + 4 arcs + 8 break, as they may be made) and move, 0 or minus
            infinity.
        kinds: of the moves: 0 shift, 1 reduce, 2 left, 3 right, 4 break.
    """
    cdef ptrdiff_t sentence, size = ROOM, begin = 0
    for sentence in range(lengths.shape[0]):
        size = max(size, lengths[sentence] + ROOM)
    cdef Scorer scorer = Scorer(
        <int> upper.shape[0], <int> upper.shape[1], &bias[0], &upper[0, 0], &start[0], &allowed[0, 0], &kinds[0], NULL)
    cdef int *room = <int *> malloc(ARRAYS * size * sizeof(int))
    scorer.scores = <float *> malloc(scorer.moves * sizeof(float))
    if room is NULL or scorer.scores is NULL:
        free(room)
        free(scorer.scores)
        raise MemoryError
    cdef Tree tree = Tree(
        room + ROOM, room + size + ROOM, room + 2 * size + ROOM, room + 3 * size + ROOM, room + 4 * size + ROOM,
        room + 5 * size + ROOM, room + 6 * size + ROOM, room + 7 * size + ROOM)
    for sentence in range(lengths.shape[0]):
        if lengths[sentence]:
            grow(
                &tree, &scorer, &table[begin, 0], &table[table.shape[0] - 1, 0], table.shape[1],
                <int> lengths[sentence], &heads[begin], &ties[begin])
        begin += lengths[sentence]
    free(room)
    free(scorer.scores)


cdef void grow(
    Tree *tree, Scorer *scorer, const float *table, const float *nothing, ptrdiff_t columns, int count, int *heads,
    int *ties,
) noexcept nogil:
    """One sentence."""
    cdef int word, second, upper, feature, move, may, top = 0, front = count
    cdef int looked[FEATURES]
    cdef const float *parts[FEATURES]
    cdef bint going_on
    for word in range(-ROOM, count):
        tree.heads[word] = tree.last_left[word] = tree.last_right[word] = tree.right_before[word] = -1
        tree.stack[word] = tree.buffer[word] = -1
        tree.given_back[word] = tree.opens[word] = 0
    for word in range(count):
        tree.buffer[word] = count - 1 - word
        ties[word] = -1
    tree.opens[0] = 1
    while top > 0 or front > 0:
        word, second, upper = tree.buffer[front - 1], tree.buffer[front - 2], tree.stack[top - 1]
        looked[0], looked[1], looked[2] = word, second, upper
        looked[3], looked[4] = tree.stack[top - 2], tree.stack[top - 3]
        looked[5], looked[6], looked[7] = tree.last_left[word], tree.last_left[upper], tree.last_right[upper]
        for feature in range(FEATURES):
            parts[feature] = 2 * scorer.hidden * feature + (
                nothing if looked[feature] < 0 else table + looked[feature] * columns)
        score_moves(
            parts, FEATURES, scorer.bias, scorer.upper, scorer.start, scorer.scores, scorer.hidden, scorer.moves)
        going_on = not tree.opens[word]
        may = top == 0 or (front >= 2 and going_on and not tree.given_back[word])
        may += 2 * (top > 0)
        may += 4 * (top > 0 and front > 0 and going_on)
        may += 8 * (front >= 2 and second == word + 1 and not tree.opens[second])
        move = best_move(scorer.scores, scorer.allowed + may * scorer.moves, scorer.moves)
        if scorer.kinds[move] == BREAK:
            tree.opens[second] = 1
        elif scorer.kinds[move] == REDUCE:
            if tree.heads[upper] < 0 and top > 1:
                tree.given_back[upper] = 1
                tree.buffer[front] = upper
                front += 1
            top -= 1
        elif scorer.kinds[move] == LEFT:
            # The upmost word loses the head that it had to its left. It was that head's last child to the right:
            # whatever came after it on the stack is gone.
            if tree.heads[upper] >= 0:
                tree.last_right[tree.heads[upper]] = tree.right_before[upper]
            tree.heads[upper], ties[upper] = word, move
            tree.last_left[word] = upper
            tree.given_back[word] = 0
            top -= 1
        else:
            if scorer.kinds[move] == RIGHT:
                tree.right_before[word] = tree.last_right[upper]
                tree.heads[word], ties[word] = upper, move
                tree.last_right[upper] = word
            tree.stack[top] = word
            top += 1
            front -= 1
    for word in range(count):
        heads[word] = word if tree.heads[word] < 0 else tree.heads[word]
