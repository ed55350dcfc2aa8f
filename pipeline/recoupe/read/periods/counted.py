"""Readers of the families that count units or step from another time: « il y a deux ans », « un an plus tôt »."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from recoupe.lexicon.periods import COUNTS, UNITS
from recoupe.read.periods.grammar import alt
from recoupe.read.periods.parts import OF_YEAR, YEARS, with_year
from recoupe.read.periods.when import Way, When

__all__ = ["COUNTED"]

_COUNT: Final = re.compile(rf"(?<![\w-])(?:({alt(COUNTS)})|(\d{{1,3}}))(?![\w-])")
_UNIT: Final = re.compile(rf"(?<!\w)({alt(UNITS)})(?!\w)")


def _number(words: str) -> int:
    found = _COUNT.search(words)
    if found is None:
        return 1
    return COUNTS[found[1]] if found[1] else int(found[2])


def _unit(words: str) -> str:
    found = _UNIT.search(words)
    return UNITS[found[1]] if found else "year"


def _first(words: str) -> When:
    unit = _unit(words)
    count = _number(words) if _COUNT.search(words.split(unit)[0]) else 1
    if not _COUNT.match(words):
        return When("month", way="length")
    return with_year(When(unit, number=1, units=count, way="first"), words[words.index(" ") :])


def _rolling(words: str) -> When:
    body = words.removeprefix("dans ")
    coming = any(form in body for form in ("prochain", "venir", "viennent"))
    head = body.split(" l'")[0]
    if _COUNT.search(head) is None:
        return When(_unit(body), way="length")
    when = When(_unit(body), units=_number(body), way="next" if coming else "last")
    if YEARS.search(words) or OF_YEAR.search(words, len(head)):
        return with_year(when._replace(way="final"), words[len(head) :] or words)
    return when


def _counted(way: Way) -> Callable[[str], When]:
    def read(words: str) -> When:
        return When(_unit(words), units=_number(words.removeprefix("il y a")), way=way)

    return read


def _earlier(words: str) -> When:
    later = words.endswith(("tard", "s"))
    return When(_unit(words), units=_number(words), way="later" if later else "earlier")


def _same(words: str) -> When:
    unit = "day" if "date" in words and not words.startswith("pareille") else "year"
    return with_year(When(unit, way="same"), words)


COUNTED: Final[dict[str, Callable[[str], When]]] = {
    "same": _same,
    "ago": _counted("ago"),
    "ahead": _counted("ahead"),
    "rolling": _rolling,
    "since": _counted("last"),
    "length": _counted("length"),
    "earlier": _earlier,
    "first": _first,
}
"""Family of the grammar → its reader."""
