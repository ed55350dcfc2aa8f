"""The unit that stands beside a figure: a currency before or after it, a percent sign, points.

Each expression is matched at one place only (never searched for), so the cost of a figure is bounded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from recoupe.extract.quantities.names import NAME_HEADS, name_at
from recoupe.extract.quantities.quantity import Quantity
from recoupe.lexicon.currencies import CODE_WORDS, LARGE, NAMES, SCALED_CODES, SIGNS, Unit
from recoupe.lexicon.scales import SCALE_EXCEPTIONS, SCALE_SIGNS, SCALE_WORDS
from recoupe.lexicon.trie import trie
from recoupe.lexicon.units import PROPORTIONS, UNIT
from recoupe.read.numbers import read_numeral

__all__ = ["read_unit"]


def _either(forms: Iterable[str]) -> str:
    """Any of some signs, the longest first; one that ends in a letter is a word of its own."""
    return trie(forms) + r"(?:(?<!\w)|(?![\w']|-\d))"


_SCALES: Final = "|".join(sorted(map(re.escape, SCALE_SIGNS), key=len, reverse=True))
_SIGN: Final = re.compile(rf" ?(?P<sign>{_either(SIGNS)})")
_SCALED_SIGN: Final = re.compile(
    rf" ?(?P<scale>{_SCALES})\.? ?(?P<de>de |d' ?)?(?P<sign>{_either(SIGNS)}|(?<=[MdKks])E(?!\w))"
)
# « 2,30 E par action »: a bare E is money beside decimals or a rate.
_BARE_EURO: Final = re.compile(r"E(?= ?/| par (?:action|titre|an|mois)(?!\w)|[.,;)]|$| [a-zà(])(?!-)")
_SCALED_NAME: Final = re.compile(rf" ?(?P<scale>{_SCALES})\.? (?:de |d' ?)?(?=[^\W\d_])")
_SCALE_ONLY: Final = re.compile(rf" ?(?P<scale>{_SCALES})(?!\w)")
_NAME: Final = re.compile(r"(?P<de> ?(?:de|DE) | ?[dD]' ?|,? )?(?P<words>[^\W\d_]['\w]*(?:[ -][^\W\d_]['\w]*){0,4})")
_BEFORE_FORMS: Final = {sign for sign in SIGNS if sign not in CODE_WORDS} | SCALED_CODES
_BEFORE: Final = re.compile(rf"(?:^|(?<=[^\w$])|(?<=[kKMds]))(?P<sign>{_either(_BEFORE_FORMS)}) ?$")
_DOLLAR_SIGN: Final = re.compile(r" ?(?:de |d' ?)(?P<sign>\$ (?:usd|c|hk)(?![\w'])|" + _either(SIGNS) + ")")
_SUBUNIT: Final = re.compile(
    r"(?P<et> et | )(?P<value>\d{2}|\d(?= cent)|[^\W\d_]+(?:-[^\W\d_]+)*)"
    r"(?P<name> centimes?| cents?)?(?![\w%])(?! ?%)"
    r"(?=[.,;:!?)»]|$|\n| (?:par|de|le|la|l'|les|au|aux|pour|en|et|contre|à|sur|a|est|chez|dans)(?!\w))"
)
_HALF: Final = re.compile(r" et demie?(?!\w)")
_CENTS: Final = re.compile(r"\d{2}(?!\w)")
_DETERMINED: Final = re.compile(r"(?:la|l'|cet?|cette|son|sa|notre|leurs?) ?")
_WORD: Final = re.compile(r"[^\W\d_]+")
_OF: Final = {"de", "d"}
_ENGLISH: Final = re.compile(r"[1-9][0-9]{0,2},[0-9]{3}")
_AFTER_BRACKET: Final = re.compile(rf"\) (?P<scale>{'|'.join(sorted(SCALE_WORDS, key=len, reverse=True))})(?= d)")
_JOINTS: Final = {"à", "a", "et", "ou", "puis", "contre", "voire", "jusqu"}
_MARKS: Final = {sign[0] for sign in SIGNS if not sign[0].isalnum()} | {"¢", "€"}
_SIGN_HEADS: Final = {sign[0] for sign in SIGNS} | {sign[0] for sign in SCALE_SIGNS}
_SCALE_BEFORE: Final = re.compile(r"(?<!\w)(?P<scale>[kKM]|Mds?)(?<!\d)\Z")
_BEFORE_ENDS: Final = {sign[-1] for sign in _BEFORE_FORMS}
_PERCENT_HEADS: Final = {form[0].lower() for form in PROPORTIONS} | {"P"}

# The words in lower case that a unit may begin with: after any other, no expression need be tried.
_LOWER_SIGNS: Final = {_WORD.match(sign)[0] for sign in SIGNS if sign[0].islower()}  # type: ignore[index]
_UNIT_HEADS: Final = (
    {form.split(" ")[0].split(".")[0].lower() for form in PROPORTIONS}
    | NAME_HEADS
    | _OF
    | _LOWER_SIGNS
    | {scale + sign for scale in SCALE_SIGNS for sign in {"", *_LOWER_SIGNS}}
)


def read_unit(text: str, quantity: Quantity, free: int) -> None:
    """Gives a quantity the unit that stands beside it, and its span.

    Args:
        text: the folded text.
        quantity: the quantity to complete.
        free: where the quantity before it ends: a sign left of that is not this one's.
    """
    figure = quantity.figure
    if not figure.glued and _read_right(text, quantity, figure.end):
        return
    before = text[figure.start - 1 : figure.start]
    if before == " ":
        before = text[figure.start - 2 : figure.start - 1]
    if before in _BEFORE_ENDS:
        _read_before(text, quantity, free)
    if quantity.plain and text[figure.end - 2 : figure.end] in (".-", "--"):
        quantity.money, quantity.rule = SIGNS["CHF"], "money-swiss-dash"


def _read_right(text: str, quantity: Quantity, end: int) -> bool:
    figure = quantity.figure
    at = end
    char = text[at : at + 1]
    while char == " " and at - end < 2:
        at += 1
        char = text[at : at + 1]
    if char == ")" and text[figure.start - 1 : figure.start] == "(":
        scaled = _AFTER_BRACKET.match(text, end)
        if scaled is not None and figure.scale is None:
            figure.rescale(SCALE_WORDS[scaled["scale"]])
            figure.end = scaled.end()
        end = at = figure.end + (scaled is None)
        char = text[at : at + 1]
        if char == " ":
            at += 1
            char = text[at : at + 1]
    if char == "%" and not figure.vague:
        quantity.proportion, quantity.bare = PROPORTIONS[char]
        quantity.rule, quantity.end = "percentage-sign", at + 1
        return True
    word = _WORD.match(text, at)
    if word is None:
        shown = char in _MARKS or char.isalnum() or char in "%‰$"
        return shown and char != "" and _at(text, quantity, end, at, char, char)
    head = word[0]
    if head not in _UNIT_HEADS and head.islower():
        quantity.counted = not figure.scale and head not in _JOINTS
        return False
    return _at(text, quantity, end, at, char, head.lower())


def _at(text: str, quantity: Quantity, end: int, at: int, char: str, head: str) -> bool:
    """What `head` (a word in lower case, or a sign) is the unit of, that stands at `at` and begins with `char`."""
    if char.lower() in _PERCENT_HEADS and _read_proportion(text, quantity, at):
        return True
    return _read_after(text, quantity, end, at, char, head)


def _read_proportion(text: str, quantity: Quantity, at: int) -> bool:
    found = UNIT.match(text, at)
    if found is None:
        return False
    form = found[0].lower()
    name = PROPORTIONS.get(found[0]) or PROPORTIONS.get(form)
    if name is None or (form == "pc" and found[0] != "pc") or quantity.figure.vague:
        return False
    if form.startswith("pourcentage") and quantity.figure.number == 1:
        return False
    quantity.proportion, quantity.bare = name
    quantity.rule = "percentage-sign" if not form[0].isalpha() else f"percentage-words-{name[0].replace('_', '-')}"
    quantity.end = at + len(found[0].rstrip())
    _add_half(text, quantity)
    return True


def _read_after(text: str, quantity: Quantity, end: int, at: int, char: str, head: str) -> bool:
    scale = quantity.figure.scale
    if char in _SIGN_HEADS:
        sign = _SIGN.match(text, at)
        if sign is not None and (char in _MARKS or not _is_name(text, at, sign)):
            return _take_sign(text, quantity, sign, None)
        if char == "E" and scale is None and _has_cents(quantity) and _BARE_EURO.match(text, at):
            quantity.money, quantity.end, quantity.rule = SIGNS["€"], at + 1, "money-sign-after"
            return True
        if scale is None or scale == 1000:
            found = _SCALED_SIGN.match(text, at)
            if found is not None:
                return _take_sign(text, quantity, found, found["scale"])
            named = _SCALED_NAME.match(text, at)
            if named is not None and (unit := name_at(text, named.end())) is not None:
                quantity.figure.rescale(SCALE_SIGNS[named["scale"]])
                return _take_name(text, quantity, *unit)
    return _read_name(text, quantity, end, head, char)


def _has_cents(quantity: Quantity) -> bool:
    number = quantity.figure.number
    return bool(number % 1) and (number * 100) % 1 == 0


def _read_name(text: str, quantity: Quantity, end: int, head: str, char: str) -> bool:
    """A currency written out, after a figure or its scale; else says whether a noun is counted."""
    scale = quantity.figure.scale
    if head in _OF:
        dollar = _DOLLAR_SIGN.match(text, end)
        if dollar is not None:
            return _take_sign(text, quantity, dollar, None)
    elif head not in NAME_HEADS and char != ",":
        quantity.counted = not scale and head not in _JOINTS
        return False
    words = _NAME.match(text, end)
    if words is None:
        return False
    unit = name_at(text, words.start("words"))
    if unit is not None and (words["de"] or text[end : end + 1] != " "):
        return _take_name(text, quantity, *unit)
    of = words["de"] is not None and words["de"].strip() in ("de", "d'", "DE", "D'")
    if of and _DETERMINED.match(words["words"]):  # « 3 milliards de la même période » count nothing
        return False
    quantity.counted = of or (not scale and words["words"].split(" ")[0].lower() not in _JOINTS)
    return False


def _is_name(text: str, at: int, sign: re.Match[str]) -> bool:
    """Whether a sign of letters is the start of a longer name (« Fr » of « Français » is none by its word end)."""
    return sign["sign"].isalpha() and name_at(text, at) is not None


def _take_sign(text: str, quantity: Quantity, found: re.Match[str], scale: str | None) -> bool:
    sign = found["sign"]
    if sign == "fr." and "." in text[quantity.start : quantity.figure.end]:  # « 12.50 fr. » is Swiss by its point
        sign = "Fr."
    unit = SIGNS.get(sign) or NAMES.get(sign.lower()) or (SIGNS["€"] if sign == "E" else None)
    if unit is None or (sign in LARGE and scale is None and quantity.figure.value < 100):
        return False
    if scale is not None:
        quantity.figure.rescale(SCALE_EXCEPTIONS.get((scale, sign), SCALE_SIGNS[scale]))
    quantity.money, quantity.end, quantity.rule = unit, found.end(), "money-sign-after"
    _read_subunit(text, quantity)
    return True


def _take_name(text: str, quantity: Quantity, unit: Unit, stop: int) -> bool:
    if unit.name == "cent" and (
        text[stop - 4 : stop] == "Cent" or (quantity.figure.words and quantity.figure.number > 1)
    ):
        return False
    quantity.money, quantity.end, quantity.rule = unit, stop, "money-name-after"
    _read_subunit(text, quantity)
    return True


def _add_half(text: str, quantity: Quantity) -> None:
    """« un point et demi », « deux euros et demi »."""
    figure = quantity.figure
    half = _HALF.match(text, quantity.end) if figure.scale is None else None
    if half is not None and figure.number == int(figure.number):
        figure.number = figure.value = figure.number + Decimal("0.5")
        quantity.end = half.end()


def _read_subunit(text: str, quantity: Quantity) -> None:
    """« 1 euro 50 », « 15 dollars 50 », « neuf euros et vingt cents », « 12€50 »."""
    figure, unit = quantity.figure, quantity.money
    if figure.scale is not None or unit is None or unit.ratio != 1 or figure.number != int(figure.number):
        return
    glued = _CENTS.match(text, quantity.end) if text[quantity.end - 1] in _MARKS else None
    if glued is not None:
        figure.number = figure.value = figure.number + Decimal(glued[0]) / 100
        quantity.end = glued.end()
        return
    _add_half(text, quantity)
    found = _SUBUNIT.match(text, quantity.end)
    if found is None or text[quantity.end - 1] in _MARKS:
        return
    value = int(found["value"]) if found["value"].isdigit() else read_numeral(found["value"])
    if value is None or value >= 100 or (found["et"] == " et " and not found["name"]):
        return
    if not found["value"].isdigit() and not found["name"] and not (figure.words and value >= 10):
        return
    figure.number = figure.value = figure.number + Decimal(value) / 100
    quantity.end = found.end()


def _read_before(text: str, quantity: Quantity, free: int) -> None:
    start = quantity.figure.start
    if start - 1 - (text[start - 1] == " ") < free:
        return
    floor = max(free, start - 8)
    found = _BEFORE.search(text[floor:start])
    at = floor + found.start() if found else 0
    before = text[at - 1] if at else " "
    scaled = _SCALE_BEFORE.search(text, max(free, at - 4), at) if found and before.isalpha() else None
    if found is not None and scaled is not None and quantity.figure.scale is None:  # « M€ 12,5 »
        quantity.money, quantity.rule, quantity.start = SIGNS[found["sign"]], "money-sign-before", scaled.start()
        quantity.figure.rescale(SCALE_SIGNS[scaled["scale"]])
        return
    if found is None or before.isalnum() or (found["sign"] == "fr." and before not in " (\n"):
        return
    if found["sign"] in SCALED_CODES and quantity.figure.scale is None and not _SCALE_ONLY.match(text, quantity.end):
        return
    quantity.money, quantity.rule = SIGNS[found["sign"]], "money-sign-before"
    quantity.start = at
    if quantity.figure.scale is None:
        scale = _SCALE_ONLY.match(text, quantity.figure.end)
        if scale is None and (start == at + len(found["sign"]) or found["sign"].isupper()):
            _read_english(text, quantity)
        if scale is not None:
            quantity.figure.rescale(SCALE_SIGNS[scale["scale"]])
            quantity.figure.end = quantity.end = scale.end()


def _read_english(text: str, quantity: Quantity) -> None:
    """« EUR 450,000 », « $1,200 »: a sign before tells an English writer, whose comma parts thousands."""
    figure = quantity.figure
    if _ENGLISH.fullmatch(text, figure.start, figure.end):
        figure.number = figure.value = Decimal(text[figure.start : figure.end].replace(",", ""))
