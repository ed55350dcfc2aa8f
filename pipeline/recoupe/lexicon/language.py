"""The words that tell French from its neighbours."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Final

from recoupe.errors import LexiconError

__all__ = ["FRENCH_WORDS", "reads_as_french"]

_WORDS_NEEDED: Final = 3
_SHARE_NEEDED: Final = 0.2


def _load() -> tuple[frozenset[str], tuple[str, ...], tuple[str, ...]]:
    data = tomllib.loads(files(__package__).joinpath("language.toml").read_text("utf-8"))
    words, accept, reject = data["words"], data["accept"], data["reject"]
    if len(set(words)) != len(words):
        raise LexiconError("language.toml: a word stands twice")
    return frozenset(words), tuple(accept), tuple(reject)


FRENCH_WORDS, ACCEPT, REJECT = _load()
"""Frequent words of French that its neighbours do not have, and texts that prove them."""


def reads_as_french(words: list[str]) -> bool:
    """Whether words in lower case, without apostrophes, are plainly those of a French text."""
    found = [word for word in words if word in FRENCH_WORDS]
    return len(set(found)) >= _WORDS_NEEDED and len(found) >= _SHARE_NEEDED * len(words)
