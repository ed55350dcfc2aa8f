"""The words at which a number or a multiple may start, found in one search of the text for all who read them.

The words are one tree of letters, tried where the sign before and the first letters allow one (`Starts`). What a word
is worth is decided by its reader, where it stands.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from recoupe.lexicon.multiples import OPENINGS as MULTIPLE_OPENINGS
from recoupe.lexicon.numbers import CARDINALS, COLLECTIVES
from recoupe.lexicon.starts import Starts
from recoupe.lexicon.trie import trie
from recoupe.read.document import Document

__all__ = ["MANY", "Opening", "number_openings", "openings"]

MANY: Final = ("millions", "milliards", "billions")
"""Scales that stand for a number by themselves: « des millions »."""

_NUMBERS: Final = frozenset({*CARDINALS, *COLLECTIVES, *MANY})
_WORDS: Final = {*_NUMBERS, *MULTIPLE_OPENINGS}


_SIGNS: Final = "'(«\"/[:,;.!?+~>=<0123456789-"
_OPENING: Final = Starts(
    rf"[\s{re.escape(_SIGNS)}]"
    rf"((?<![0-9]){trie(_WORDS, capitals=True)}(?!\w)|(?<![0-9])[xX×](?= ?[0-9])|(?<=[0-9])[x×](?![\w'-]| ?[0-9]))",
    {form for word in (*_WORDS, "x", "×") for form in (word, word.capitalize(), word.upper())},
    _SIGNS,
)


class Opening(NamedTuple):
    """A word that may open a multiple: where it starts and ends, its form in lower case, and its kind."""

    start: int
    end: int
    word: str
    kind: str


def number_openings(document: Document) -> list[int]:
    """Where the words start that may open a number."""
    return document.once(_found)[0]


def openings(document: Document) -> list[Opening]:
    """The words that may open a multiple, in text order."""
    return document.once(_found)[1]


def _found(document: Document) -> tuple[list[int], list[Opening]]:
    numbers: list[int] = []
    multiples: list[Opening] = []
    for found in _OPENING.matches(f" {document.folded}"):
        word = found[1].lower()
        start, end = found.span()
        if word in _NUMBERS:
            numbers.append(start)
        else:
            multiples.append(Opening(start, end - 1, word, MULTIPLE_OPENINGS[word]))
    return numbers, multiples
