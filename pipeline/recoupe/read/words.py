"""The words of a text with their places: one pass and one look-up a word, shared by all who look for single words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final, Generic, TypeAlias, TypeVar

from recoupe.lexicon.names import plain
from recoupe.lexicon.words import pieces
from recoupe.memo import Memo
from recoupe.read.document import Document

__all__ = ["Known", "Opened", "Words", "lowered", "words_in"]

T = TypeVar("T")
_Question: TypeAlias = tuple[Callable[[str], Any], bool]
"""What tells of a word, None for nearly all, and whether it is asked of words in lower case."""
_WORD: Final = re.compile(r"\w+")


def lowered(text: str) -> str:
    """A text in lower case, letter by letter, so that no offset moves."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


class _Spelling:
    """A word or sign as it is written, with what is known of it."""

    def __init__(self, text: str, questions: Sequence[_Question]) -> None:
        self.plain = plain(text)
        said = lowered(text)
        is_word = text[0].isalnum() or text[0] == "_"
        told: list[tuple[int, Any]] = []
        for number, (tell, low) in enumerate(questions):
            answer = tell(said if low else text) if is_word or not low else None
            if answer is not None:
                told.append((number, answer))
        self.told = tuple(told)


class _Roster:
    """All that is asked of single words, told with one look-up a word, whoever asks."""

    def __init__(self) -> None:
        self.questions: list[_Question] = []
        self._spellings: Memo[str, _Spelling] = Memo(self._read)

    def join(self, tell: Callable[[str], Any], *, low: bool) -> int:
        """Adds a question; returns its number."""
        self.questions.append((tell, low))
        self._spellings = Memo(self._read)
        return len(self.questions) - 1

    def _read(self, text: str) -> _Spelling:
        return _Spelling(text, self.questions)

    def of(self, text: str) -> _Spelling:
        """What is known of a word or sign."""
        return self._spellings.of(text)


_ROSTER: Final = _Roster()


class Words:
    """The words and signs of a text in columns: runs of letters, digits and underscores, and every sign by itself.

    Attributes:
        low: the whole text, `lowered`.
        texts: as written; plains: without case and accents; starts: where each begins.
    """

    def __init__(self, folded: str) -> None:
        self.low = lowered(folded)
        self.texts, self.starts = pieces(folded)
        self.plains: list[str] = []
        self._known: list[list[tuple[int, Any]]] = []
        self._read()

    def _read(self) -> None:
        plains: list[str] = []
        known: list[list[tuple[int, Any]]] = [[] for _ in _ROSTER.questions]
        for at, text in enumerate(self.texts):
            spelling = _ROSTER.of(text)
            plains.append(spelling.plain)
            for number, what in spelling.told:
                known[number].append((at, what))
        self.plains, self._known = plains, known

    def known(self, number: int) -> list[tuple[int, Any]]:
        """Of which words a question knows something, by their index, and what, in order."""
        if number >= len(self._known):
            self._read()
        return self._known[number]


class Known(Generic[T]):
    """What is known of single words, told by a function when a word is first met; None for nearly all words.

    Args:
        tell: what it is of a word.
        low: whether it is asked of words in lower case, and of no sign; else of words and signs as they are written.
    """

    def __init__(self, tell: Callable[[str], T | None], *, low: bool = True) -> None:
        self._number = _ROSTER.join(tell, low=low)

    def of(self, words: Words) -> list[tuple[int, T]]:
        """The words of a text of which something is known, by their index, and what, in order."""
        return words.known(self._number)


def _words_in(document: Document) -> Words:
    return Words(document.folded)


def words_in(document: Document) -> Words:
    """The words of a document's folded text, read once."""
    return document.once(_words_in)


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

    def stands(self, words: Words) -> bool:
        """Whether any word stands in a text that it may begin with."""
        return bool(self._known.of(words))

    def matches(self, text: str, words: Words) -> Iterator[re.Match[str]]:
        """Its matches in a text, in order, none overlapping another, as `finditer` gives them."""
        match = self.pattern.match
        end = 0
        for at, _ in self._known.of(words):
            start = words.starts[at]
            found = match(text, start) if start >= end else None
            if found is not None:
                yield found
                end = found.end()
