"""First names (first_names.toml): the word after one of them is a person's surname."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

__all__ = ["first_names"]


@cache
def first_names() -> frozenset[str]:
    """The first names, as written."""
    data = tomllib.loads(files("recoupe.lexicon").joinpath("first_names.toml").read_text("utf-8"))
    return frozenset(data["names"].split())
