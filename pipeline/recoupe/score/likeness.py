"""When two readers mean the same: names, metrics, periods and numbers, compared as a person would."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

__all__ = ["number", "overlap", "same_interval", "same_metric", "same_name", "simplify"]

_EMPTY = frozenset(
    simple
    for line in (
        "le la les l de du des d un une et a au aux en sur pour par",
        "son sa ses leur leurs ce cette ces que qui dans the of",
    )
    for simple in line.split()
)
_QUARTER_ENDS = ("03-31", "06-30", "09-30", "12-31")
_Interval = tuple[str | None, str | None]


def simplify(text: str | None) -> str:
    """Lower case, without accents or punctuation (% stays): what is compared of a name."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text or "").casefold() if not unicodedata.combining(c))
    return re.sub(r"[^\w%]+", " ", plain.replace("’", "'")).strip()


def _words(text: str | None) -> set[str]:
    return {word for word in simplify(text).split() if word not in _EMPTY}


def same_name(one: str | None, other: str | None) -> bool:
    """Whether one name holds the other, or shares three words in five with it; two absent names are the same."""
    left, right = simplify(one), simplify(other)
    if not left or not right:
        return left == right
    if left in right or right in left:
        return True
    mine, theirs = _words(left), _words(right)
    return len(mine & theirs) / max(1, min(len(mine), len(theirs))) >= 0.6


def same_metric(one: str | None, other: str | None) -> bool:
    """Whether half the words of the shorter, by their first six letters, are in the longer."""
    mine, theirs = ({word[:6] for word in _words(text)} for text in (one, other))
    return bool(mine and theirs) and len(mine & theirs) / min(len(mine), len(theirs)) >= 0.5


def number(value: object) -> Fraction | None:
    """An exact number, whatever it is spelled like; None where it is none."""
    try:
        return Fraction(str(value))
    except (ValueError, ZeroDivisionError):
        return None


def overlap(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two marks share a character."""
    return bool(one["start"] < other["end"] and other["start"] < one["end"])


def same_interval(marked: str | None, period: Mapping[str, Any] | None) -> bool:
    """Whether a period in the notation of the gold (`2024`, `2024-Q1`, `2024-01/2024-06`) is the one that was read."""
    read: _Interval | None = None
    if period and (period.get("start") or period.get("end")):
        read = (period.get("start"), period.get("end"))
    return interval(marked) == read


def interval(marked: str | None) -> _Interval | None:
    """The first and last day of a period in the notation of the gold; None where it is none."""
    if not marked:
        return None
    if "/" not in marked:
        return _part(marked)
    left, right = (_part(part) or (None, None) for part in marked.split("/", 1))
    return left[0], right[1]


def _part(written: str) -> _Interval | None:
    part = written.strip()
    if re.fullmatch(r"\d{4}", part):
        return f"{part}-01-01", f"{part}-12-31"
    if found := re.fullmatch(r"(\d{4})-?Q([1-4])", part):
        quarter = int(found[2])
        return f"{found[1]}-{3 * quarter - 2:02d}-01", f"{found[1]}-{_QUARTER_ENDS[quarter - 1]}"
    if found := re.fullmatch(r"(\d{4})-?[HS]([12])", part):
        days = ("01-01", "06-30") if found[2] == "1" else ("07-01", "12-31")
        return f"{found[1]}-{days[0]}", f"{found[1]}-{days[1]}"
    if found := re.fullmatch(r"(\d{4})-(\d\d)", part):
        year, month = int(found[1]), int(found[2])
        last = dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)
        return f"{part}-01", last.isoformat()
    return (part, part) if re.fullmatch(r"\d{4}-\d\d-\d\d", part) else None
