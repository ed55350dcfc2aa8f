"""French abbreviations after which a full stop ends no sentence (the list is lexicon/abbreviations.toml)."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Final

__all__ = ["BEFORE_FIGURES", "NEVER_LAST"]

_DATA: Final = tomllib.loads(files("recoupe.lexicon").joinpath("abbreviations.toml").read_text("utf-8"))

NEVER_LAST: Final[frozenset[str]] = frozenset(form.casefold() for form in _DATA["never_last"])
"""Abbreviations that never end a sentence, folded."""

BEFORE_FIGURES: Final[frozenset[str]] = frozenset(form.casefold() for form in _DATA["before_figures"])
"""Abbreviations that end none where a figure follows, folded."""
