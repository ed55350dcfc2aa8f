"""What is never a company (institutions.toml): acronyms, words that names begin or end with, full names, products."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from recoupe.lexicon.names import Phrases, plain, words

__all__ = ["Institutions", "institutions"]


class Institutions(NamedTuple):
    """The lists.

    Attributes:
        phrases: full names and acronyms by their words; each leads to its spelling.
        heads, tails: words, without case and accents, that such a name begins or ends with.
        people: surnames, as written, that need no first name.
        products: words, as written, that make a thing of the maker's name before them.
    """

    phrases: Phrases[tuple[str, ...]]
    heads: frozenset[str]
    tails: frozenset[str]
    people: frozenset[str]
    products: frozenset[str]


@cache
def institutions() -> Institutions:
    """The lists, loaded once."""
    data = tomllib.loads(files("recoupe.lexicon").joinpath("institutions.toml").read_text("utf-8"))
    phrases: Phrases[tuple[str, ...]] = Phrases()
    full = [name.strip() for line in data["phrases"].splitlines() for name in line.split(";")]
    for name in (*data["names"].split(), *filter(None, full)):
        spelling = tuple(words(name))
        phrases.add([plain(word) for word in spelling], spelling, small=not name[0].isupper())
    return Institutions(
        phrases,
        frozenset(plain(word) for word in data["heads"].split()),
        frozenset(plain(word) for word in data["tails"].split()),
        frozenset(data["people"].split()),
        frozenset(data["products"].split()),
    )
