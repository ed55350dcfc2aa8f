"""Words that tell a change and the way it goes (the lists are lexicon/trends.toml)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from recoupe.lexicon.inflection import adjective, plural, verb
from recoupe.lexicon.tables import load, strings

__all__ = ["AMOUNTS", "MOVING", "PASSAGES", "TREND_ADJECTIVES", "TREND_NOUNS", "TREND_OBJECTS", "TREND_VERBS"]

_DATA: Final = load("trends")
_HOMOGRAPHS: Final = frozenset(strings("trends", _DATA["homographs"], "forms"))
_WAYS: Final = {"up": "up", "down": "down", "open": ""}


def _table(key: str, irregular: str | None, inflect: Callable[[str], Iterable[str]]) -> dict[str, str]:
    table: dict[str, str] = {}
    for name, way in _WAYS.items():
        for lemma in strings("trends", _DATA[name], key):
            for form in inflect(lemma):
                if key == "nouns" or form not in _HOMOGRAPHS:
                    table.setdefault(form, way)
        if irregular:
            table.update(dict.fromkeys(strings("trends", _DATA[name], irregular), way))
    return table


TREND_NOUNS: Final[dict[str, str]] = _table("nouns", None, lambda noun: (noun, plural(noun)))
"""« hausses » → "up", « recul » → "down", « écart » → ""."""

TREND_VERBS: Final[dict[str, str]] = _table("verbs", "irregular", verb)
"""Forms of verbs that take the amount with « de »."""

TREND_OBJECTS: Final[dict[str, str]] = _table("objects", "irregular_objects", verb)
"""Forms of verbs that take it as their object."""

TREND_ADJECTIVES: Final[dict[str, str]] = _table("adjectives", None, adjective)
"""« inférieure » → "down"."""


def _forms(key: str) -> frozenset[str]:
    return frozenset(form for lemma in strings("trends", _DATA["passages"], key) for form in verb(lemma))


PASSAGES: Final[frozenset[str]] = _forms("verbs")
"""Forms of verbs after which « de X à Y » are two levels, not a range."""

MOVING: Final[frozenset[str]] = PASSAGES | _forms("moving")
"""The same, and verbs that need more than that to be read so."""

AMOUNTS: Final[frozenset[str]] = frozenset(
    form for noun in strings("trends", _DATA["amounts"], "nouns") for form in (noun, plural(noun))
)
"""Nouns of change that are amounts in themselves: « une perte de 3 M€ »."""
