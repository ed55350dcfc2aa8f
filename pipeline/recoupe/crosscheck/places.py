"""Countries and continents in text, by their French names in CLDR."""

from __future__ import annotations

import re
import unicodedata
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
    names = {code: name for code, name in Locale("fr").territories.items() if code not in ("ZZ", "EZ", "UN")}
    spelled = ((form, code) for code, name in names.items() for form in (_unaccented(name), name))
    return {fold(form).casefold(): code for form, code in spelled}


def _unaccented(name: str) -> str:
    """A name as it is often printed, its capitals without accents: « Etats-Unis », « Ile Maurice »."""
    return "".join(unicodedata.normalize("NFD", letter)[0] if letter.isupper() else letter for letter in name)


@cache
def _by_key() -> dict[str, str]:
    return {key_of(name): code for name, code in _codes().items()}


@cache
def _gate() -> Gate:
    forms = sorted(_codes(), key=lambda name: (-len(name), name))
    before = r"(?<![\w-])(hors (?:de |d'|du |des )?|en |au |aux |dans (?:le |la |les |l'))"
    return Gate(re.compile(rf"{before}({'|'.join(map(re.escape, forms))})(?![\w-])"), forms)
