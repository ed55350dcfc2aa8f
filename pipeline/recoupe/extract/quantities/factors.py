"""Factors: « doubler », « multiplié par dix », « divisé par deux », « trois fois plus », « x2,5 », « le double »."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from typing import Final

from recoupe.extract.quantities.ratio import NUMBER, Ratio, count_before, number_of
from recoupe.lexicon.multiples import ACTIONS, BY, MEASURES, MULTIPLYING, TIMES_NOUNS
from recoupe.lexicon.surroundings import either
from recoupe.read.numbers.openings import Opening

__all__ = ["read_factor"]

_MEASURES: Final = "|".join(map(re.escape, MEASURES))
_BY: Final = re.compile(rf"[^.;:!?\n\d]{{0,60}}?(?<!\w)par (?:(?:{either('about')}) ?)?(?P<number>{NUMBER})(?!\w)")
_TIMES: Final = re.compile(
    r" (?P<way>plus|moins|supérieure?s?|inférieure?s?|moindres?)(?!\w)"
    r"|(?: et demie)? (?P<det>le |la |l'|les |son |sa |ses |leurs? |ce |cette )(?=" + _MEASURES + ")"
    r"| (?P<that>celui|celle|ceux|celles|ce que|ce qu')(?!\w)"
)
_HALF_MORE: Final = re.compile(r" et demie?(?!\w)")
_X: Final = re.compile(
    r" ?(?P<number>\d+(?:[.,]\d+)?)(?![\w%€$]|[.,]\d| ?[x×] ?\d| ?(?:cm|mm|m|km|px|g|kg|cl|ml|l)(?!\w))"
)
_LAST_NUMBER: Final = re.compile(r"(?<![\w.,])[0-9]{1,4}(?:[.,][0-9]{1,2})?\Z")
_OF_MEASURE: Final = re.compile(
    rf" (?:(?:le |la |l'|les |son |sa |ses |leurs? |de l')(?={_MEASURES})"
    r"|(?:celui|celles?|ceux|EBITDA|Ebitda)(?!\w))"
)
_MULTIPLIED: Final = re.compile(rf"(?<!\w)(?:{either('multiplied')})[^.;:!?\n]*\Z")
_MULTIPLIED_BY: Final = re.compile(
    rf"(?<!\w)(?:{either('multiplied')})[^\W\d_]*(?: (?:{either('linking')}))* (?:d')?\Z"
)
_ANY_MEASURE: Final = re.compile(r" (?:le |la |l'|les |son |sa |ses |leurs? |ce |cette |celui|celle|ceux)(?=\w| )")
_WORTH: Final = re.compile(
    rf"(?<!\w)(?:soit|{either('worth')}|repr[ée]sent[^\W\d_]*|pès[^\W\d_]*|équiva[^\W\d_]*|atteint|dépasse|excède)"
    rf"(?: (?:à|{either('about')}))*(?: d')? \Z"
)
_ALONE: Final = re.compile(r" ?(?:[.,;:)!?»\n]|\Z)")
_OBJECT: Final = re.compile(rf" (?:{either('after_verb')})(?!\w)|[,.](?: |$)")
_DETERMINED: Final = re.compile(r"(?i)(?<!\w)(?:le|du|au|à peine le|près du|que le|quasi) $")
_NOT_VERB: Final = re.compile(rf"(?i)(?<!\w)(?:{either('before_noun')}) $")
_PLURAL: Final = re.compile(rf" (?!(?:{either('no_plural')})(?!\w))(?:[^\W\d_]+s)(?!\w)")
_NOUN_AFTER: Final = re.compile(r" (?:[^\W\d_]{3,}(?<! que)(?<! des)(?<! par)|[A-Z](?!\w))")
_OF: Final = re.compile(r" (?:de|du|des|d'|en|sur)(?!\w)")
_COUPLED: Final = re.compile(rf" (?:{either('after_coupled')})(?!\w)")


def read_factor(text: str, opening: Opening) -> Ratio | None:
    """The factor that a word opens where it stands, or None where it makes none."""
    return _READERS[opening.kind](text, opening)


def _by(text: str, opening: Opening) -> Ratio | None:
    match = _BY.match(text, opening.end)
    value = number_of(match["number"]) if match else None
    if match is None or not value or (value == 1 and not match["number"].isdigit()):
        return None
    value, end = _with_half(text, value, match.end())
    if BY[opening.word] == "up":
        return Ratio(opening.start, end, value, "factor-multiplied", "up")
    if _PLURAL.match(text, end):  # « divisé par trois juges »
        return None
    return Ratio(opening.start, end, 1 / value, "factor-divided", "down")


def _with_half(text: str, value: Fraction, end: int) -> tuple[Fraction, int]:
    """« deux et demi »: the value and its end with the half that may follow."""
    half = _HALF_MORE.match(text, end)
    return (value + Fraction(1, 2), half.end()) if half is not None else (value, end)


def _times(text: str, opening: Opening) -> Ratio | None:
    counted = count_before(text, opening.start)
    value = number_of(counted[:-1]) if counted and counted[-1] == " " else None
    if counted is None or not value or value == 1:
        return None
    value, end = _with_half(text, value, opening.end)
    match = _TIMES.match(text, end)
    start = opening.start - len(counted)
    if match is None and _ANY_MEASURE.match(text, end) and _WORTH.search(text, max(0, start - 34), start):
        return Ratio(start, end, value, "factor-times")
    if match is None:
        return Ratio(start, end, value, "factor-times") if _is_multiple(text, start, end) else None
    way = match["way"]
    if way is None:
        return Ratio(start, end, value, "factor-times")
    if way.rstrip("es") in ("moin", "inférieur", "moindr"):
        return Ratio(start, match.end(), value, "factor-times", "down")
    return Ratio(start, match.end(), value, "factor-times", "up")


def _is_multiple(text: str, start: int, end: int) -> bool:
    """Whether a bare « 3,4 fois » is what a ratio or a demand is worth (« un levier de 3,4 fois »)."""
    return _ALONE.match(text, end) is not None and _MULTIPLIED_BY.search(text, max(0, start - 50), start) is not None


def _sign(text: str, opening: Opening) -> Ratio | None:
    if text[opening.start - 1 : opening.start].isdigit():
        return _sign_after(text, opening)
    match = _X.match(text, opening.end)
    before = text[max(0, opening.start - 2) : opening.start]
    if match is None or (before.strip()[-1:].isalnum() and (before[-1:] != " " or before.strip()[-1:].isdigit())):
        return None
    value = number_of(match["number"])
    return Ratio(opening.start, match.end(), value, "factor-sign", "up") if value else None


def _sign_after(text: str, opening: Opening) -> Ratio | None:
    """« 2,3x l'Ebitda », « un levier de 2,3x »: not « 3x sans frais », « 2x par jour »."""
    number = _LAST_NUMBER.search(text, max(0, opening.start - 12), opening.start)
    measured = _OF_MEASURE.match(text, opening.end) or _MULTIPLIED.search(
        text, max(0, opening.start - 50), opening.start
    )
    value = number_of(number[0]) if number is not None and measured is not None else None
    return Ratio(opening.start - len(number[0]), opening.end, value, "factor-sign") if number and value else None


