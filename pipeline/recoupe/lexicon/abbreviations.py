"""French abbreviations after which a full stop ends no sentence (the list is lexicon/abbreviations.toml)."""

from __future__ import annotations

import tomllib
from importlib.resources import files

__all__ = ["NEVER_LAST"]

_DATA = tomllib.loads(files("recoupe.lexicon").joinpath("abbreviations.toml").read_text("utf-8"))

NEVER_LAST: frozenset[str] = frozenset(form.casefold() for form in _DATA["never_last"])
