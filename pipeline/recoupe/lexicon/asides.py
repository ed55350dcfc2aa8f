"""Set phrases that say nothing of the figures of their clause (lexicon/asides.toml): « en revanche »."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from typing import Any, Final

from recoupe.errors import LexiconError

__all__ = ["ASIDES", "PHRASES", "load"]


def load(data: dict[str, Any]) -> tuple[str, ...]:
    """The phrases of the file, longest first.

    Raises:
        LexiconError: there is no list of them, or one is not in lower case or comes twice.
    """
    listed = data.get("asides")
    if not isinstance(listed, list) or not listed:
        raise LexiconError("asides.toml: a list `asides` is wanted")
    for phrase in listed:
        if not isinstance(phrase, str) or phrase != " ".join(phrase.casefold().replace("’", "'").split()):
            raise LexiconError(f"asides.toml: {phrase!r} is not in folded lower case")
    if len(set(listed)) < len(listed):
        raise LexiconError("asides.toml: a phrase comes twice")
    return tuple(sorted(listed, key=lambda phrase: (-len(phrase), phrase)))


PHRASES: Final = load(tomllib.loads(files("recoupe.lexicon").joinpath("asides.toml").read_text("utf-8")))


def _grouped(phrases: tuple[str, ...]) -> str:
    """Alternatives grouped by their first word, longest first in each: most words of a text are no first word."""
    tails: dict[str, list[str]] = {}
    for phrase in phrases:
        first, space, rest = phrase.partition(" ")
        tails.setdefault(first, []).append(re.escape(space + rest))
    return "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in tails.items())


ASIDES: Final = re.compile(rf"(?<!\w)(?:{_grouped(PHRASES)})(?!\w)", re.IGNORECASE)
"""Finds the phrases in folded text."""
