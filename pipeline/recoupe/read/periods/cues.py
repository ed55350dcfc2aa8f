"""What stands before a time and says how it is meant: « d'ici », « depuis », « fin », « contre 3 % en »."""

from __future__ import annotations

import re
from typing import Final, NamedTuple, cast

from recoupe.lexicon.periods import CUES, Role
from recoupe.read.periods.grammar import alt

__all__ = ["REACH", "Lead", "lead_before", "only", "told_whole"]

REACH: Final = 48
"""How far before a time its cue is looked for, in characters."""

_FIGURE_REACH: Final = 90
_EDGE: Final = re.compile(
    r"(?<!\w)(?P<edge>fin|d[ée]but|mi|milieu|courant|mi-parcours)"
    r"(?: (?:de(?: la| l'|)|du mois d(?:e |')|du|d'|des)|-| ?)? ?$"
)
_ARTICLE: Final = r"(?: l[ea]s?| la| l'| une?| cet(?:te)?| son| tout(?:e)?| le mois d['e]| l'horizon(?: de)?)?"
_ROLE: Final = re.compile(
    r"(?<![\w'])(?:" + "|".join(f"(?P<{cue.role}>{alt(cue.forms)})" for cue in CUES) + rf"){_ARTICLE}[ ']?$"
)
# « contre 15,2 milliards en 2023 », « après une perte de 3 millions au T1 »: a figure stands between.
_AGAINST: Final = re.compile(
    r"(?<!\w)(?:contre|apr[èe]s|au lieu d[e'u]|versus|vs\.?|par rapport)(?!\w)[^;:()\n\"«»]*?\d[^;:()\n\"«»]*$"
)
_RESTRICTS: Final = re.compile(r"(?<!\w)(?:ne |n'(?!est pas))")
_COMPARES: Final = re.compile(
    r"(?<!\w)(?:plus|moins|aussi|autant|mieux|pire|autre|autres|mêmes?|meilleure?s?|inférieure?s?|supérieure?s?|pas|jamais)(?!\w)"
)
_STOP: Final = re.compile(r"[.!?] ")
_WHOLE: Final = re.compile(
    r"(?<!\w)(?:ensemble|cours|titre|long|durant|pendant|reste|moiti[ée]|partie|courant|sur|dans|toute?|tiers|d[ée]cennie)"
    r"(?: d[eu])? ?$"
)


class Lead(NamedTuple):
    """The words before a time that belong to it: where they begin, their role, and « fin », « début », « mi »."""

    start: int
    role: Role
    edge: str | None


def lead_before(low: str, start: int) -> Lead:
    """How the time that begins at `start` of a folded, lower-cased text is led in."""
    at = start
    edge = None
    if found := _EDGE.search(low, max(0, at - 24), at):
        edge, at = found["edge"], found.start()
        at_role = at - 3 if low[max(0, at - 3) : at] == "la " else at
    else:
        at_role = at
    if role := _ROLE.search(low, max(0, at_role - REACH), at_role):
        kind = cast(Role, role.lastgroup)
        if kind != "comparison":
            return Lead(role.start(), kind, edge)
        if role["comparison"].startswith(("que", "qu'")) and only(
            low, max(0, role.start() - _FIGURE_REACH), role.start()
        ):
            return Lead(at, "plain", edge)
        return Lead(at, kind, edge)
    window = low[max(0, at_role - _FIGURE_REACH) : at_role]
    stops = [found.end() for found in _STOP.finditer(window)]
    if _AGAINST.search(window, stops[-1] if stops else 0):
        return Lead(at, "comparison", edge)
    return Lead(at, "plain", edge)


def only(low: str, start: int, at: int) -> bool:
    """Whether « qu'en 2029 » at `at` means « only then »: a « ne » stands before it in its clause, and no comparison.

    Args:
        low: the text, folded, in lower case; start: where to stop looking back.
    """
    clause = re.split(
        r"[;:()\n]|, (?:et|mais|alors|tandis|quand)(?!\w)|[.!?] ", low[max(start, at - _FIGURE_REACH) : at]
    )[-1]
    return _RESTRICTS.search(clause) is not None and _COMPARES.search(clause) is None


def told_whole(low: str, start: int) -> bool:
    """Whether « l'année », « le mois » that begins at `start` is told as a stretch (« sur l'ensemble de l'année »)."""
    return _WHOLE.search(low, max(0, start - 16), start) is not None
