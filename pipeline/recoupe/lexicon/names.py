"""How a name is compared: its words, each without case and accents; and the slug that files it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, Generic, TypeVar

__all__ = ["WORD", "Phrases", "plain", "plains", "slug", "words"]

T = TypeVar("T")

WORD: Final = re.compile(r"\w+|[^\w\s]")
_LIGATURES: Final = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d"})
_NOT_SLUG: Final = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=65536)
def plain(word: str) -> str:
    """A word without case and accents: « Électricité » → "electricite"; a sign stays itself."""
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFKD", word.casefold().translate(_LIGATURES))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


_PLAINS: Final[dict[str, str]] = {}
_MOST: Final = 65_536
"""Words whose plain form is remembered."""


def plains(texts: Sequence[str]) -> list[str]:
    """Words without case and accents: `plain` of many, for the price of a look-up each."""
    known = _PLAINS
    try:
        return [known[text] for text in texts]
    except KeyError:
        if len(known) > _MOST:
            known.clear()
        known.update((text, plain(text)) for text in texts if text not in known)
        return [known[text] for text in texts]


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

    The cost of a look-up depends on the text alone: it does not grow with the number of names.
    """

    def __init__(self) -> None:
        self._things: dict[str, T] = {}
        self._longest: dict[str, int] = {}
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
        if len(keys) > self._longest.get(keys[0], 0):
            self._longest[keys[0]] = len(keys)
        if small:
            self._small.add(keys[0])
        return self._things.setdefault(" ".join(keys), thing)

    def __len__(self) -> int:
        return len(self._things)

    def begins(self, key: str) -> bool:
        """Whether any name begins with a word."""
        return key in self._longest

    def starts(self, plains: Sequence[str], texts: Sequence[str]) -> list[int]:
        """Where a name may begin: the words that one begins with, those in lower case only if that one may be."""
        longest, small = self._longest, self._small
        return [at for at, key in enumerate(plains) if key in longest and (key in small or not texts[at][0].islower())]

    def get(self, keys: Sequence[str]) -> T | None:
        """What lies under exactly these words."""
        return self._things.get(" ".join(keys))

    def at(self, plains: Sequence[str], index: int) -> Iterator[tuple[int, T]]:
        """What begins at one word of a text, longest first, each with its number of words."""
        longest = self._longest.get(plains[index], 0)
        for length in range(min(longest, len(plains) - index), 0, -1):
            thing = self._things.get(" ".join(plains[index : index + length]))
            if thing is not None:
                yield length, thing
