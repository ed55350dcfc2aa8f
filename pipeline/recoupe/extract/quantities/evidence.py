"""Which currency a shared name means here: the article's country, by what it names.

One search for all the words of lexicon/currencies.toml, made only when an article uses a shared name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from recoupe.extract.quantities.quantity import Quantity
from recoupe.lexicon.currencies import EVIDENCE, Unit
from recoupe.lexicon.starts import Starts
from recoupe.lexicon.trie import trie
from recoupe.read.document import Document

__all__ = ["decide", "tally", "totals"]

_CODES: Final[dict[str, list[str]]] = {}
for _code, _stems in EVIDENCE.items():
    for _stem in {form for stem in _stems for form in (stem, stem.upper())}:
        _CODES.setdefault(_stem, []).append(_code)
_FIRST_NAME: Final = re.compile(r"(?<=[a-zé] )[A-ZÉ][a-zéèêëïô]+$")
_DOLLAR: Final = re.compile(r"\$|[Dd]ollar")
_FRANC: Final = "the French franc"
_LAST_FRANC: Final = re.compile(r"[12](?<!\d.)(?:(?<=1)[5-9]\d\d|(?<=2)00[01])(?!\d)")


# What a stem may end in: « québéc-oises », « Canad-a », « maroc-aine »; « Orange » is no Oran, « Nigeria » no Niger.
_ENDINGS: Final = (
    r"(?:[ai]|e?s|es?|is|n?es?|i?en(?:ne)?s?|ie|(?:l?|c)a[in]?[in]s?e?s?|oise?s?|ois|(?:ca|qua)?ine?s?|que|al(?:es?)?|aux)?"
    r"(?![^\W\d_])"
)


_SIGNS: Final = "'(«\"/[-"


@cache
def _words() -> Starts:
    """Any of the words, after a space or sign; compiled when an article first needs it."""
    return Starts(rf"[\s{re.escape(_SIGNS)}](?P<word>{trie(_CODES)}){_ENDINGS}", _CODES, _SIGNS)


def _mentions(document: Document) -> list[tuple[int, str]]:
    """Where the article names which country, in order."""
    found: list[tuple[int, str]] = []
    for match in _words().matches(f" {document.folded}"):
        if match[0][0] == " " and _FIRST_NAME.search(
            document.folded[max(0, match.start() - 15) : max(0, match.start() - 1)]
        ):
            continue
        for code in _CODES[match["word"]]:
            found.append((match.start(), code))
    return found


def totals(document: Document) -> dict[str, int]:
    """How often the article names the country of each currency."""
    return document.once(_totals)


def _totals(document: Document) -> dict[str, int]:
    return tally([code for _, code in document.once(_mentions)])


def tally(codes: Iterable[str]) -> dict[str, int]:
    """How often each currency is told."""
    told: dict[str, int] = {}
    for code in codes:
        told[code] = told.get(code, 0) + 1
    return told


def _by_sentence(document: Document) -> dict[int, set[str]]:
    """The currencies whose country each sentence names; `_FRANC` stands for a year in which France had its franc."""
    found: dict[int, set[str]] = {}
    for at, code in document.once(_mentions):
        found.setdefault(document.sentence_index(at), set()).add(code)
    for year in _LAST_FRANC.finditer(document.folded):
        found.setdefault(document.sentence_index(year.start()), set()).add(_FRANC)
    return found


def _has_cfa(document: Document) -> bool:
    return "CFA" in document.folded


def _has_dollars(document: Document) -> bool:
    return _DOLLAR.search(document.folded) is not None


def decide(document: Document, quantity: Quantity, named: dict[str, int]) -> str | None:
    """The ISO 4217 code that a quantity's currency stands for in this article, or None where it stays open.

    Args:
        document: the article.
        quantity: money whose `Unit` may be shared by several currencies.
        named: how often the article names each currency plainly.
    """
    unit = quantity.money
    if unit is None or not unit.among:
        return unit.code or None if unit else None
    countries = totals(document)
    # « francs suisses » beside bare « francs » sets them apart; « couronnes suédoises » explains « couronnes ».
    plain = 3 if not unit.code else 0
    scores = {code: countries.get(code, 0) + plain * named.get(code, 0) for code in unit.among}
    if unit.name == "franc" and document.once(_has_cfa):
        scores["XAF" if scores["XAF"] > scores["XOF"] else "XOF"] += 3
    if unit.ratio != 1 and unit.code != "USD":
        here = _here(document, quantity, unit) - {"EUR", "FRF"}
        return here.pop() if len(here) == 1 and unit.name == "centime" else _of_cents(quantity, unit, countries, named)
    if unit.name == "cent" and named.get("EUR", 0) and not document.once(_has_dollars):
        return "EUR"
    best = max(scores.values())
    if unit.code and scores.get(unit.code, 0) >= best:
        return unit.code
    if unit.name == "dollar" and _here(document, quantity, unit) == {unit.code}:
        return unit.code
    leaders = [code for code in unit.among if scores[code] == best]
    margin = 2 if unit.code and unit.ratio == 1 and not _told_here(document, quantity, leaders[0]) else 1
    if best < margin or (len(leaders) > 1 and not unit.code):
        return _nearest(document, quantity, unit) if best and not unit.code else unit.code or None
    return leaders[0]


def _of_cents(quantity: Quantity, unit: Unit, countries: dict[str, int], named: dict[str, int]) -> str | None:
    """Centimes are the euro's unless the article is of another country; thousands of millions of them are Algeria's."""
    many = quantity.figure.scale is not None and quantity.figure.scale >= 10**6
    home = {
        code: countries.get(code, 0) if many else int(countries.get(code, 0) > countries.get("EUR", 0))
        for code in unit.among
    }
    scores = {code: 3 * named.get(code, 0) + (home[code] if code not in ("EUR", "FRF") else 0) for code in unit.among}
    best = max(unit.among, key=lambda code: (scores[code], code == unit.code))
    return best if unit.code or scores[best] else None


def _told_here(document: Document, quantity: Quantity, code: str) -> bool:
    """Whether the sentence itself names the country, and no year in which France still had its franc."""
    if code == "CAD" and totals(document).get("USD"):
        return False
    here = document.once(_by_sentence).get(document.sentence_index(quantity.start), set())
    if _FRANC in here:
        return code in ("XOF", "XAF") and quantity.money is not None and quantity.money.code == "XOF"
    return code in here


def _here(document: Document, quantity: Quantity, unit: Unit) -> set[str]:
    """The currencies, of those that a name may stand for, whose country the sentence names."""
    here = document.once(_by_sentence).get(document.sentence_index(quantity.start), set())
    return here.intersection(unit.among)


def _nearest(document: Document, quantity: Quantity, unit: Unit) -> str | None:
    """The country named in the same sentence, where the whole article does not say."""
    here = _here(document, quantity, unit)
    return here.pop() if len(here) == 1 else unit.code or None
