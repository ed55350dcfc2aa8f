"""Words that double, divide or take a part (the lists are lexicon/multiples.toml)."""

from __future__ import annotations

from recoupe.lexicon.inflection import plural, verb
from recoupe.lexicon.numbers import PARTS, VULGAR
from recoupe.lexicon.tables import load, number, strings

__all__ = ["ACTIONS", "BY", "IDIOMS_AFTER", "IDIOMS_BEFORE", "MEASURES", "MULTIPLYING", "OPENINGS", "TIMES_NOUNS"]

_DATA = load("multiples")

MULTIPLYING: dict[str, int] = {
    form: int(number("multiples", lemma, value)) for lemma, value in _DATA["verbs"].items() for form in verb(lemma)
}
"""Forms of verbs: « doublera » → 2."""

TIMES_NOUNS: dict[str, int] = {noun: int(value) for noun, value in _DATA["nouns"].items()}
"""« double » → 2, as a noun: « le double »."""

ACTIONS: dict[str, int] = {
    form: int(value) for noun, value in _DATA["actions"].items() for form in (noun, plural(noun))
}
"""« doublement » → 2."""

MEASURES = tuple(strings("multiples", _DATA["measures"], "stems"))
IDIOMS_AFTER = tuple(strings("multiples", _DATA["idioms"], "after"))
IDIOMS_BEFORE = frozenset(strings("multiples", _DATA["idioms"], "before"))

BY: dict[str, str] = {
    form: way
    for way, entry in _DATA["by"].items()
    for form in {form for lemma in strings("multiples", entry, "verbs") for form in verb(lemma)}
    | {form for noun in strings("multiples", entry, "nouns") for form in (noun, plural(noun))}
}
"""Words that multiply (`up`) or divide (`down`) by a number that follows: « divisé par deux »."""

OPENINGS: dict[str, str] = (
    dict.fromkeys([*PARTS, "moitié"], "part")
    | dict.fromkeys(VULGAR, "vulgar")
    | {f"{part}/{whole}": "slash" for whole in range(2, 11) for part in range(1, 10)}
    | dict.fromkeys({*MULTIPLYING, *ACTIONS, *TIMES_NOUNS}, "verb")
    | dict.fromkeys(BY, "by")
    | {"sur": "sur", "fois": "fois", "x": "times", "×": "times"}
)
"""The words that a multiple may be read at, by form, and which reader reads them."""
