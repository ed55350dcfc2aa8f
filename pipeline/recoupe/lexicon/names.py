"""How a name is compared: its words, each without case and accents; and the slug that files it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final, Generic, TypeVar

from recoupe.memo import Memo

__all__ = ["WORD", "Phrases", "plain", "slug", "words"]

T = TypeVar("T")

WORD: Final = re.compile(r"\w+|[^\w\s]")
_LIGATURES: Final = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d"})
_NOT_SLUG: Final = re.compile(r"[^a-z0-9]+")


def _plain(word: str) -> str:
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFKD", word.casefold().translate(_LIGATURES))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


_PLAINS: Final = Memo(_plain)


def plain(word: str) -> str:
    """A word without case and accents: « Électricité » → "electricite"; a sign stays itself."""
    return _PLAINS.of(word)


def words(name: str) -> list[str]:
    """The words and signs of a name, as it writes them: « Air France-KLM » → Air, France, -, KLM."""
    return WORD.findall(name)


def slug(name: str) -> str:
    """A readable id, the same on every machine: « Société Générale » → "societe-generale", « Canal+ » → "canal-plus".

    A name with no letter or digit of the Latin alphabet keeps its code points, so that two names never share an id
    for want of letters.
    """
    text = plain(name.replace("+", " plus ").replace("&", " and ").replace("’", "'"))
    return _NOT_SLUG.sub("-", text).strip("-") or "-".join(f"u{ord(char):x}" for char in name if not char.isspace())


class Phrases(Generic[T]):
    """Things found under names of one word or more, by a hash of the words.

    The cost of a look-up depends on the text alone: it does not grow with the number of names. Names of several words
    are told apart by the first two, since many begin with an article.
    """

    def __init__(self) -> None:
        self._things: dict[str, T] = {}
        self._longest: dict[str, int] = {}
        self._firsts: set[str] = set()
        self._small: set[str] = set()

    def add(self, keys: Sequence[str], thing: T, *, small: bool = False) -> T:
        """Files a thing under the words of a name, each as `plain` makes it; the first to come keeps the place.

        Args:
            keys: the words.
            thing: what lies under them.
            small: whether the first of them may stand in the text without a capital.

        Returns:
            What the name now leads to.
        """
        self._firsts.add(keys[0])
        opening = " ".join(keys[:2])
        self._longest[opening] = max(self._longest.get(opening, 0), len(keys))
        if small:
            self._small.add(keys[0])
        return self._things.setdefault(" ".join(keys), thing)

    def __len__(self) -> int:
        return len(self._things)

    def opens(self, text: str) -> bool:
        """Whether a name may begin with a word as it is written: in lower case only if that name may."""
        key = plain(text)
        return key in self._firsts and (key in self._small or not text[0].islower())

    def get(self, keys: Sequence[str]) -> T | None:
        """What lies under exactly these words."""
        return self._things.get(" ".join(keys))

    def at(self, plains: Sequence[str], index: int) -> Iterator[tuple[int, T]]:
        """What begins at one word of a text, longest first, each with its number of words."""
        left = len(plains) - index
        longest = self._longest.get(f"{plains[index]} {plains[index + 1]}", 0) if left > 1 else 0
        for length in range(min(longest, left), 1, -1):
            thing = self._things.get(" ".join(plains[index : index + length]))
            if thing is not None:
                yield length, thing
        alone = self._things.get(plains[index])
        if alone is not None:
            yield 1, alone
