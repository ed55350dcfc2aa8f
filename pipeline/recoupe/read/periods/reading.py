"""From the words of one time to what they say (`When`): a reader a family of the grammar."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from recoupe.lexicon.periods import MONTHS, NEIGHBOURS, ORDINALS, SEASONS, SHIFTS, UNITS, WEEKDAYS
from recoupe.read.periods.counted import COUNTED
from recoupe.read.periods.grammar import alt
from recoupe.read.periods.parts import SHIFTED, YEARS, short_year, with_year
from recoupe.read.periods.when import When

__all__ = ["read_match"]

_ORDINAL: Final = re.compile(rf"(?<!\w)({alt(ORDINALS)})(?!\w)")
_MONTH: Final = re.compile(rf"(?<!\w)({alt(MONTHS)})(?!\w)")
_DAY: Final = re.compile(r"(?<!\w)(\d{1,2})(?:er|ᵉʳ)?(?!\w)")
_WEEKDAY: Final = re.compile(rf"(?<!\w)({alt(WEEKDAYS)})(?!\w)")
_SEASON: Final = re.compile(rf"(?<!\w)({alt(SEASONS)})(?!\w)")
_CLOSED: Final = {"semestre": "half", "trimestre": "quarter"}
_DECADES: Final = {"vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "soixante-dix": 70}
_RELATIVE_DAYS: Final = {"avant-hier": -2, "hier": -1, "demain": 1, "après-demain": 2, "apres-demain": 2}


def _iso(words: str) -> When:
    year, month, number = words.split("-")
    return When("day", year=int(year), number=int(month), day=int(number))


def _numeric(words: str) -> When:
    number, month, year = re.split(r"[/.]", words)
    return When("day", year=int(year), number=int(month), day=int(number))


def _day(words: str) -> When:
    month = _MONTH.search(words, _DAY.search(words).end())  # type: ignore[union-attr]
    assert month is not None
    days = [int(found[1]) for found in _DAY.finditer(words, 0, month.start())]
    first, last = days[0], days[-1]
    when = When("day", number=MONTHS[month[1]], day=first, last_day=last if last != first else None)
    return with_year(when, words[month.end() :])


def _close(words: str) -> When:
    month = list(_MONTH.finditer(words))[-1]
    number = _DAY.search(words, 0, month.start())
    unit = next((unit for name, unit in _CLOSED.items() if name in words[: month.start()]), "year")
    when = When(unit, number=MONTHS[month[1]], day=int(number[1]) if number else None, way="closed")
    return with_year(when, words[month.end() :])


def _month(words: str) -> When:
    found = list(_MONTH.finditer(words))
    if not found:
        when = with_year(When("month"), words)
        return when._replace(shift=0) if when == When("month") else when
    first, last = MONTHS[found[0][1]], MONTHS[found[-1][1]]
    return with_year(When("month", number=first, units=max(last - first, 0) + 1), words[found[-1].end() :])


def _quarter(words: str) -> When:
    if found := re.match(r"([tqsh])([1-4])|([1-4])(?:er|[eèé]m?e?)? ?([tqs])(?![a-zéè])", words):
        unit = "quarter" if (found[1] or found[4]) in "tq" else "half"
        return short_year(When(unit, number=int(found[2] or found[3])), words[found.end() :])
    if words.startswith("fy"):
        return short_year(When("year", fiscal=True), words[2:])
    if words[1] == "m":
        return short_year(When("month", number=1, units=int(words[0]), way="first"), words[2:])
    unit = "half" if "semestre" in words else "quarter"
    at = words.index("mestre") if unit == "half" else words.index("trimestre")
    ordinals = [ORDINALS[found[1]] for found in _ORDINAL.finditer(words, 0, at)]
    if ordinals:
        when = When(unit, number=ordinals[0], units=ordinals[-1] - ordinals[0] + 1)
        return with_year(when, words[at:])
    when = with_year(When(unit), words[at:])
    if words.startswith("dernier"):
        dated = when.year or when.of is not None or when.neighbour
        return when._replace(number=4 if unit == "quarter" else 2) if dated else when._replace(shift=-1)
    if words.startswith("prochain"):
        return when._replace(shift=1)
    return when if when.shift is not None or when.neighbour else when._replace(shift=0)


def _week(words: str) -> When:
    if "week-end" in words:
        return with_year(When("week"), words)
    when = with_year(When("week"), words)
    return when if when.shift is not None or when.neighbour else when._replace(shift=0)


def _relative_day(words: str) -> When:
    if "veille" in words or "lendemain" in words:
        return When("day", neighbour=-1 if "veille" in words else 1)
    shift = next((step for form, step in _RELATIVE_DAYS.items() if words.startswith(form)), 0)
    return When("day", shift=shift)


def _weekday(words: str) -> When:
    found = _WEEKDAY.search(words)
    assert found is not None
    return with_year(When("day", number=WEEKDAYS[found[1]]), words[found.end() :])


def _decade(words: str) -> When:
    if found := YEARS.search(words):
        return When("decade", year=int(found[1]) // 10 * 10)
    if words.startswith("ann"):
        said = words.split(" ", 1)[1]
        tens = int(said) if said.isdigit() else _DECADES.get(said, 90 if "dix" in said else 80)
        return When("decade", year=1900 + tens)
    when = with_year(When("decade"), words)
    return when if when.shift is not None or when.neighbour else when._replace(shift=0)


def _century(words: str) -> When:
    roman = re.match(r"[xvi]+", words)
    if roman is None or not words[roman.end() :].startswith(("e ", "è", "é", "em")):
        return When("century", year=2001 if words.startswith("ce") else 1901)
    value = {"i": 1, "v": 5, "x": 10}
    numbers = [value[char] for char in roman[0]]
    total = sum(-n if n < max(numbers[i:]) else n for i, n in enumerate(numbers))
    return When("century", year=total * 100 - 99)


def _season(words: str) -> When:
    found = _SEASON.search(words)
    assert found is not None
    return with_year(When("season", number=SEASONS[found[1]]), words[found.end() :])


def _year(words: str) -> When:
    when = with_year(When("year"), words)
    if when.of is not None:
        return when._replace(shift=when.of, of=None)
    return when


def _relative_year(words: str) -> When:
    if words.endswith(" exercice"):
        found = SHIFTED.match(words)
        assert found is not None
        where = {"shift": SHIFTS[found[1]]} if found[1] else {"neighbour": NEIGHBOURS[found[2]]}
        return When("year", fiscal=True, **where)  # type: ignore[arg-type]
    if words.startswith("cette") and (words.endswith(("-là", "-la")) or "me ann" in words):
        return When("year", neighbour=0)
    if "campagne" in words:
        return with_year(When("year"), words)
    return _year(words)


def _bare(words: str) -> When:
    if "siècle" in words:
        return When("century", year=2001)
    unit = next(UNITS[word] for word in re.split(r"[ ']", words) if word in UNITS)
    return When(unit, shift=0, fiscal="exercice" in words)


_READERS: Final[dict[str, Callable[[str], When]]] = {
    **COUNTED,
    "iso": _iso,
    "numeric": _numeric,
    "close": _close,
    "day": _day,
    "quarter": _quarter,
    "week": _week,
    "relday": _relative_day,
    "weekday": _weekday,
    "decade": _decade,
    "century": _century,
    "season": _season,
    "month": _month,
    "relyear": _relative_year,
    "year": _year,
    "bare": _bare,
    "that": lambda words: When("year", neighbour=0),
}


def read_match(found: re.Match[str]) -> When:
    """What one match of the scanner says."""
    family = found.lastgroup
    assert family is not None
    return _READERS[family](found[0])
