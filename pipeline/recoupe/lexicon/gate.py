"""A pattern of many phrases, run only on a text that holds one of the words without which it cannot match.

A pattern that tries hundreds of phrases at each place of a text is slow, and nearly always finds nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from typing import Any

__all__ = ["Gate", "words_in"]

_WORD = re.compile(r"\w+")


def words_in(text: str) -> frozenset[str]:
    """The words of a text, to be shown to the gates."""
    return frozenset(_WORD.findall(text))


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
            self._phrases.setdefault(max(_WORD.findall(phrase), key=len), []).append(phrase)
        self._words = frozenset(self._phrases)

    def findall(self, text: str, words: AbstractSet[str]) -> list[Any]:
        """What the pattern finds in a text, of which these are the words."""
        if self._words.isdisjoint(words):
            return []
        met = (phrase for word in self._words & words for phrase in self._phrases[word])
        return self.pattern.findall(text) if any(phrase in text for phrase in met) else []