def _word(text: str, opening: Opening) -> Ratio | None:
    word = opening.word
    before = text[max(0, opening.start - 20) : opening.start]
    if word in TIMES_NOUNS:
        value = Fraction(TIMES_NOUNS[word])
        spread = before.endswith("simple au ")
        if spread or (_DETERMINED.search(before) and not _NOUN_AFTER.match(text, opening.end)):
            return Ratio(opening.start, opening.end, value, "factor-noun", None if spread else "up")
        if _NOT_VERB.search(before) or not _OBJECT.match(text, opening.end) or not before.strip():
            return None
        return Ratio(opening.start, opening.end, value, "factor-verb", "up")
    if word in ACTIONS:
        value = Fraction(ACTIONS[word])
        return Ratio(opening.start, opening.end, value, "factor-noun", "up") if _OF.match(text, opening.end) else None
    if word not in MULTIPLYING or _COUPLED.match(text, opening.end):
        return None
    if word.endswith("es") and word[:-1] in TIMES_NOUNS:  # « les bouchées doubles »
        return None
    if word.endswith(("é", "és", "s")) and _NOT_VERB.search(before):
        return None
    return Ratio(opening.start, opening.end, Fraction(MULTIPLYING[word]), "factor-verb", "up")


_READERS: Final[dict[str, Callable[[str, Opening], Ratio | None]]] = {
    "by": _by, "fois": _times, "times": _sign, "verb": _word
}  # fmt: skip
