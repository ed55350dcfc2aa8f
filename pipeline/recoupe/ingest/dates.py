"""Publication dates: as metadata write them, and in the name of a file."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache

__all__ = ["date_in_name", "read_date"]

_ISO = re.compile(r"\s*(\d{4})-?(\d\d)-?(\d\d)(?:[T\s].*)?\s*", re.DOTALL)
_DAY_FIRST = re.compile(r"\s*(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?:\s.*)?", re.DOTALL)
_NAMED = re.compile(r"(?<!\d)((?:19|20)\d\d)([-_.]?)(\d\d)\2(\d\d)(?!\d)")
_NAMED_DAY_FIRST = re.compile(r"(?<!\d)(\d\d)([-_.])(\d\d)\2((?:19|20)\d\d)(?!\d)")


def _date(year: str, month: str, day: str) -> dt.date | None:
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None


@lru_cache(maxsize=4096)
def read_date(written: str) -> dt.date | None:
    """The day that a field of metadata names.

    ISO 8601 first, then the day before the month as the French write it (« 04/01/2024 »), then words in French or
    English (« jeudi 4 janvier 2024 à 18 h », « Thu, 04 Jan 2024 »). A time zone is not applied: the day is the one
    written. Only a whole date counts, never « hier » or « janvier 2024 ».

    Returns:
        The date, or None where there is none.
    """
    if found := _ISO.fullmatch(written):
        return _date(found[1], found[2], found[3])
    if found := _DAY_FIRST.fullmatch(written):
        return _date(found[3], found[2], found[1])
    if len(written) > 80 or not re.search(r"\d{4}", written):
        return None
    import dateparser

    settings = {"PARSERS": ["absolute-time"], "REQUIRE_PARTS": ["day", "month", "year"], "DATE_ORDER": "DMY"}
    stamp = dateparser.parse(written, languages=["fr", "en"], settings=settings)
    return stamp.date() if stamp else None


def date_in_name(path: str) -> dt.date | None:
    """The date in the name of a file: `2024-01-04-tiktok.txt`, `depeche_20240104.md`, `bilan-04-01-2024.txt`.

    Args:
        path: the input as the knowledge base names it; only its last part is looked at, without `#3`.
    """
    name = path.rsplit("/", 1)[-1].rsplit("#", 1)[0]
    for found in _NAMED.finditer(name):
        if date := _date(found[1], found[3], found[4]):
            return date
    for found in _NAMED_DAY_FIRST.finditer(name):
        if date := _date(found[4], found[3], found[1]):
            return date
    return None
