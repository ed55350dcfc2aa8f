"""Fractions: « un tiers des salariés », « la moitié », « trois quarts », « neuf Français sur dix », « 3/4 des »."""

from __future__ import annotations

import re
from fractions import Fraction

from recoupe.extract.quantities.ratio import NUMBER, Ratio, number_of
from recoupe.lexicon.multiples import IDIOMS_AFTER, IDIOMS_BEFORE
from recoupe.lexicon.numbers import PARTS, VULGAR
from recoupe.lexicon.surroundings import either

__all__ = ["read_part"]

_COUNT_BEFORE = re.compile(rf"(?<![\w,.])(?P<number>{NUMBER})[ -]$")
_IDIOM = re.compile(r"[ -](?:" + "|".join(map(re.escape, IDIOMS_AFTER)) + r")(?!\w)")
_WHOLE = re.compile(rf" (?:{either('whole')})(?!\w)")
_NO_NOUN = re.compile(rf" ?(?:[.,;:!?)»\n]|$)| (?:{either('after_fraction')})(?!\w)")
_PERSON = re.compile(r"(?i)(?<!\w)(?:par|chez|avec|auprès d'|à|pour|envers|contre|qu'|entre) ?$")
_OWNED = re.compile(r"(?i)(?<!\w)(?:ma|ta|sa|leur|votre|notre) $")
_HALF_IDIOM = re.compile(r"(?i)(?<!\w)à $|moitié[-/ ]$")
_OUT_OF = re.compile(rf"(?<![\w,.])(?P<part>{NUMBER})(?P<noun>(?: [^\W\d_]['\w-]*){{0,4}}?) $")
_TOTAL = re.compile(rf" (?P<total>{NUMBER})(?!\w)")
_GRADE = re.compile(r"(?i)(?<!\w)(?:not[eé]e?s?|score|cote|évaluation|étoiles|jours?|heures?) ")
_COUNTED = re.compile(r" [^\W\d_]['\w-]*[sx](?!\w)")
_FUNCTION = re.compile(rf" (?:{either('no_plural')})(?!\w)")


def read_part(text: str, found: re.Match[str]) -> Ratio | None:
    """The fraction that a trigger makes where it stands, or None where it makes none."""
    if found["sur"]:
        return _out_of(text, found)
    if found["slash"]:
        return _slashed(text, found)
    if found["vulgar"]:
        after = _WHOLE.match(text, found.end())
        return (
            Ratio(*found.span(found.lastgroup or 0), VULGAR[found[found.lastgroup or 0]], "fraction-sign")
            if after
            else None
        )
    if found["part"].lower() == "moitié":
        return _half(text, found)
    return _part(text, found)


def _before(text: str, at: int, size: int = 40) -> str:
    return text[max(0, at - size) : at]


def _half(text: str, found: re.Match[str]) -> Ratio | None:
    before = _before(text, found.start(found.lastgroup or 0))
    words = before.split()
    if _HALF_IDIOM.search(before) or _OWNED.search(before) or (words and words[-1].lower() in IDIOMS_BEFORE):
        return None
    if (
        text[found.end() : found.end() + 1] == "-"
        or text[found.start(found.lastgroup or 0) - 1 : found.start(found.lastgroup or 0)] == "-"
    ):
        return None
    tail = re.compile(r" (?P<way>moins|plus)(?! de la)(?!\w)").match(text, found.end())
    if tail is not None:
        way = "down" if tail["way"] == "moins" else "up"
        return Ratio(found.start(found.lastgroup or 0), found.end(), Fraction(1, 2), "fraction-half", way)  # type: ignore[arg-type]
    return Ratio(found.start(found.lastgroup or 0), found.end(), Fraction(1, 2), "fraction-half")


def _part(text: str, found: re.Match[str]) -> Ratio | None:
    noun = found["part"].lower()
    if _IDIOM.match(text, found.end()) or text[found.end() : found.end() + 1] == "-":
        return None
    before = _before(text, found.start(found.lastgroup or 0))
    counted = _COUNT_BEFORE.search(before)
    value = number_of(counted["number"]) if counted else None
    if counted and counted[0].endswith("-") and not _WHOLE.match(text, found.end()):
        return None
    plain = noun in ("tiers", "quart", "quarts")
    if value is None:
        last = before.split()[-1:] or [""]
        single = last[0].lower().removeprefix("qu'") in ("le", "du", "au") and plain and _WHOLE.match(text, found.end())
        return Ratio(*found.span(found.lastgroup or 0), Fraction(1, PARTS[noun]), "fraction-part") if single else None
    start = found.start(found.lastgroup or 0) - len(counted[0]) if counted else found.start(found.lastgroup or 0)
    if value != int(value) or not 1 <= value < PARTS[noun] * 2:
        return None
    if value == 1 and noun == "tiers" and not _WHOLE.match(text, found.end()) and _PERSON.search(_before(text, start)):
        return None
    if not plain and not (_WHOLE.match(text, found.end()) or _NO_NOUN.match(text, found.end())):
        return None
    return Ratio(start, found.end(), value / PARTS[noun], "fraction-part")


def _slashed(text: str, found: re.Match[str]) -> Ratio | None:
    part, total = found[found.lastgroup or 0].split("/")
    if int(part) >= int(total) or not re.compile(r" (?:de |des|du|d')").match(text, found.end()):
        return None
    return Ratio(*found.span(found.lastgroup or 0), Fraction(int(part), int(total)), "fraction-slash")


def _out_of(text: str, found: re.Match[str]) -> Ratio | None:
    counted = _OUT_OF.search(_before(text, found.start(found.lastgroup or 0), 60))
    total = _TOTAL.match(text, found.end())
    if counted is None or total is None or counted["part"].lower() in ("cent", "mille"):
        return None
    if _COUNTED.match(text, total.end()) and not _FUNCTION.match(text, total.end()):
        return None
    below, above = number_of(counted["part"]), number_of(total["total"])
    if below is None or above is None or not 0 < below < above or below != int(below) or above != int(above):
        return None
    start = found.start(found.lastgroup or 0) - len(counted[0])
    if _GRADE.search(_before(text, start, 30) + " ") or _GRADE.search(counted["noun"] + " "):
        return None
    if not counted["noun"] and above == 20:
        return None
    return Ratio(start, total.end(), below / above, "fraction-out-of")
