"""Finds the times of a text, before any of them is resolved."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from recoupe.lexicon.periods import Role
from recoupe.read.periods.cues import lead_before, told_whole
from recoupe.read.periods.grammar import find_matches
from recoupe.read.periods.guards import is_habit, is_time
from recoupe.read.periods.reading import read_match
from recoupe.read.periods.when import When
from recoupe.read.words import Words

__all__ = ["Told", "scan"]

_TO: Final = re.compile(r" ?(?:[àa]|au|[àa] la|[àa] l'|[àa] fin|-|jusqu'en|jusqu'[àa]|jusqu'au) ?")
_AND: Final = re.compile(r" et (?:la |le |l'|du |de )?")
_BETWEEN: Final = re.compile(r"entre (?:la |le |l')?$")
_ONE_TURN: Final = re.compile(r"(?:sur|en) (?:un|une|douze|12) (?:an|ann[ée]e|mois|trimestre|semestre)|d'un")


class Told(NamedTuple):
    """A time where it stands: its span, the branch of the grammar, its role, and the end of a range.

    Attributes:
        edge: « fin », « début », « mi » where one stands before it. The interval stays the whole time named.
        until: what the later end of a range says.
    """

    start: int
    end: int
    family: str
    when: When
    role: Role
    edge: str | None = None
    until: When | None = None


def _role(found: re.Match[str], when: When, led: Role) -> Role:
    """The role of a time, from its own words and from those that lead it in."""
    family = found.lastgroup
    if family == "since":
        return "since"
    if family == "length":
        return "baseline" if _ONE_TURN.match(found[0]) else "duration"
    if family == "ahead":
        return "deadline" if found[0].startswith("d'ici") else "plain"
    if led == "plain" and (when.way in ("earlier", "same") or when.neighbour == -1):
        return "comparison"
    return "duration" if led == "plain" and when.way == "length" else led


def _told(found: re.Match[str], folded: str, low: str) -> Told | None:
    family = found.lastgroup or ""
    start, end = found.span()
    if not is_time(family, folded, low, start, end):
        return None
    lead = lead_before(low, start)
    if family == "bare" and found[0] == "d'année" and is_habit(low, lead.start):
        return None
    if family == "bare" and lead.edge is None and not told_whole(low, start):
        return None
    when = read_match(found)
    return Told(lead.start, end, family, when, _role(found, when, lead.role), lead.edge)


def _joined(first: Told, second: Told, low: str) -> Told | None:
    """Two times as one range: « entre 2022 et 2025 », « de janvier à mars »."""
    gap = low[first.end : second.start]
    if len(gap) > 12 or {first.family, second.family} & {
        "length",
        "earlier",
        "same",
        "ago",
        "ahead",
        "since",
        "rolling",
    }:
        return None
    if second.role == "until" and first.role in ("plain", "from", "since"):
        gap = " à "
    ranged = _TO.fullmatch(gap) or (_AND.fullmatch(gap) and _BETWEEN.search(low, max(0, first.start - 12), first.start))
    if gap.strip() == "-" and second.family not in ("month", "day", "year"):
        return None
    if not ranged or first.until is not None or second.role == "since":
        return None
    if first.when.unit == "year" and second.when.unit != "year" and second.edge is None:
        return None
    return Told(first.start, second.end, "range", first.when, first.role, None, second.when)


def scan(folded: str, words: Words) -> list[Told]:
    """The times of a text in order, ranges joined.

    Args:
        folded: the text as `Document.folded` gives it; words: its words.
    """
    times: list[Told] = []
    for found in find_matches(words):
        told = _told(found, folded, words.low)
        if told is None:
            continue
        if times and told.start < times[-1].end:
            told = told._replace(start=found.start())
        if times and (range_ := _joined(times[-1], told, words.low)):
            times[-1] = range_
        else:
            times.append(told)
    return times
