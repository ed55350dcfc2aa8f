"""Small words around a quantity that are looked past or decide what it is (lexicon/surroundings.toml)."""

from __future__ import annotations

import re
from typing import Final

from recoupe.lexicon.tables import load, strings

__all__ = ["either", "listed"]

_DATA: Final = load("surroundings")["surroundings"]


def listed(name: str) -> frozenset[str]:
    """One of the lists, as a set."""
    return frozenset(strings("surroundings", _DATA, name))


def either(name: str) -> str:
    """One of the lists as an alternation for a larger expression, the longest first."""
    return "|".join(re.escape(form) for form in sorted(strings("surroundings", _DATA, name), key=len, reverse=True))
