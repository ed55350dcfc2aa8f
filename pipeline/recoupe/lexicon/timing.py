"""Words that tell when a figure is meant without naming a time (lexicon/timing.toml): markets, sessions, lengths."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from typing import Any, Final, NamedTuple

from recoupe.errors import LexiconError
from recoupe.lexicon.metrics import METRICS

__all__ = ["TIMING", "Timing", "load"]

_LISTS: Final = (
    "quoted",
    "indices",
    "sessions",
    "trading",
    "saying",
    "flows",
    "stocks",
    "moving",
    "shares",
    "loose",
    "earning",
)


class Timing(NamedTuple):
    """The file, compiled. See lexicon/timing.toml for what each list holds."""

    quoted: frozenset[str]
    indices: re.Pattern[str]
    sessions: re.Pattern[str]
    trading: frozenset[str]
    saying: frozenset[str]
    flows: frozenset[str]
    stocks: frozenset[str]
    moving: frozenset[str]
    shares: frozenset[str]
    loose: frozenset[str]
    earning: frozenset[str]
    lengths: tuple[tuple[re.Pattern[str], int], ...]


def _pattern(words: list[str]) -> re.Pattern[str]:
    listed = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{listed})s?(?![\w-])")


def load(data: dict[str, Any]) -> Timing:
    """The file, checked.

    Raises:
        LexiconError: a list is missing or holds what is no lower-case word, or a flow or a stock is no
            key of metrics.toml.
    """
    lists: dict[str, list[str]] = {}
    for name in _LISTS:
        words = data.get(name)
        if not isinstance(words, list) or not words or any(word != str(word).lower() for word in words):
            raise LexiconError(f"timing.toml: {name} is missing, empty or holds what is no lower-case word")
        lists[name] = words
    for name in ("flows", "stocks"):
        unknown = set(lists[name]) - {entry.key for entry in METRICS}
        if unknown:
            raise LexiconError(f"timing.toml: {name}: {sorted(unknown)[0]!r} is no key of metrics.toml")
    lengths = data.get("lengths")
    if not isinstance(lengths, dict) or not all(months.isdigit() for months in lengths):
        raise LexiconError("timing.toml: lengths is missing, or a length is no number of months")
    return Timing(
        frozenset(lists["quoted"]),
        _pattern(lists["indices"]),
        _pattern(lists["sessions"]),
        frozenset(lists["trading"]),
        frozenset(lists["saying"]),
        frozenset(lists["flows"]),
        frozenset(lists["stocks"]),
        frozenset(lists["moving"]),
        frozenset(lists["shares"]),
        frozenset(lists["loose"]),
        frozenset(lists["earning"]),
        tuple((re.compile(rf"(?<!\w)(?:{'|'.join(stems)})s?(?!\w)"), int(n)) for n, stems in lengths.items()),
    )


TIMING: Final = load(tomllib.loads(files("recoupe.lexicon").joinpath("timing.toml").read_text("utf-8")))
"""The words of the package's own file."""
