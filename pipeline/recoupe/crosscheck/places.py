"""Countries and continents in text, by their French names in CLDR."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from babel import Locale

from recoupe.lexicon.gate import Gate
from recoupe.store.naming import key_of
from recoupe.text import fold

__all__ = ["place_named", "places_in"]


def places_in(text: str, words: frozenset[str]) -> Iterator[str]:
    """The codes of the places that stand after a preposition, `not FR` for « hors de France ».

    Args:
        text: folded and in lower case.
        words: its words.
    """
    for preposition, name in _gate().findall(text, words):
        yield f"not {_codes()[name]}" if preposition.startswith("hors") else _codes()[name]


def place_named(key: str) -> str | None:
    """The code of the place of which this is the key."""
    return _by_key().get(key)


@cache
def _codes() -> dict[str, str]:
    names = Locale("fr").territories
    return {fold(name).casefold(): code for code, name in names.items() if code not in ("ZZ", "EZ", "UN")}


@cache
def _by_key() -> dict[str, str]:
    return {key_of(name): code for name, code in _codes().items()}


@cache
def _gate() -> Gate:
    forms = sorted(_codes(), key=lambda name: (-len(name), name))
    before = r"(?<![\w-])(hors (?:de |d'|du |des )?|en |au |aux |dans (?:le |la |les |l'))"
    return Gate(re.compile(rf"{before}({'|'.join(map(re.escape, forms))})(?![\w-])"), forms)
