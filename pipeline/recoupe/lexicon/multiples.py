"""Words that double, divide or take a part (the lists are lexicon/multiples.toml)."""

from __future__ import annotations

from recoupe.lexicon.inflection import plural, verb
from recoupe.lexicon.tables import load, number, strings

__all__ = ["ACTIONS", "IDIOMS_AFTER", "IDIOMS_BEFORE", "MEASURES", "MULTIPLYING", "TIMES_NOUNS"]

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
