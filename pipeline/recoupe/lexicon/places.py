"""The places that articles name most, and the adjectives of countries (places.toml)."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from recoupe.lexicon.names import Phrases, plain, words

__all__ = ["Places", "places"]


class Places(NamedTuple):
    """The lists.

    Attributes:
        names: countries, regions and towns by their words; phrases: those of several words, with their spelling.
        demonyms: an adjective of nationality, any gender and number, without accents, to its country's ISO 3166 code.
    """

    names: Phrases[str]
    phrases: Phrases[tuple[str, ...]]
    demonyms: dict[str, str]


def _inflected(adjective: str) -> set[str]:
    """The genders and numbers of an adjective: « italien » → italienne, italiens, italiennes."""
    feminine = adjective
    if adjective.endswith(("ien", "éen")):
        feminine += "ne"
    elif adjective.endswith("turc"):
        feminine = adjective[:-1] + "que"
    elif not adjective.endswith("e"):
        feminine += "e"
    masculines = adjective if adjective.endswith("s") else adjective + "s"
    return {plain(form) for form in (adjective, feminine, masculines, feminine + "s")}


@cache
def places() -> Places:
    """The lists, loaded once."""
    data = tomllib.loads(files("recoupe.lexicon").joinpath("places.toml").read_text("utf-8"))
    names: Phrases[str] = Phrases()
    for kind in ("countries", "regions", "cities"):
        for name in data[kind].split():
            names.add([plain(word) for word in words(name)], kind)
    phrases: Phrases[tuple[str, ...]] = Phrases()
    for name in filter(None, (name.strip() for line in data["phrases"].splitlines() for name in line.split(";"))):
        names.add([plain(word) for word in words(name)], "phrases")
        phrases.add([plain(word) for word in words(name)], tuple(words(name)), small=not name[0].isupper())
    demonyms = {
        form: country
        for country, text in data["demonyms"].items()
        for word in text.split()
        for form in _inflected(word)
    }
    return Places(names, phrases, demonyms)
