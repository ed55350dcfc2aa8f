"""A text as it is looked at for what narrows a figure: once for all that is asked of it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from recoupe.crosscheck.places import places_in
from recoupe.lexicon.comparability import comparability
from recoupe.lexicon.gate import words_in
from recoupe.text import fold

__all__ = ["SOMEWHERE", "Wording", "wording"]

SOMEWHERE = "somewhere:"
_SOMEWHERE = re.compile(
    r"[ («\"](?:[àÀ]|[Ee]n|[Dd]ans (?:les?|la)|[Dd]ans l'|[Pp]rès de)[ ]?"
    r"([A-ZÉÈÎÂÔ][\w'-]+(?: [A-ZÉÈÎÂÔ][\w'-]+)*)"
)
"""A place that no list needs to know: a name after a preposition of place, « à Lyon », « dans les Hauts-de-France »."""
_UNACCENTED = re.compile(r"(?:^|(?<=[.:;!?(«-] ))A(?= )")
"""« A données comparables, … »: a capital that begins a sentence often goes without its accent; no verb is first."""


class Wording(NamedTuple):
    """A text folded and in lower case, its words, and the tags that they make: cues, parts and places."""

    plain: str
    words: tuple[str, ...]
    tags: frozenset[str]


@lru_cache(maxsize=4_096)
def wording(text: str) -> Wording:
    """The wording of a text. Those met last are remembered: the claims of a block share sentences, metrics, periods."""
    cased = _UNACCENTED.sub("À", fold(text))
    plain = cased.casefold()
    sequence = words_in(plain)
    words = frozenset(sequence)
    lexicon = comparability()
    tags = set(lexicon.cues.tags_in(plain, words))
    tags.update(f"part {word}" for _, word in lexicon.parts.findall(plain, words))
    tags.update(lexicon.marked[word] for word in lexicon.marks.findall(plain, words))
    tags.update(places_in(plain, words))
    tags.update(f"{SOMEWHERE} {name.casefold()}" for name in _SOMEWHERE.findall(f" {cased}"))
    return Wording(plain, sequence, frozenset(tags))
