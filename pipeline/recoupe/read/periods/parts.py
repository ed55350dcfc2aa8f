"""Parts that several families share: the year that a time is of, and the way it points to it."""

from __future__ import annotations

import re
from typing import Final

from recoupe.lexicon.periods import NEIGHBOURS, SHIFTS
from recoupe.read.periods.grammar import YEAR, alt
from recoupe.read.periods.when import When

__all__ = ["OF_YEAR", "SHIFTED", "YEARS", "short_year", "with_year"]

YEARS: Final = re.compile(rf"(?<!\d)({YEAR})(?:[-/]({YEAR}|\d\d))?(?!\d)")
_SHORT_YEAR: Final = re.compile(r"(\d\d)(?:[-/](\d\d))?$")
SHIFTED: Final = re.compile(rf"(?<!\w)(?:({alt(SHIFTS)})|({alt(NEIGHBOURS)}))(?!\w)")
OF_YEAR: Final = re.compile(r"(?<!\w)(?:ann[ée]e|an|exercice)(?!\w)")
_FISCAL: Final = re.compile(r"exercice|fiscal")


def with_year(when: When, words: str) -> When:
    """The same with the year that the words name, or the way they point to it."""
    if found := YEARS.search(words):
        year, last = int(found[1]), found[2]
        last_year = None if last is None else int(last) if len(last) == 4 else year // 100 * 100 + int(last)
        if last_year is not None and last_year <= year:
            last_year = None
        split = last_year == year + 1
        return when._replace(year=year, last_year=last_year, fiscal=split or bool(_FISCAL.search(words)))
    fiscal = bool(_FISCAL.search(words))
    at = OF_YEAR.search(words)
    found = SHIFTED.search(words, at.end() if at else 0)
    if at is None:
        if found is None:
            return when
        if found[1]:
            return when._replace(shift=SHIFTS[found[1]])
        return when._replace(neighbour=NEIGHBOURS[found[2]])
    if found and found[2]:
        return when._replace(neighbour=NEIGHBOURS[found[2]], fiscal=fiscal)
    if found is None and "cette" not in words:
        return when._replace(fiscal=fiscal)
    return when._replace(of=SHIFTS[found[1]] if found else 0, fiscal=fiscal)


def short_year(when: When, words: str) -> When:
    """The same with a year of four or two digits (« 3T24 », « S1 2023/24 »)."""
    if YEARS.search(words):
        return with_year(when, words)
    if found := _SHORT_YEAR.search(words):
        last = 2000 + int(found[2]) if found[2] else None
        return when._replace(year=2000 + int(found[1]), last_year=last, fiscal=when.fiscal or last is not None)
    return when
