"""The words of a text in lower case, with their places: one pass, shared by all who look for single words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, Final, Generic, NamedTuple, TypeVar

from recoupe.lexicon.words import pieces
from recoupe.read.document import Document

__all__ = ["Known", "LowWords", "Opened", "low_words", "lowered"]

T = TypeVar("T")
_WORD: Final = re.compile(r"\w+")
_UNTOLD: Final = object()
_MOST: Final = 65_536
"""Words that `Known` remembers from one text to the next."""


def lowered(text: str) -> str:
    """A text in lower case, letter by letter, so that no offset moves."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


class LowWords:
    """The words of a text: runs of letters, digits and underscores.

    Attributes:
        text: the whole text, `lowered`.
        words: its words in order; starts: where each begins.
    """

    def __init__(self, text: str) -> None:
        self.text = lowered(text)
        self.words, self.starts = pieces(self.text, signs=False)


class Known(Generic[T]):
    """What is known of single words, told by a function when a word is first met; None for nearly all words.

    Args:
        tell: what it is of a word in lower case.
    """

    def __init__(self, tell: Callable[[str], T | None]) -> None:
        self._tell = tell
        self._told: dict[str, Any] = {}

    def of(self, low: LowWords) -> list[tuple[int, T]]:
        """Where in a text a word starts of which something is known, and what, in order."""
        told = self._told
        if len(told) > _MOST:
            told.clear()
        found: list[tuple[int, T]] = []
        for at, word in enumerate(low.words):
            what: Any = told.get(word, _UNTOLD)
            if what is _UNTOLD:
                told[word] = what = self._tell(word)
            if what is not None:
                found.append((low.starts[at], what))
        return found


def _low_words(document: Document) -> LowWords:
    return LowWords(document.folded)


def low_words(document: Document) -> LowWords:
    """The words of a document's folded text, made once."""
    return document.once(_low_words)


class Opened(NamedTuple):
    """An expression that is matched only where a word stands that it may begin with.

    Attributes:
        pattern: begins with a whole word.
        words: the words, in lower case, that it may begin with.
        endings: ends of other words that it may begin with.
    """

    pattern: re.Pattern[str]
    words: frozenset[str]
    endings: tuple[str, ...] = ()

    @classmethod
    def by(cls, pattern: re.Pattern[str], *openings: str, endings: tuple[str, ...] = ()) -> Opened:
        """An expression that may begin with the first word of some phrases."""
        firsts = (_WORD.search(opening.lower()) for opening in openings)
        return cls(pattern, frozenset(first[0] for first in firsts if first is not None), endings)

    def matches(self, text: str, low: LowWords) -> Iterator[re.Match[str]]:
        """Its matches in a text, in order, none overlapping another, as `finditer` gives them."""
        match, words, endings = self.pattern.match, self.words, self.endings
        end = 0
        for at, word in enumerate(low.words):
            if word in words or (endings and word.endswith(endings)):
                start = low.starts[at]
                found = match(text, start) if start >= end else None
                if found is not None:
                    yield found
                    end = found.end()
