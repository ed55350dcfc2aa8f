"""The model's dependency trees, decided for many sentences at once: one move of each a step, in arrays.

The same moves as spaCy's `ArcEager`, for documents without heads or sentence bounds set beforehand. The words still to
come and those given back to them are one stack here, since both are taken from their front.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from recoupe.nlp.fast.scores import Scorer, Sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from recoupe.nlp.fast.scores import Floats, Indices

__all__ = ["TreeFinder"]

_SHIFT, _REDUCE, _LEFT, _RIGHT, _BREAK = range(5)
_PADS = 3
"""Empty places under each stack, so that its third word may always be looked at."""


class TreeFinder:
    """Finds heads and relations as a `DependencyParser` does.

    Raises:
        ValueError: the component has moves or labels that this does not know.
    """

    def __init__(self, parser: Any) -> None:
        self.scorer = Scorer(parser.model)
        names = [parser.moves.get_class_name(index) for index in range(parser.moves.n_moves)]
        self.labels = [name[2:] for name in names]
        if any("||" in label or label == "subtok" for label in self.labels) or {name[0] for name in names} != set(
            "SDLRB"
        ):
            raise ValueError(f"unknown moves among {names}")
        self.kinds = np.array(["SDLRB".index(name[0]) for name in names], dtype=np.intp)
        groups = np.array([1, 2, 4, 4, 8])[self.kinds]
        self.allowed = np.where(np.arange(16)[:, None] & groups[None, :], 0.0, -np.inf)

    def find(self, encoded: Sequence[Floats], sentences: Sentences) -> tuple[Indices, Indices]:
        """The head of every token, as an index into all (its own for a root), and the move that tied it (-1: none).

        Args:
            encoded: the tokens' vectors, piece by piece.
            sentences: where each sentence begins.
        """
        states = _States(self, sentences)
        tables = self.scorer.tables(encoded)
        while len(states.top):
            states.step(tables)
        own = np.arange(sentences.total)
        heads = np.where(states.heads[:-1] == sentences.total, own, states.heads[:-1])
        return heads, states.ties[:-1]


class _States:
    """What is decided so far: a stack and a buffer a sentence, and what hangs from what.

    `top` and `front` point past the upmost word of each unfinished sentence's stack and buffer; `floor` and `ground`
    are where those are empty.
    """

    def __init__(self, finder: TreeFinder, sentences: Sentences) -> None:
        self._finder = finder
        count, rows = sentences.total, np.arange(len(sentences.starts))
        self._none = count
        self.heads = np.full(count + 1, count)
        self.ties = np.full(count + 1, -1)
        self._last_left = np.full(count + 1, count)
        self._last_right = np.full(count + 1, count)
        self._right_before = np.full(count + 1, count)
        self._given_back = np.zeros(count + 1, dtype=bool)
        self._opens = np.zeros(count + 1, dtype=bool)
        self._opens[sentences.starts] = True
        self._opens[count] = False
        self.floor = sentences.starts + _PADS * (rows + 1)
        self.ground = self.floor.copy()
        self.top = self.floor.copy()
        self.front = self.ground + sentences.lengths
        self._stack = np.full(count + _PADS * (len(rows) + 1), count)
        self._buffer = self._stack.copy()
        places = np.arange(count) + np.repeat(_PADS * (rows + 1), sentences.lengths)
        ends = np.repeat(2 * sentences.starts + sentences.lengths - 1, sentences.lengths)
        self._buffer[places] = ends - np.arange(count)
        self._drop_finished()

    def _drop_finished(self) -> None:
        left = (self.top > self.floor) | (self.front > self.ground)
        if not left.all():
            self.top, self.front = self.top[left], self.front[left]
            self.floor, self.ground = self.floor[left], self.ground[left]

    def step(self, tables: Sequence[Floats]) -> None:
        """One move of every sentence that is not finished."""
        top, front, stack, buffer = self.top, self.front, self._stack, self._buffer
        word, second, upper = buffer[front - 1], buffer[front - 2], stack[top - 1]
        features = (
            word,
            second,
            upper,
            stack[top - 2],
            stack[top - 3],
            self._last_left[word],
            self._last_left[upper],
            self._last_right[upper],
        )
        scores = self._finder.scorer.scores(tables, features)
        scores += self._finder.allowed[self._allowed(word, second)]
        move = scores.argmax(axis=1)
        self._apply(move, self._finder.kinds[move], word, second, upper)
        self._drop_finished()

    def _allowed(self, word: Indices, second: Indices) -> NDArray[np.int64]:
        """Which kinds of moves each sentence may make: 1 shift, 2 reduce, 4 arcs, 8 break, added up."""
        depth, rest = self.top - self.floor, self.front - self.ground
        empty, going_on = depth == 0, ~self._opens[word]
        shift = empty | ((rest >= 2) & going_on & ~self._given_back[word])
        arcs = ~empty & (rest > 0) & going_on
        breaks = (rest >= 2) & (second == word + 1) & ~self._opens[second]
        found: NDArray[np.int64] = shift + 2 * ~empty + 4 * arcs + 8 * breaks
        return found

    def _apply(self, move: Indices, kind: Indices, word: Indices, second: Indices, upper: Indices) -> None:
        self._opens[second[kind == _BREAK]] = True
        left, right = kind == _LEFT, kind == _RIGHT
        self._tie_left(upper[left], word[left], move[left])
        self._tie_right(word[right], upper[right], move[right])
        reduce = kind == _REDUCE
        back = reduce & (self.heads[upper] == self._none) & (self.top - self.floor > 1)
        self._given_back[upper[back]] = True
        pushed = right | (kind == _SHIFT)
        self._stack[self.top[pushed]] = word[pushed]
        self._buffer[self.front[back]] = upper[back]
        self.top = self.top + pushed - (left | reduce)
        self.front = self.front + back - pushed

    def _tie_left(self, child: Indices, head: Indices, move: Indices) -> None:
        """The upmost word of the stack to the word to come; the head that it had, to its left, loses it.

        It was that head's last child to the right: whatever came after it on the stack is gone.
        """
        former = self.heads[child]
        had = former != self._none
        self._last_right[former[had]] = self._right_before[child[had]]
        self.heads[child], self.ties[child] = head, move
        self._last_left[head] = child
        self._given_back[head] = False

    def _tie_right(self, child: Indices, head: Indices, move: Indices) -> None:
        self._right_before[child] = self._last_right[head]
        self.heads[child], self.ties[child] = head, move
        self._last_right[head] = child
