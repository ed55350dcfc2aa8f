"""The figures of a text: numbers with their scale, where they stand, before anything is known of their unit.

The machinery is one expression whose alternatives start with a digit or a number word and advance with every step,
so a text is scanned once, in time linear in its length; what a match is worth is then decided by looking at a bounded
stretch on its right. Python's `re` is enough: no alternative can be entered twice from the same place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from recoupe.lexicon.numbers import COLLECTIVES, PARTS, VULGAR
from recoupe.lexicon.scales import SCALE_WORDS
from recoupe.read.document import Document
from recoupe.read.numbers.digits import DIGITS, LONGEST, is_open, read_digits
from recoupe.read.numbers.numerals import NUMERAL, read_numeral

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

    __slots__ = ("approximate", "end", "glued", "number", "scale", "start", "vague", "value", "words")

    def __init__(self, start: int, end: int, number: Decimal, scale: Decimal | None = None) -> None:
        self.start = start
        self.end = end
        self.number = number
        self.scale = scale
        self.value = number if scale is None else number * scale
        self.words = self.vague = self.approximate = self.glued = False

    def rescale(self, scale: Decimal) -> None:
        """Take a scale read later, from an abbreviation or from a neighbour."""
        self.scale = scale
        self.value = self.number * scale


def _either(forms: object) -> str:
    return "|".join(sorted(map(str, forms), key=len, reverse=True))  # type: ignore[call-overload]


_SCALES = _either(SCALE_WORDS)
_SIZE = r"(?:bonnes? |petite?s? |grosses? |bons? |toute petite |modeste |grande? |vague |demi-|demi )*"
_COLLECTIVE = _either(COLLECTIVES)
_PART = _either(PARTS)
_MANY = rf"(?:{_COLLECTIVE})(?!\w)(?: (?:de |d'|et )(?:{_COLLECTIVE})(?!\w))?|millions|milliards|billions"
_FIND = re.compile(
    rf"(?<![\w.])(?:\.(?=\d))?(?P<digits>{DIGITS})(?P<swiss>\.-{{1,2}}(?!\d))?"
    rf"|(?P<glued>(?<=[^\W\d_])(?:{DIGITS}))"
    rf"|(?<![\w'-])(?i:(?P<count>{NUMERAL})(?: (?:{_SIZE})(?P<noun>{_MANY})(?!\w))?|(?P<many>{_MANY})(?!\w))"
    rf"|(?<=')(?i:(?P<elided>une?)(?: (?:{_SIZE})(?P<noun2>{_MANY})(?!\w))?)(?= )"
    rf"|(?P<vulgar>[{''.join(VULGAR)}])"
)
_SCALE = re.compile(rf"(?i:(?:[ -]|  )?(?:de |d')?(?P<scale>{_SCALES})(?!\w))")
_HALF = re.compile(r" et (?P<part>demie?|un quart|trois quarts)(?!\w)(?! fois)")
_PARTIAL = re.compile(rf"(?i:[ -](?:demi[- ]|(?P<part>{_PART}) de )(?P<scale>{_SCALES})(?!\w))")
_MORE = re.compile(
    rf" (?:et )?(?:(?P<digits>{DIGITS})|(?i:(?P<words>{NUMERAL})))(?:[ -](?P<scale>(?i:{_SCALES}))(?!\w))?"
)
_PARTS_ADDED = {
    "demi": Decimal("0.5"),
    "demie": Decimal("0.5"),
    "un quart": Decimal("0.25"),
    "trois quarts": Decimal("0.75"),
}


def read_figures(document: Document) -> list[Figure]:
    """The figures of a document, in order, none overlapping another."""
    return list(_figures(document.folded))


def _figures(text: str) -> Iterator[Figure]:
    done = 0
    for found in _FIND.finditer(text):
        if found.start() < done:
            continue
        figure = _figure(text, found)
        if figure is not None:
            done = figure.end
            yield figure


def _figure(text: str, found: re.Match[str]) -> Figure | None:
    kind = found.lastgroup
    start, end = found.span()
    if found["digits"] is not None:
        start = found.start("digits")
        return _scaled(text, _digits(text, start, found.end("digits"), end))
    if kind == "glued":
        figure = _scaled(text, _digits(text, start, end, end))
        if figure is not None:
            figure.glued = True
        return figure
    if kind == "vulgar":
        return None
    noun = found["noun"] or found["noun2"] or found["many"]
    if noun:
        return _collective(text, found, noun)
    number = read_numeral(found["count"] or found["elided"])
    if number is None:
        return _tail(text, start, found["count"])
    figure = Figure(start, end, Decimal(number))
    figure.words = True
    partial = _PARTIAL.match(text, end)
    if partial is not None:
        return _fraction(figure, partial)
    return _scaled(text, figure)


def _digits(text: str, start: int, stop: int, end: int) -> Figure | None:
    if stop - start > LONGEST or text[stop : stop + 1] == "^":
        return None
    written = text[start:stop]
    decimal_point = is_open(written) and _SCALE.match(text, stop) is not None
    return Figure(start, end, read_digits(written, decimal_point=decimal_point))


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
    figure.number *= share
    figure.rescale(SCALE_WORDS[partial["scale"].lower()])
    figure.end = partial.end()
    return figure


def _collective(text: str, found: re.Match[str], noun: str) -> Figure | None:
    name = "many" if found["many"] else "noun" if found["noun"] else "noun2"
    start, end = found.start(name), found.end(name)
    words = re.split(r" (?:de |d'|et )", noun.lower())
    value = Decimal(1)
    for word in words:
        value *= COLLECTIVES.get(word, SCALE_WORDS.get(word, Decimal(1)))
    counted = found["count"] or found["elided"]
    figure = Figure(start, end, value)
    if counted:
        number = read_numeral(counted)
        if number is None:
            return None
        figure.start = found.start("count") if found["count"] else found.start("elided")
        figure.number = figure.value = value * number
        figure.approximate = words[0] in COLLECTIVES
    else:
        figure.vague = True
    figure.words = True
    if words[-1] in SCALE_WORDS:
        figure.scale, figure.number = value, figure.number / value
    return _scaled(text, figure)


def _scaled(text: str, figure: Figure | None) -> Figure | None:
    if figure is None:
        return None
    scale = figure.scale
    while (found := _SCALE.match(text, figure.end)) is not None:
        if " de " in found[0].lower() or "d'" in found[0]:
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
        if not scale and (len(str(number)) < 4 or number < 1000) and not words:
            return
        figure.value += number * size
        figure.end = found.end()
        limit = size
