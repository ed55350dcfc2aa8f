"""Currencies: names, signs and codes, and the words by which an article shows which one it means.

The press's own usage is lexicon/currencies.toml; CLDR's names and countries are lexicon/currencies_cldr.toml, made by
scripts/currencies.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, NamedTuple

from recoupe.errors import LexiconError
from recoupe.lexicon.inflection import plural
from recoupe.lexicon.tables import load, number, strings, unaccented

__all__ = ["CODE_WORDS", "CURRENCY_HEADS", "EVIDENCE", "LARGE", "NAMES", "SCALED_CODES", "SIGNS", "Unit"]

_PRESS = load("currencies")
_CLDR = load("currencies_cldr")
_CODE = re.compile(r"[A-Z]{3}")


class Unit(NamedTuple):
    """What a name or sign of money stands for.

    Attributes:
        code: the ISO 4217 currency where nothing in the article says otherwise; "" where it stays open.
        among: the currencies that the article can make of it; empty for a name that is plain.
        ratio: how much of the currency one of it is: 1, or 0.01 for a cent.
        scaled: whether it is money only after a scale or with evidence (« 3 millions de livres »).
        name: the name in the singular, for messages and evidence.
    """

    code: str
    among: tuple[str, ...] = ()
    ratio: Decimal = Decimal(1)
    scaled: bool = False
    name: str = ""


def _plurals(name: str) -> set[str]:
    """The name and its plural; a complement (« de Hong Kong ») and capitals (« CFA ») keep their form."""
    head, joint, tail = name.partition(" de") if " de" in name else (name, "", "")
    words = [word if word.isupper() else plural(word) for word in head.split(" ")]
    return {name, " ".join(words) + joint + tail, plural(head.split(" ")[0]) + name[len(head.split(" ")[0]) :]}


def _spread(names: Iterable[str]) -> set[str]:
    forms = {form.lower() for name in names for form in _plurals(name)}
    return forms | {unaccented(form) for form in forms}


def _claim(table: dict[str, Unit], forms: Iterable[str], unit: Unit) -> None:
    for form in forms:
        if table.setdefault(form, unit).code != unit.code:
            raise LexiconError(f"lexicon/currencies.toml: {form!r} is claimed by {table[form].code} and {unit.code}")


def _units() -> Iterable[tuple[dict[str, Any], Unit]]:
    for entry in _PRESS["currency"]:
        if not _CODE.fullmatch(entry["code"]):
            raise LexiconError(f"lexicon/currencies.toml: {entry['code']!r} is no ISO 4217 code")
        yield entry, Unit(entry["code"])
    for entry in _PRESS["open"]:
        unit = Unit(entry["default"], tuple(entry["among"]), scaled="money" in entry, name=entry["name"])
        yield {**entry, "names": [entry["name"]]}, unit
    for entry in _PRESS["subunit"]:
        ratio = number("currencies", str(entry["names"]), entry["ratio"])
        yield entry, Unit(entry["of"], tuple(entry["among"]), ratio, name=entry["names"][0])


def _names() -> dict[str, Unit]:
    table: dict[str, Unit] = {}
    for entry, unit in _units():
        forms = _spread(strings("currencies", entry, "names"))
        forms |= {form.lower() for form in strings("currencies", entry, "irregular")}
        _claim(table, forms, unit)
    barred = set(_PRESS["homographs"]["names"])
    singles: dict[str, set[str]] = {}
    for active in (True, False):
        for code, row in _CLDR.items():
            if row["active"] is not active:
                continue
            one = min(row["names"], key=len) if len(row["names"]) > 1 else row["names"][0]
            for form in _spread([*row["names"], one, one.removeprefix("nouveau ").removeprefix("nouvelle ")]):
                table.setdefault(form, Unit(code))
            singles.setdefault(one.split(" ")[0].lower(), set()).add(code if active else "")
    for head, codes in singles.items():
        if len(codes - {""}) == 1 and head not in barred and head not in table and head != "nouveau":
            for form in _spread([head]):
                table.setdefault(form, Unit(next(iter(codes - {""}))))
    return table


def _signs() -> dict[str, Unit]:
    table: dict[str, Unit] = {}
    for entry, unit in _units():
        for sign in strings("currencies", entry, "signs"):
            _claim(table, {sign, sign.replace(" ", "")}, unit)
    for code in _CLDR:
        table.setdefault(code, Unit(code))
    return table


NAMES: dict[str, Unit] = _names()
"""Written names by form, lower case: « francs suisses » → CHF."""

CURRENCY_HEADS: frozenset[str] = frozenset(name.split(" ")[0] for name in NAMES)
"""The first words of the names."""

SIGNS: dict[str, Unit] = _signs()
"""Signs, codes and abbreviations, with their case: « $ CA », « CHF », « DH »."""

CODE_WORDS: frozenset[str] = frozenset(_PRESS["codes"]["words"])
"""Codes that are also words: read after a number only."""

SCALED_CODES: frozenset[str] = frozenset(_PRESS["codes"]["scaled"])
"""Of these, those that are read before a number with a scale."""

LARGE: frozenset[str] = frozenset(_PRESS["codes"]["large"])
"""Signs so short that they need an amount of at least a hundred."""

EVIDENCE: dict[str, list[str]] = {code: strings("currencies", _PRESS["evidence"], code) for code in _PRESS["evidence"]}
"""The words, by currency, that show an article's country."""
