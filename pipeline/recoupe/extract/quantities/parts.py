"""Fractions: « un tiers des salariés », « la moitié », « trois quarts », « neuf Français sur dix », « 3/4 des »."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final, Literal

from recoupe.extract.quantities.ratio import NUMBER, Ratio, count_before, number_of
from recoupe.lexicon.multiples import IDIOMS_AFTER, IDIOMS_BEFORE
from recoupe.lexicon.numbers import PARTS, VULGAR
from recoupe.lexicon.surroundings import either
from recoupe.read.numbers.openings import Opening

__all__ = ["read_part"]

_IDIOM: Final = re.compile(r"[ -](?:" + "|".join(map(re.escape, IDIOMS_AFTER)) + r")(?!\w)")
_WHOLE: Final = re.compile(rf" (?:{either('whole')})(?!\w)")
_NO_NOUN: Final = re.compile(rf" ?(?:[.,;:!?)»\n]|$)| (?:{either('after_fraction')})(?!\w)")
_PERSON: Final = re.compile(r"(?i)(?<!\w)(?:par|chez|avec|auprès d'|à|pour|envers|contre|qu'|entre) ?$")
_OWNED: Final = re.compile(r"(?i)(?<!\w)(?:ma|ta|sa|leur|votre|notre) $")
_HALF_IDIOM: Final = re.compile(r"(?i)(?<!\w)à $|moitié[-/ ]$")
_OUT_OF: Final = re.compile(rf"(?<![\w,.])(?P<part>{NUMBER})(?P<noun>(?: [^\W\d_]['\w-]*){{0,4}}?) $")
_TOTAL: Final = re.compile(rf" (?P<total>{NUMBER})(?!\w)")
_GRADE: Final = re.compile(r"(?i)(?<!\w)(?:not[eé]e?s?|score|cote|évaluation|étoiles?|points?|jours?|heures?) ")
_COUNTED: Final = re.compile(r" [^\W\d_]['\w-]*[sx](?!\w)")
_MORE_OR_LESS: Final = re.compile(r" (?:de )?(?P<way>moins|plus)(?! (?:de la|ou)(?!\w))(?!\w)")
_OF: Final = re.compile(r" (?:de |des|du|d')")
_THEREOF: Final = re.compile(r"(?i)(?<!\w)(?:n'|m'|s'|l'y )?en [^.;:,()]{0,30}\Z")
_SIZED: Final = re.compile(r"(?i)(?<!\w)une? (?:bon|bonne|petite?|gros|grosse) \Z")
_FUNCTION: Final = re.compile(rf" (?:{either('no_plural')})(?!\w)")


def read_part(text: str, opening: Opening) -> Ratio | None:
    """The fraction that a word opens where it stands, or None where it makes none."""
    if opening.kind == "sur":
        return _out_of(text, opening)
    if opening.kind == "slash":
        return _slashed(text, opening)
    if opening.kind == "vulgar":
        after = _WHOLE.match(text, opening.end)
        return Ratio(opening.start, opening.end, VULGAR[opening.word], "fraction-sign") if after else None
    if opening.word == "moitié":
        return _half(text, opening)
    return _part(text, opening)


def _before(text: str, at: int, size: int = 40) -> str:
    return text[max(0, at - size) : at]


def _half(text: str, opening: Opening) -> Ratio | None:
    before = _before(text, opening.start)
    words = before.split()
    if _HALF_IDIOM.search(before) or _OWNED.search(before) or (words and words[-1].lower() in IDIOMS_BEFORE):
        return None
    if text[opening.end : opening.end + 1] == "-" or text[opening.start - 1 : opening.start] == "-":
        return None
    return Ratio(opening.start, opening.end, Fraction(1, 2), "fraction-half", _way(text, opening.end))


def _way(text: str, end: int) -> Literal["up", "down"] | None:
    """« un cinquième moins cher », « un tiers de plus »: which way a fraction goes by what follows it."""
    tail = _MORE_OR_LESS.match(text, end)
    return None if tail is None else "down" if tail["way"] == "moins" else "up"


def _part(text: str, opening: Opening) -> Ratio | None:
    noun = opening.word
    if _IDIOM.match(text, opening.end) or text[opening.end : opening.end + 1] == "-":
        return None
    sized = _SIZED.search(text, max(0, opening.start - 12), opening.start)
    counted = sized[0] if sized else count_before(text, opening.start)
    value = Fraction(1) if sized else number_of(counted[:-1]) if counted else None
    if counted and counted.endswith("-") and not _WHOLE.match(text, opening.end):
        return None
    plain = noun in ("tiers", "quart", "quarts")
    if value is None:
        return _single(text, opening) if plain else None
    start = opening.start - len(counted or "")
    if value != int(value) or not 1 <= value < PARTS[noun] * 2:
        return None
    if value == 1 and noun == "tiers" and not _WHOLE.match(text, opening.end) and _PERSON.search(_before(text, start)):
        return None
    way = _way(text, opening.end)
    if not plain and not (way or _WHOLE.match(text, opening.end) or _NO_NOUN.match(text, opening.end)):
        return None
    return Ratio(start, opening.end, value / PARTS[noun], "fraction-sized" if sized else "fraction-part", way)


def _single(text: str, opening: Opening) -> Ratio | None:
    """« le tiers des postes », « il doit en fournir le tiers »."""
    before = _before(text, opening.start)
    article = before.split()[-1:] or [""]
    if article[0].lower().removeprefix("qu'") not in ("le", "du", "au"):
        return None
    if not _WHOLE.match(text, opening.end) and not _THEREOF.search(before):
        return None
    return Ratio(opening.start, opening.end, Fraction(1, PARTS[opening.word]), "fraction-part")


def _slashed(text: str, opening: Opening) -> Ratio | None:
    part, total = opening.word.split("/")
    if int(part) >= int(total) or text[opening.end : opening.end + 1] == "/" or not _OF.match(text, opening.end):
        return None
    return Ratio(opening.start, opening.end, Fraction(int(part), int(total)), "fraction-slash")


def _out_of(text: str, opening: Opening) -> Ratio | None:
    total = _TOTAL.match(text, opening.end)
    counted = _OUT_OF.search(_before(text, opening.start, 60)) if total is not None else None
    if counted is None or total is None or counted["part"].lower() in ("cent", "mille"):
        return None
    if _COUNTED.match(text, total.end()) and not _FUNCTION.match(text, total.end()):
        return None
    below, above = number_of(counted["part"]), number_of(total["total"])
    if below is None or above is None or not 0 < below < above or below != int(below) or above != int(above):
        return None
    start = opening.start - len(counted[0])
    if _GRADE.search(_before(text, start, 30) + " ") or _GRADE.search(counted["noun"] + " "):
        return None
    if not counted["noun"] and above == 20:
        return None
    return Ratio(start, total.end(), below / above, "fraction-out-of")
