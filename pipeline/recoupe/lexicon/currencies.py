"""Currencies: names, signs and codes, and the words by which an article shows which one it means.

The press's own usage is lexicon/currencies.toml; CLDR's names and countries are lexicon/currencies_cldr.toml, made by
scripts/currencies.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Final, NamedTuple

from recoupe.errors import LexiconError
from recoupe.lexicon.inflection import adjective, plural
from recoupe.lexicon.tables import load, number, strings, unaccented

__all__ = ["CODE_WORDS", "CURRENCY_HEADS", "EVIDENCE", "LARGE", "NAMES", "SCALED_CODES", "SIGNS", "Unit"]

_PRESS: Final = load("currencies")
_CLDR: Final = load("currencies_cldr")
_CODE: Final = re.compile(r"[A-Z]{3}")
_OF: Final = ("de ", "du ", "des ", "d'", "de la ", "de l'")


class Unit(NamedTuple):
    """What a name or sign of money stands for.

    Attributes:
        code: the ISO 4217 currency where nothing in the article says otherwise; "" where it stays open.
        among: the currencies that the article can make of it; empty for a name that is plain.
        ratio: how much of the currency one of it is: 1, or 0.01 for a cent.
        name: the name in the singular, for messages and evidence.
        shown: for a name that is also that of a thing, what shows that it is money: « millions » (a scale of a million
            or more), « évidence » (a plainer name of it in the article), « pays » (its country), « prix » (a word of
            price before it).
    """

    code: str
    among: tuple[str, ...] = ()
    ratio: Decimal = Decimal(1)
    name: str = ""
    shown: tuple[str, ...] = ()


def _plurals(name: str) -> set[str]:
    """The name and its plural; a complement (« de Hong Kong ») and capitals (« CFA ») keep their form."""
    head, joint, tail = name.partition(" de") if " de" in name else (name, "", "")
    words = [word if word.isupper() else plural(word) for word in head.split(" ")]
    return {name, " ".join(words) + joint + tail, plural(head.split(" ")[0]) + name[len(head.split(" ")[0]) :]}


def _spread(names: Iterable[str]) -> set[str]:
    forms = {form.lower() for name in names for form in _plurals(name)}
    return forms | {unaccented(form) for form in forms if not form.isascii()}


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
        shown = tuple(entry["money"].split("|")) if "money" in entry else ()
        unit = Unit(entry["default"], tuple(entry["among"]), name=entry["name"], shown=shown)
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
    singles: dict[str, set[str]] = {}
    for code, row in _active(True):
        one = _shortest(row["names"])
        _offer(table, _spread([*row["names"], one, _without_new(one)]), code)
        singles.setdefault(one.split(" ")[0].lower(), set()).add(code)
    for code, forms in _of_countries(singles).items():
        _offer(table, forms, code)
    for head in singles.keys() - set(_PRESS["homographs"]["names"]) - table.keys() - {"nouveau"}:
        if len(singles[head]) == 1:
            _offer(table, _spread([head]), next(iter(singles[head])))
    for code, row in _active(False):
        one = _shortest(row["names"])
        _offer(table, _spread([*row["names"], one, _without_new(one)]), code)
    return table


def _offer(table: dict[str, Unit], forms: Iterable[str], code: str) -> None:
    """Names that stand for a currency unless they are taken."""
    unit = Unit(code)
    for form in forms:
        table.setdefault(form, unit)


def _active(wanted: bool) -> list[tuple[str, dict[str, Any]]]:
    return [(code, row) for code, row in _CLDR.items() if row["active"] is wanted]


def _shortest(names: list[str]) -> str:
    return min(names, key=len) if len(names) > 1 else names[0]


def _without_new(name: str) -> str:
    return name.removeprefix("nouveau ").removeprefix("nouvelle ")


def _of_countries(singles: dict[str, set[str]]) -> dict[str, set[str]]:
    """The names with a country's adjective in any of its forms (« lev bulgares »), or « de » and the country."""
    found: dict[str, set[str]] = {}
    press: dict[str, set[str]] = {}
    for entry in _PRESS["currency"]:
        press.setdefault(entry["code"], set()).update([*entry.get("names", ()), *entry.get("irregular", ())])
    for code, row in _active(True):
        head, _, told = _without_new(_shortest(row["names"])).partition(" ")
        names = [head, *press.get(code, ()), *_PRESS["heads"].get(code, ())]
        heads = {
            form for name in names if " " not in name and name.islower() for form in (name, plural(name), name + "s")
        }
        people = [*_PRESS["nationalities"].get(code, ()), *([told] if told.islower() and " " not in told else [])]
        tails = {form for one in people for form in adjective(one)}
        if len(singles.get(head.lower(), ())) > 1 and code not in _PRESS["homographs"]["providers"]:
            tails |= {of + country for country in row["countries"] for of in _OF}
        found[code] = {f"{one} {tail}".lower() for one in heads for tail in tails}
        found[code] |= {unaccented(form) for form in found[code] if not form.isascii()}
    return found


def _signs() -> dict[str, Unit]:
    table: dict[str, Unit] = {}
    for entry, unit in _units():
        for sign in strings("currencies", entry, "signs"):
            _claim(table, {sign, sign.replace(" ", "")}, unit)
    for code in _CLDR:
        table.setdefault(code, Unit(code))
    return table


NAMES: Final[dict[str, Unit]] = _names()
"""Written names by form, lower case: « francs suisses » → CHF."""

CURRENCY_HEADS: Final[frozenset[str]] = frozenset(name.split(" ")[0] for name in NAMES)
"""The first words of the names."""

SIGNS: Final[dict[str, Unit]] = _signs()
"""Signs, codes and abbreviations, with their case: « $ CA », « CHF », « DH »."""

CODE_WORDS: Final[frozenset[str]] = frozenset(_PRESS["codes"]["words"])
"""Codes that are also words: read after a number only."""

SCALED_CODES: Final[frozenset[str]] = frozenset(_PRESS["codes"]["scaled"])
"""Of these, those that are read before a number with a scale."""

LARGE: Final[frozenset[str]] = frozenset(_PRESS["codes"]["large"])
"""Signs so short that they need an amount of at least a hundred."""

EVIDENCE: Final[dict[str, list[str]]] = {
    code: strings("currencies", _PRESS["evidence"], code) for code in _PRESS["evidence"]
}
"""The words, by currency, that show an article's country."""
