"""What makes of a percentage a level, a part of a whole or a change (the lists are lexicon/kinds.toml)."""

from __future__ import annotations

from typing import Final

from recoupe.lexicon.inflection import plural, verb
from recoupe.lexicon.tables import load, strings
from recoupe.lexicon.words import words

__all__ = ["AFTER_KINDS", "LEVEL_VERBS", "RATE_NOUNS", "SHARE_NOUNS", "SHARE_VERBS"]

_DATA: Final = load("kinds")


def _nouns(kind: str) -> frozenset[str]:
    named = strings("kinds", _DATA[kind], "nouns")
    return frozenset(form.lower() for noun in named for form in (noun, plural(noun)))


def _verbs(kind: str) -> frozenset[str]:
    lemmas = strings("kinds", _DATA[kind], "verbs")
    regular = {form for lemma in lemmas for form in verb(lemma)}
    return frozenset(regular | set(strings("kinds", _DATA[kind], "irregular")))


RATE_NOUNS: Final = _nouns("rate")
"""Nouns of level: « taux », « marges »."""

SHARE_NOUNS: Final = _nouns("share")
"""Nouns of part: « part », « proportion »."""

LEVEL_VERBS: Final = _verbs("rate")
"""Verbs that give a level: « s'établit à »."""

SHARE_VERBS: Final = _verbs("share")
"""Verbs that give a part: « représente »."""

AFTER_KINDS: Final[dict[str, list[tuple[tuple[str, ...], str]]]] = {}
"""Phrases right after a percentage, by their first word, the longest first: « de plus » → up, « de marge » → rate."""

for _kind in ("up", "down", "share", "rate"):
    for _phrase in strings("kinds", _DATA["after"], _kind):
        _parts = tuple(words(_phrase.lower()))
        AFTER_KINDS.setdefault(_parts[0], []).append((_parts, _kind))
for _found in AFTER_KINDS.values():
    _found.sort(key=lambda item: -len(item[0]))
