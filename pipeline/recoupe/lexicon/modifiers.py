"""Words that say how exact a figure is (the lists are lexicon/modifiers.toml)."""

from __future__ import annotations

from typing import Final

from recoupe.errors import LexiconError
from recoupe.lexicon.inflection import verb
from recoupe.lexicon.tables import load, strings
from recoupe.lexicon.words import words

__all__ = ["AFTER", "BEFORE", "MODIFYING_VERBS"]

Phrases = list[tuple[tuple[str, ...], str]]

_DATA: Final = load("modifiers")


def _phrases(key: str, *, backwards: bool) -> dict[str, Phrases]:
    """Phrases as words, by the word nearest to the figure, the longest first."""
    table: dict[str, Phrases] = {}
    seen: dict[tuple[str, ...], str] = {}
    for entry in _DATA["modifier"]:
        for phrase in strings("modifiers", entry, key):
            parts = tuple(words(phrase.lower()))
            if seen.setdefault(parts, entry["value"]) != entry["value"]:
                raise LexiconError(f"lexicon/modifiers.toml: {phrase!r} is claimed twice")
            order = parts[::-1] if backwards else parts
            if (order, entry["value"]) not in table.setdefault(order[0], []):
                table[order[0]].append((order, entry["value"]))
    for found in table.values():
        found.sort(key=lambda item: -len(item[0]))
    return table


def _by_two(phrases: dict[str, Phrases]) -> dict[str, dict[str, Phrases]]:
    """The same by the word nearest to the figure, then by the next one ("" for a phrase of one word)."""
    table: dict[str, dict[str, Phrases]] = {}
    for nearest, found in phrases.items():
        for phrase, value in found:
            table.setdefault(nearest, {}).setdefault(phrase[1] if len(phrase) > 1 else "", []).append((phrase, value))
    return table


BEFORE: Final = _by_two(_phrases("before", backwards=True))
"""Phrases at the left of a figure, words in reverse, by their last word and the one before it."""

AFTER: Final = _phrases("after", backwards=False)
"""Phrases at its right, by their first word."""

MODIFYING_VERBS: Final[dict[str, str]] = {
    form: entry["value"]
    for entry in _DATA["modifier"]
    for form in {form for lemma in strings("modifiers", entry, "verbs") for form in verb(lemma)}
    | set(strings("modifiers", entry, "irregular"))
}
"""Verbs whose object is a bound: « dépasse » → min."""
