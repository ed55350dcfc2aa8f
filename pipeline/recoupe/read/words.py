"""The words of a text in lower case, with their places: one pass, shared by all who look for single words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, Generic, TypeAlias, TypeVar

from recoupe.lexicon.words import pieces
from recoupe.memo import Memo
from recoupe.read.document import Document

__all__ = ["Known", "LowWords", "Opened", "Roster", "low_words", "lowered"]

T = TypeVar("T")
Told: TypeAlias = tuple[tuple[int, Any], ...]
"""What is known of a word: for each question with an answer its number and the answer."""
_WORD: Final = re.compile(r"\w+")


def lowered(text: str) -> str:
    """A text in lower case, letter by letter, so that no offset moves."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


class Roster:
    """All that is asked of single words, told in one pass over a text and one look-up a word, whoever asks."""

    def __init__(self) -> None:
        self._tellers: list[Callable[[str], Any]] = []
        self._told: Memo[str, Told] = Memo(self._ask)

    def join(self, tell: Callable[[str], Any]) -> int:
        """Adds a question; returns its number.

        Args:
            tell: what is known of a word; None for nearly all words.
        """
        self._tellers.append(tell)
        self._told = Memo(self._ask)
        return len(self._tellers) - 1

    def _ask(self, word: str) -> Told:
        answers = [(number, tell(word)) for number, tell in enumerate(self._tellers)]
        return tuple([answer for answer in answers if answer[1] is not None])

    def read(self, words: list[str]) -> list[list[tuple[int, Any]]]:
        """For each question the words that something is known of, by their index, and what, in order."""
        found: list[list[tuple[int, Any]]] = [[] for _ in self._tellers]
        told = self._told
        for at, word in enumerate(words):
            for number, what in told.of(word):
                found[number].append((at, what))
        return found


_ROSTER: Final = Roster()


class LowWords:
    """The words of a text: runs of letters, digits and underscores.

    Attributes:
        text: the whole text, `lowered`.
        words: its words in order; starts: where each begins.
    """

    def __init__(self, text: str) -> None:
        self.text = lowered(text)
        self.words, self.starts = pieces(self.text, signs=False)
        self._known: list[list[tuple[int, Any]]] = []

    def known(self, number: int) -> list[tuple[int, Any]]:
        """What one question of the roster finds here."""
        if number >= len(self._known):
            self._known = _ROSTER.read(self.words)
        return self._known[number]


class Known(Generic[T]):
    """What is known of single words, told by a function when a word is first met; None for nearly all words.

    Args:
        tell: what it is of a word in lower case.
    """

    def __init__(self, tell: Callable[[str], T | None]) -> None:
        self._number = _ROSTER.join(tell)

    def of(self, low: LowWords) -> list[tuple[int, T]]:
        """The words of a text of which something is known, by their index, and what, in order."""
        return low.known(self._number)


def _low_words(document: Document) -> LowWords:
    return LowWords(document.folded)


def low_words(document: Document) -> LowWords:
    """The words of a document's folded text, made once."""
    return document.once(_low_words)


class Opened:
    """An expression that is matched only where a word stands that it may begin with.

    Attributes:
        pattern: begins with a whole word.

    Args:
        openings: phrases with whose first words it may begin.
        endings: ends of other words that it may begin with.
    """

    def __init__(self, pattern: re.Pattern[str], openings: Iterable[str], endings: tuple[str, ...] = ()) -> None:
        self.pattern = pattern
        firsts = [_WORD.search(opening.lower()) for opening in openings]
        self._words = frozenset([first[0] for first in firsts if first is not None])
        self._endings = endings
        self._known: Known[bool] = Known(self._opens)

    def _opens(self, word: str) -> bool | None:
        return word in self._words or (bool(self._endings) and word.endswith(self._endings)) or None

    def stands(self, low: LowWords) -> bool:
        """Whether any word stands in a text that it may begin with."""
        return bool(self._known.of(low))

    def matches(self, text: str, low: LowWords) -> Iterator[re.Match[str]]:
        """Its matches in a text, in order, none overlapping another, as `finditer` gives them."""
        match = self.pattern.match
        end = 0
        for at, _ in self._known.of(low):
            start = low.starts[at]
            found = match(text, start) if start >= end else None
            if found is not None:
                yield found
                end = found.end()
