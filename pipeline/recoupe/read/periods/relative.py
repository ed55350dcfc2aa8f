"""Relative days, which dateparser reads: « avant-hier », « il y a 3 semaines ».

Only strings that the grammar knows to be of this kind are handed over, with the figures in digits: left to itself,
dateparser takes « 3,5 » for 3 May and « en 2025 » for one day. It is imported when the first of them is met.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import Final

__all__ = ["relative_day"]

_UNITS: Final = {"day": "jour", "week": "semaine"}


def relative_day(unit: str, steps: int, published: dt.date) -> dt.date | None:
    """The day some days or weeks before (`steps` negative) or after the publication date.

    Args:
        unit: « day » or « week ».

    Returns:
        The day, or None where it lies outside the calendar.
    """
    words = f"{_UNITS[unit]}{'s' if abs(steps) > 1 else ''}"
    return _parsed(f"il y a {-steps} {words}" if steps < 0 else f"dans {steps} {words}", published)


@lru_cache(4096)
def _parsed(expression: str, published: dt.date) -> dt.date | None:
    import dateparser  # here and not above: it costs a fifth of a second, and most articles have none of these

    base = dt.datetime.combine(published, dt.time())
    try:
        found = dateparser.parse(expression, languages=["fr"], settings={"RELATIVE_BASE": base})
    except OverflowError:
        return None
    return found.date() if found else None
