"""Factors: « doubler », « multiplié par dix », « divisé par deux », « trois fois plus », « x2,5 », « le double »."""

from __future__ import annotations

import re
from fractions import Fraction

from recoupe.extract.quantities.ratio import NUMBER, Ratio, number_of
from recoupe.lexicon.multiples import ACTIONS, MEASURES, MULTIPLYING, TIMES_NOUNS
from recoupe.lexicon.surroundings import either

__all__ = ["read_factor"]

_BY = re.compile(rf"[^.;:!?\n\d]{{0,60}}?(?<!\w)par (?:(?:{either('about')}) ?)?(?P<number>{NUMBER})(?!\w)")
_TIMES = re.compile(
    r" (?P<way>plus|moins|supérieure?s?|inférieure?s?|moindres?)(?!\w)"
    r"|(?: et demie)? (?P<det>le |la |l'|les |son |sa |ses |leurs? |ce |cette )(?="
    + "|".join(map(re.escape, MEASURES))
    + ")"
    r"| (?P<that>celui|celle|ceux|celles)(?!\w)"
)
_COUNT_BEFORE = re.compile(rf"(?<![\w,.])(?P<number>{NUMBER}) $")
_HALF_MORE = re.compile(r" et demie?(?!\w)")
_X = re.compile(r" ?(?P<number>\d+(?:[.,]\d+)?)(?![\w%€$]|[.,]\d| ?[x×] ?\d| ?(?:cm|mm|m|km|px|g|kg|cl|ml|l)(?!\w))")
_OBJECT = re.compile(rf" (?:{either('after_verb')})(?!\w)|[,.](?: |$)")
_DETERMINED = re.compile(r"(?i)(?<!\w)(?:le|du|au|à peine le|près du|que le|quasi) $")
_NOT_VERB = re.compile(rf"(?i)(?<!\w)(?:{either('before_noun')}) $")
_COUPLED = re.compile(rf" (?:{either('after_coupled')})(?!\w)")


def read_factor(text: str, found: re.Match[str]) -> Ratio | None:
    """The factor that a trigger makes where it stands, or None where it makes none."""
    if found["by"]:
        return _by(text, found)
    if found["fois"]:
        return _times(text, found)
    if found["times"]:
        return _sign(text, found)
    return _word(text, found)


def _by(text: str, found: re.Match[str]) -> Ratio | None:
    match = _BY.match(text, found.end())
    value = number_of(match["number"]) if match else None
    if match is None or not value or (value == 1 and not match["number"].isdigit()):
        return None
    if re.compile(r" (?:[^\W\d_]+s)(?!\w)").match(text, match.end()) and found[found.lastgroup or 0].lower().startswith(
        "divis"
    ):
        return None
    if found[found.lastgroup or 0].lower().startswith("divis"):
        return Ratio(found.start(found.lastgroup or 0), match.end(), 1 / value, "factor-divided", "down")
    return Ratio(found.start(found.lastgroup or 0), match.end(), value, "factor-multiplied", "up")


def _times(text: str, found: re.Match[str]) -> Ratio | None:
    before = text[max(0, found.start(found.lastgroup or 0) - 40) : found.start(found.lastgroup or 0)]
    counted = _COUNT_BEFORE.search(before)
    value = number_of(counted["number"]) if counted else None
    if counted is None or not value or value == 1:
        return None
    end = found.end()
    half = _HALF_MORE.match(text, end)
    if half is not None:
        value, end = value + Fraction(1, 2), half.end()
    match = _TIMES.match(text, end)
    if match is None:
        return None
    start = found.start(found.lastgroup or 0) - len(counted[0])
    way = match["way"]
    if way is None:
        return Ratio(start, end, value, "factor-times")
    if way.rstrip("es") in ("moin", "inférieur", "moindr"):
        return Ratio(start, match.end(), 1 / value, "factor-times", "down")
    return Ratio(start, match.end(), value, "factor-times", "up")


def _sign(text: str, found: re.Match[str]) -> Ratio | None:
    match = _X.match(text, found.end())
    before = text[max(0, found.start(found.lastgroup or 0) - 2) : found.start(found.lastgroup or 0)]
    if match is None or (before.strip()[-1:].isalnum() and (before[-1:] != " " or before.strip()[-1:].isdigit())):
        return None
    value = number_of(match["number"])
    return Ratio(found.start(found.lastgroup or 0), match.end(), value, "factor-sign", "up") if value else None


def _word(text: str, found: re.Match[str]) -> Ratio | None:
    word = found["verb"].lower()
    before = text[max(0, found.start(found.lastgroup or 0) - 20) : found.start(found.lastgroup or 0)]
    if word in TIMES_NOUNS:
        if _DETERMINED.search(before) and not re.compile(r" [^\W\d_]{3,}(?<! que)(?<! des)(?<! par)").match(
            text, found.end()
        ):
            return Ratio(*found.span(found.lastgroup or 0), Fraction(TIMES_NOUNS[word]), "factor-noun")
        if _NOT_VERB.search(before) or not _OBJECT.match(text, found.end()) or not before.strip():
            return None
        return Ratio(*found.span(found.lastgroup or 0), Fraction(TIMES_NOUNS[word]), "factor-verb", "up")
    if word in ACTIONS:
        action = re.compile(r" (?:de|du|des|d'|en|sur)(?!\w)").match(text, found.end())
        return (
            Ratio(*found.span(found.lastgroup or 0), Fraction(ACTIONS[word]), "factor-noun", "up") if action else None
        )
    if word not in MULTIPLYING or _COUPLED.match(text, found.end()):
        return None
    if word.endswith(("é", "és", "s")) and _NOT_VERB.search(before):
        return None
    return Ratio(*found.span(found.lastgroup or 0), Fraction(MULTIPLYING[word]), "factor-verb", "up")
