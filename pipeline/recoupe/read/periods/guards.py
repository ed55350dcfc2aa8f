"""What looks like a time and is none: counts, model names, streets, habits, « l'usine de demain »."""

from __future__ import annotations

import re
from typing import Final

from recoupe.lexicon.periods import GUARDS
from recoupe.read.periods.grammar import alt

__all__ = ["is_habit", "is_time"]

_COUNTING: Final = re.compile(rf"(?<!\w){alt(GUARDS['counting'])} ?$")
_DATED: Final = re.compile(rf"(?<!\w){alt(GUARDS['dated'])}[ '-]?(?:à |la |l'|le )?$")
_NAMING: Final = re.compile(rf"(?<!\w){alt(GUARDS['naming'])} (?:\w+ )?(?:du |de la |le |des )?$")
_HABIT: Final = re.compile(rf"(?<!\w){alt(GUARDS['habitual'])} $")
_COUNTED: Final = frozenset(GUARDS["counted"]) | {f"{word}s" for word in GUARDS["counted"]}
_UNCOUNTED: Final = frozenset(GUARDS["uncounted"])
_NEXT_WORD: Final = re.compile(r" ([^\W\d_][\w²³€-]*)")
_LAST_WORD: Final = re.compile(r"([^\W\d_][\w&.-]*) $")
_SENTENCE_START: Final = re.compile(r"(?:^|[.!?…:\n«\"(•*-])\s*$")
_ABBREVIATED: Final = re.compile(r"(?:[tqsh][1-4]|[1-4](?:er|e|[èe]me)? ?[tqs](?![a-zéè])|fy|[369]m)(?P<rest>.*)$")
_LED: Final = re.compile(
    r"(?:(?<!\w)(?:au|du|en|ce|fin|d[ée]but|d[èe]s|contre|vs|sur|pour le|et|au titre du)[ -]|[(\n|:/+] ?|^)$"
)
_EVERY_YEAR: Final = re.compile(r"(?:(?<!\w)d[e']s? ?|(?:^|[.!?:;«»\n,(]) ?(?:mais |et |car |or )?la )$")
_NOT_QUARTER: Final = re.compile(r" ?(?:de \d+ ?m|m²|pi[èe]ces|tram)")


def is_time(family: str, folded: str, low: str, start: int, end: int) -> bool:
    """Whether a match of the scanner is a time where it stands.

    Args:
        family: the branch of the grammar that matched.
        folded: the text, folded; low: the same in lower case.
        start, end: the match.
    """
    check = _CHECKS.get(family)
    return check is None or check(folded, low, start, end)


def is_habit(low: str, start: int) -> bool:
    """Whether « fin d'année » that begins at `start` is one of every year: « les achats de fin d'année »."""
    return _EVERY_YEAR.search(low, max(0, start - 12), start) is not None


def _year(folded: str, low: str, start: int, end: int) -> bool:
    if not low[start].isdigit():
        return True
    before = low[max(0, start - 24) : start]
    if before and before[-1] in "./,:_+-€$£#°@=" and not before.endswith(("mi-", "fin-", "début-")):
        return False
    if before.endswith(("= ", "< ", "> ")) or _COUNTING.search(before) or re.search(r"\d $", before):
        return False
    word = _NEXT_WORD.match(low, end)
    if word and word[1] in _COUNTED:
        return False
    if _DATED.search(before):
        return True
    if not 1900 <= int(low[start : start + 4]) < 2100:
        return False
    if word and word[1][-1] in "sx" and word[1] not in _UNCOUNTED:
        return False
    return not _is_named_so(folded, start)


def _is_named_so(folded: str, start: int) -> bool:
    """« Peugeot 2008 », « Windows 2000 »: a number that follows a name inside a sentence."""
    word = _LAST_WORD.search(folded, max(0, start - 30), start)
    if word is None or not word[1][0].isupper() or (word[1].isupper() and len(word[1]) > 3):
        return False
    return not _SENTENCE_START.search(folded, max(0, word.start() - 4), word.start())


def _quarter(folded: str, low: str, start: int, end: int) -> bool:
    found = _ABBREVIATED.match(low[start:end])
    if found is None:
        return True
    letters = [char for char in folded[start:end] if char.isalpha() and char not in "erèm"]
    if not all(char.isupper() for char in letters):
        return False
    before = low[max(0, start - 16) : start]
    if found["rest"]:
        return True
    return bool(_LED.search(before)) and not _NOT_QUARTER.match(low, end)


def _month(folded: str, low: str, start: int, end: int) -> bool:
    if not folded[start].isupper() or any(char.isdigit() for char in folded[start:end]):
        return True
    word = low[start:end].split(" ")
    return len(word) > 1 or (folded[start:end].isupper() and low[max(0, start - 3) : start] in ("en ", "de "))


def _weekday(folded: str, low: str, start: int, end: int) -> bool:
    word = _NEXT_WORD.match(low, end)
    if word and word[1] in GUARDS["feasts"]:
        return False
    if folded[start].isupper() and not _SENTENCE_START.search(folded, max(0, start - 4), start):
        return folded[start + 1].isupper()
    return " " in low[start:end] or not _HABIT.search(low, max(0, start - 12), start)


def _day(folded: str, low: str, start: int, end: int) -> bool:
    if start and (low[start - 1] in "./,:-€$" or low[start - 2 : start - 1].isdigit()):
        return False
    return not _NAMING.search(low, max(0, start - 30), start)


def _relative_day(folded: str, low: str, start: int, end: int) -> bool:
    before, after = low[max(0, start - 4) : start], low[end : end + 4]
    if low[start:end] in ("la veille", "le lendemain"):
        return after == "" or after[0] in ",.;:)\n»" or after.startswith((" à", " au "))
    return not before.endswith(("d'", " de "))


def _earlier(folded: str, low: str, start: int, end: int) -> bool:
    return not low[start:end].endswith(("avant", "après", "apres")) or low[end : end + 1] in (
        "",
        ",",
        ".",
        ";",
        ":",
        ")",
        "\n",
    )


_CHECKS: Final = {
    "year": _year,
    "quarter": _quarter,
    "month": _month,
    "weekday": _weekday,
    "day": _day,
    "relday": _relative_day,
    "earlier": _earlier,
}
