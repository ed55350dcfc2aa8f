"""Words that double, divide or take a part (the lists are lexicon/multiples.toml)."""

from __future__ import annotations

from typing import Final

from recoupe.lexicon.inflection import plural, verb
from recoupe.lexicon.numbers import PARTS, VULGAR
from recoupe.lexicon.tables import load, number, strings

__all__ = ["ACTIONS", "BY", "IDIOMS_AFTER", "IDIOMS_BEFORE", "MEASURES", "MULTIPLYING", "OPENINGS", "TIMES_NOUNS"]

_DATA: Final = load("multiples")

MULTIPLYING: Final[dict[str, int]] = {
    form: int(number("multiples", lemma, value)) for lemma, value in _DATA["verbs"].items() for form in verb(lemma)
}
"""Forms of verbs: « doublera » → 2."""

TIMES_NOUNS: Final[dict[str, int]] = {noun: int(value) for noun, value in _DATA["nouns"].items()}
"""« double » → 2, as a noun: « le double »."""

ACTIONS: Final[dict[str, int]] = {
    form: int(value) for noun, value in _DATA["actions"].items() for form in (noun, plural(noun))
}
"""« doublement » → 2."""

MEASURES: Final = tuple(strings("multiples", _DATA["measures"], "stems"))
IDIOMS_AFTER: Final = tuple(strings("multiples", _DATA["idioms"], "after"))
IDIOMS_BEFORE: Final = frozenset(strings("multiples", _DATA["idioms"], "before"))

BY: Final[dict[str, str]] = {
    form: way
    for way, entry in _DATA["by"].items()
    for form in {form for lemma in strings("multiples", entry, "verbs") for form in verb(lemma)}
    | {form for noun in strings("multiples", entry, "nouns") for form in (noun, plural(noun))}
}
"""Words that multiply (`up`) or divide (`down`) by a number that follows: « divisé par deux »."""

OPENINGS: Final[dict[str, str]] = (
    dict.fromkeys([*PARTS, "moitié"], "part")
    | dict.fromkeys(VULGAR, "vulgar")
    | {f"{part}/{whole}": "slash" for whole in range(2, 11) for part in range(1, 10)}
    | dict.fromkeys({*MULTIPLYING, *ACTIONS, *TIMES_NOUNS}, "verb")
    | dict.fromkeys(BY, "by")
    | {"sur": "sur", "fois": "fois", "x": "times", "×": "times"}
)
"""The words that a multiple may be read at, by form, and which reader reads them."""
