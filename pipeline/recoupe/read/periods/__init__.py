"""Times as French business text writes them: from the words to an interval of days."""

from __future__ import annotations

from recoupe.read.periods.calendar import Dates
from recoupe.read.periods.expression import interval, resolve
from recoupe.read.periods.scan import Told, scan
from recoupe.read.periods.when import Context, When, dates_of

__all__ = ["Context", "Dates", "Told", "When", "dates_of", "interval", "resolve", "scan"]
