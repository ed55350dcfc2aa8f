"""How a lexicon file is read, and what is checked of every entry."""

from __future__ import annotations

import tomllib
import unicodedata
from decimal import Decimal
from importlib.resources import files
from typing import Any

from recoupe.errors import LexiconError

__all__ = ["load", "number", "strings", "unaccented"]


def load(name: str) -> dict[str, Any]:
    """The content of `lexicon/NAME.toml`.

    Raises:
        LexiconError: the file is no TOML.
    """
    try:
        return tomllib.loads(files("recoupe.lexicon").joinpath(f"{name}.toml").read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"lexicon/{name}.toml is no TOML: {error}") from error


def number(name: str, entry: str, value: Any) -> Decimal:
    """The value of an entry as a decimal.

    Raises:
        LexiconError: it is no integer or decimal string.
    """
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise LexiconError(f"lexicon/{name}.toml, {entry!r}: the value is an integer or a string, not {value!r}")
    return Decimal(value)


def strings(name: str, entry: dict[str, Any], key: str) -> list[str]:
    """A list of strings in an entry, empty where it has none.

    Raises:
        LexiconError: something else stands there.
    """
    value = entry.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
        raise LexiconError(f"lexicon/{name}.toml, {entry}: {key} is a list of strings")
    return value


def unaccented(word: str) -> str:
    """A word without its accents: what a headline in capitals makes of it."""
    return "".join(char for char in unicodedata.normalize("NFD", word) if not unicodedata.combining(char))
