"""A pattern of many phrases, run only on a text that holds one of the words without which it cannot match.

A pattern that tries hundreds of phrases at each place of a text is slow, and nearly always finds nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from typing import Any, Final

__all__ = ["Gate", "words_in"]

_WORD: Final = re.compile(r"\w+")
_COMMON: Final = 4
"""Words of fewer letters open no gate where a phrase has others: nearly every text holds them."""


def words_in(text: str) -> tuple[str, ...]:
    """The words of a text, in order; their set is what is shown to the gates."""
    return tuple(_WORD.findall(text))


class Gate:
    """A pattern behind its phrases.

    Args:
        pattern: matches only where one of the phrases stands, at the bounds of words.
        phrases: as they stand in a text of the same spelling.
    """

    def __init__(self, pattern: re.Pattern[str], phrases: Iterable[str]) -> None:
        self.pattern = pattern
        self._phrases: dict[str, list[str]] = {}
        for phrase in phrases:
            self._phrases.setdefault(_telling(phrase), []).append(phrase)
        self._words = frozenset(self._phrases)

    def findall(self, text: str, words: AbstractSet[str]) -> list[Any]:
        """What the pattern finds in a text, of which these are the words."""
        return self.pattern.findall(text) if self.met(text, words) else []

    def met(self, text: str, words: AbstractSet[str]) -> list[str]:
        """The phrases whose letters the text holds, at the bounds of words or not."""
        if self._words.isdisjoint(words):
            return []
        return [phrase for word in self._words & words for phrase in self._phrases[word] if phrase in text]


def _telling(phrase: str) -> str:
    """The word by which a phrase is looked for: a long one, or a number, which few texts hold."""
    return max(words_in(phrase), key=lambda word: (len(word) >= _COMMON or word.isdigit(), len(word)))
