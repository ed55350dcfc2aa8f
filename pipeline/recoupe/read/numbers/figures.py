"""The figures of a text: numbers with their scale, where they stand, before anything is known of their unit.

The machinery: two passes over the characters find where a number may start, one for digits and one for number words
(`openings`, shared with multiples). The words are one tree of letters (`lexicon.trie`), so no letter is tried twice
from the same place and nothing backtracks past a word. What a match is worth is then decided by matching (never
searching) a bounded stretch on its right. That makes the whole linear in the length of any text; an automaton or
google-re2 would win nothing, since the time is in the figures found.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from operator import methodcaller
from typing import Final

from recoupe.lexicon.currencies import CURRENCY_HEADS
from recoupe.lexicon.numbers import COLLECTIVES, PARTS
from recoupe.lexicon.scales import SCALE_WORDS
from recoupe.lexicon.trie import trie
from recoupe.read.document import Document
from recoupe.read.numbers.digits import DIGITS, LONGEST, find_digits, is_open, read_digits
from recoupe.read.numbers.numerals import NUMERAL, read_numeral
from recoupe.read.numbers.openings import MANY, number_openings

__all__ = ["Figure", "read_figures"]


class Figure:
    """A number in a text.

    Attributes:
        start, end: its place, scale included.
        number: its value before the scale.
        scale: what the scale multiplies by; None without one.
        words: whether it is written in words.
        vague: a plural without a number (« des millions »): at least one.
        approximate: a noun of number (« une centaine »).
        glued: a letter stands right before it (« CHF12 », « A380 »).
    """

    scale: Decimal | None = None
    words = False
    vague = False
    approximate = False
    glued = False

    def __init__(self, start: int, end: int, number: Decimal) -> None:
        self.start = start
        self.end = end
        self.number = self.value = number

    def rescale(self, scale: Decimal) -> None:
        """Take a scale read later, from an abbreviation or from a neighbour."""
        self.scale = scale
        self.value = self.number * scale


_SCALES: Final = trie(SCALE_WORDS, capitals=True)
_SIZE: Final = r"(?:bonnes? |petite?s? |grosses? |bons? |toute petite |modeste |grande? |vague |demi-|demi )*"
_COLLECTIVE: Final = trie(COLLECTIVES, capitals=True)
_PART: Final = "|".join(PARTS)
_BARE: Final = trie(MANY, capitals=True)
_MANY: Final = rf"(?:{_COLLECTIVE}(?: (?:de |d'|et ){_COLLECTIVE}(?!\w))?|{_BARE})(?!\w)"
_NEXT: Final = trie(
    {head.split("'")[0] for head in CURRENCY_HEADS} | set(SCALE_WORDS) | set(COLLECTIVES), capitals=True
)
_UNITS: Final = r"[pP](?:our|oint|ts?(?!\w)|[. ]|c|b)|[%€$£]"
_COUNTS: Final = rf"(?=[ -](?:{_SIZE}{_NEXT}(?!\w)|demi|{_UNITS}|quarts?|tiers|ou |à |et |virgule )|,|\d)"
_NUMBER_WORDS: Final = (
    rf"(?P<many>{_MANY})"
    rf"|(?P<count>(?>[Uu][Nn][Ee]?(?!\w)|(?![Uu]){NUMERAL}))(?: {_SIZE}(?P<noun>{_MANY})|{_COUNTS})"
)
_START: Final = methodcaller("start")
_COMMA: Final = re.compile(rf" virgule (?P<zeros>(?:zéro )*)(?P<words>{NUMERAL})")
_SWISS: Final = re.compile(r"\.-{1,2}(?!\d)")
_VAGUE: Final = re.compile(
    r"(?i)(?<!\w)(?:plusieurs|des|quelques|nombreu(?:x|ses)|maints|combien de|aux|en|par|de|d'|ces|les|ses) $"
)
_SCALE: Final = re.compile(rf"(?:[ -]|  )?(?P<de>de |d')?(?P<scale>{_SCALES})(?!\w)")
_SCALE_STARTS: Final = {form[0] for scale in SCALE_WORDS for form in (scale, scale.upper())} | {" ", "d", "D", "e"}
_HALF: Final = re.compile(r" et (?P<part>demie?|un quart|trois quarts)(?!\w)(?! fois)")
_PARTIAL: Final = re.compile(rf"(?i:[ -](?:demi[- ]|(?P<part>{_PART}) de )(?P<scale>{_SCALES})(?!\w))")
_POINT: Final = re.compile(rf"(?i:[ -](?:demi[- ]|(?P<part>{_PART}) de )(?=p(?:oint|ts?|our[ -]?cent)|%))")
_MORE: Final = re.compile(rf" (?:et )?(?:(?P<digits>{DIGITS})|(?P<words>{NUMERAL}))(?:[ -](?P<scale>{_SCALES})(?!\w))?")
_PARTS_ADDED: Final = {
    "demi": Decimal("0.5"),
    "demie": Decimal("0.5"),
    "un quart": Decimal("0.25"),
    "trois quarts": Decimal("0.75"),
}


def read_figures(document: Document) -> list[Figure]:
    """The figures of a document, in order, none overlapping another."""
    text = document.folded
    figures: list[Figure] = []
    done = 0
    for found in _candidates(document):
        start, end = found.span()
        if start < done:
            continue
        figure = _in_digits(text, start, end) if text[start].isdigit() else _in_words(text, found)
        if figure is not None:
            done = figure.end
            figures.append(figure)
    return figures


def _candidates(document: Document) -> list[re.Match[str]]:
    """What may be a number, in digits or in words, in text order."""
    text = document.folded
    found = find_digits(text)
    starts = number_openings(document)
    if not starts:
        return found
    done = 0
    for start in starts:
        words = _in_words_at(text, start) if start >= done else None
        if words is not None:
            done = words.end()
            found.append(words)
    found.sort(key=_START)
    return found


def _in_words_at(text: str, start: int) -> re.Match[str] | None:
    return _number_words().match(text, start)


@cache
def _number_words() -> re.Pattern[str]:
    """A number in words where it starts; compiled when a text first has one."""
    return re.compile(_NUMBER_WORDS)


def _in_digits(text: str, start: int, end: int) -> Figure | None:
    before = text[start - 1] if start else " "
    after = text[end : end + 1]
    if end - start > LONGEST or after == "^" or (before in ".," and text[max(0, start - 2) : start - 1].isdigit()):
        return None
    written = text[start:end]
    figure = Figure(start, end, read_digits(written, "." in written and _is_decimal(text, written, end)))
    if before != " " and (before.isalnum() or before == "_"):
        figure.glued = True
    if after == "." and (swiss := _SWISS.match(text, end)) is not None:
        figure.end = swiss.end()
    near = text[end + 1 : end + 2] if after == " " or after == "-" else after
    return _scaled(text, figure) if near in _SCALE_STARTS else figure


def _is_decimal(text: str, written: str, end: int) -> bool:
    """Whether an open point is decimal: before a scale, unless a last zero tells thousands (« 9.500 milliards »)."""
    return written[-1] != "0" and is_open(written) and _SCALE.match(text, end) is not None


def _in_words(text: str, found: re.Match[str]) -> Figure | None:
    if found["many"]:
        start = found.start("many")
        return _collective(text, found, "many") if _VAGUE.search(text[max(0, start - 14) : start]) else None
    if found["noun"]:
        return _collective(text, found, "noun")
    start, end = found.span("count")
    number = read_numeral(found["count"])
    if number is None:
        return _tail(text, start, found["count"])
    figure = Figure(start, end, Decimal(number))
    figure.words = True
    _add_decimals(text, figure)
    partial = _PARTIAL.match(text, figure.end) or _POINT.match(text, figure.end)
    if partial is not None:
        return _fraction(figure, partial)
    return _scaled(text, figure)


def _add_decimals(text: str, figure: Figure) -> None:
    """« deux virgule cinq », « trois virgule zéro deux »."""
    found = _COMMA.match(text, figure.end)
    decimals = read_numeral(found["words"]) if found is not None else None
    if found is not None and decimals is not None:
        places = found["zeros"].count(" ") + len(str(decimals))
        figure.number = figure.value = figure.number + Decimal(decimals).scaleb(-places)
        figure.end = found.end()


def _tail(text: str, start: int, words: str) -> Figure | None:
    """Of words that make no one number (« un deux cents »), the longest end that does."""
    for space in re.finditer(r"[ -]", words):
        number = read_numeral(words[space.end() :])
        if number is not None:
            figure = Figure(start + space.end(), start + len(words), Decimal(number))
            figure.words = True
            return _scaled(text, figure)
    return None


def _fraction(figure: Figure, partial: re.Match[str]) -> Figure:
    part = partial["part"]
    share = Decimal("0.5") if part is None else Decimal(1) / PARTS[part.lower()]
    figure.value = figure.number = figure.number * share
    figure.end = partial.end()
    if partial.re is _PARTIAL:
        figure.rescale(SCALE_WORDS[partial["scale"].lower()])
    return figure


def _collective(text: str, found: re.Match[str], name: str) -> Figure | None:
    noun = found[name].lower()
    words = re.split(r" (?:de |d'|et )", noun)
    value = Decimal(1)
    for word in words:
        value *= COLLECTIVES.get(word, SCALE_WORDS.get(word, Decimal(1)))
    count = read_numeral(found["count"]) if name == "noun" else 1
    if count is None:
        return None
    figure = Figure(found.start("count" if name == "noun" else name), found.end(name), value * count)
    figure.words = True
    figure.vague = name == "many"
    figure.approximate = not figure.vague and words[0] in COLLECTIVES
    if words[-1] in SCALE_WORDS:
        figure.scale, figure.number = value, figure.number / value
    return _scaled(text, figure)


def _scaled(text: str, figure: Figure) -> Figure:
    scale = figure.scale
    while (found := _SCALE.match(text, figure.end)) is not None:
        if found["de"]:
            if not (figure.vague or figure.approximate) or scale is not None:
                break
        elif scale is not None and scale != 1000:
            break
        scale = SCALE_WORDS[found["scale"].lower()] * (scale or 1)
        figure.end = found.end()
    half = _HALF.match(text, figure.end)
    if half is not None and (scale is not None or figure.words):
        figure.number += _PARTS_ADDED[half["part"]]
        figure.end = half.end()
    figure.value = figure.number
    if scale is not None:
        figure.rescale(scale)
        _add_smaller(text, figure)
    return figure


def _add_smaller(text: str, figure: Figure) -> None:
    """« 18 milliards 428 millions », « un million deux cent mille »: a smaller number of the same figure."""
    limit = figure.scale or Decimal(1)
    while (found := _MORE.match(text, figure.end)) is not None:
        digits, words, scale = found["digits"], found["words"], found["scale"]
        number = Decimal(read_numeral(words) or 0) if words else read_digits(digits)
        grouped = bool(words) or " " in digits
        size = SCALE_WORDS[scale.lower()] if scale else Decimal(1)
        if (" et " in found[0] and not scale) or not number or number * size >= limit or not (scale or grouped):
            return
        if not scale and number < (100 if words else 1000):
            return
        figure.value += number * size
        figure.end = found.end()
        limit = size
