"""Multiples: fractions (« un tiers », « neuf Français sur dix ») and factors (« doubler », « divisé par deux »)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from fractions import Fraction
from functools import cache
from itertools import chain

from recoupe.extract.quantities.build import made, place
from recoupe.extract.quantities.context import look
from recoupe.extract.quantities.factors import read_factor
from recoupe.extract.quantities.parts import read_part
from recoupe.extract.quantities.quantity import Quantity
from recoupe.extract.quantities.ratio import Ratio
from recoupe.extract.quantities.trend import govern
from recoupe.lexicon.multiples import ACTIONS, MULTIPLYING, TIMES_NOUNS
from recoupe.lexicon.numbers import CARDINALS, PARTS, VULGAR
from recoupe.lexicon.trie import trie
from recoupe.read.document import Document
from recoupe.read.numbers import Figure
from recoupe.records import Multiple

__all__ = ["extract_multiples", "find_multiples"]


_VERBS = {*MULTIPLYING, *ACTIONS, *TIMES_NOUNS}
_NUMBERS = trie(CARDINALS)
# One pass over the text finds the words that can make a multiple; each is then read where it stands. Every alternative
# starts after a space or a sign, which `re` skips to at memory speed.
_WORDS = (
    rf"(?:(?P<part>{trie([*PARTS, 'moitié'], capitals=True)})(?!\w)"
    rf"|(?P<sur>sur)(?= (?:[0-9]|{_NUMBERS}))"
    rf"|(?P<fois>fois)(?!\w)"
    rf"|(?P<by>(?:[Mm]ultipli|[Dd]ivis)[a-zéèêâ]+)"
    rf"|(?P<verb>{trie(_VERBS, capitals=True)})(?!\w)"
    rf"|(?P<times>[x×X])(?= ?[0-9])"
    rf"|(?P<slash>[1-9]/(?:[2-9]|10)(?![\d/]))"
    rf"|(?P<vulgar>[{''.join(VULGAR)}]))"
)
_TRIGGER = re.compile(rf"[\s'(«\"/\[:,;.+~>=<-]{_WORDS}")
_OPENING = re.compile(r"[^\W\d_]+")
_OPENINGS = {*PARTS, "moitié", "fois", "sur", *_VERBS}
_READERS: dict[str, Callable[[str, re.Match[str]], Ratio | None]] = {
    "part": read_part, "sur": read_part, "slash": read_part, "vulgar": read_part,
    "fois": read_factor, "by": read_factor, "verb": read_factor, "times": read_factor,
}  # fmt: skip


def extract_multiples(text: str | Document, *, published: dt.date | None = None) -> list[Multiple]:
    """The fractions and factors in a French text, in text order.

    Args:
        text: the text, or a `Document` made of it.
        published: the publication date; part of the article's id only.

    Returns:
        One record a multiple, `value` an exact fraction; `start` and `end` are code points into the text.
    """
    return find_multiples(Document.of(text, published))


def find_multiples(document: Document) -> list[Multiple]:
    """The multiples of a document, in text order."""
    text = document.folded
    found: list[Multiple] = []
    done = 0
    first = _first().match(text) if _may_open(text) else None
    for match in chain([first] if first else [], _TRIGGER.finditer(text)):
        ratio = _READERS[match.lastgroup or ""](text, match)
        if ratio is not None and ratio.start >= done:
            found.append(_record(document, ratio))
            done = ratio.end
    return found


def _may_open(text: str) -> bool:
    """Whether a text may open with a multiple."""
    opening = _OPENING.match(text)
    if opening is None or text[0] in VULGAR:
        return text[:1].isnumeric() or text[:1] == "×"
    word = opening[0].lower()
    return word in _OPENINGS or word.startswith(("multipli", "divis", "x"))


@cache
def _first() -> re.Pattern[str]:
    """A multiple that opens a text; compiled when a text first opens with one."""
    return re.compile(_WORDS)


def _record(document: Document, ratio: Ratio) -> Multiple:
    quantity = Quantity(Figure(ratio.start, ratio.end, 1))  # type: ignore[arg-type]
    quantity.rule = ratio.rule
    context = look(document, quantity)
    governor = govern(context)
    way = ratio.way or (governor.way if governor.change and governor.link == "de" else None)
    return made(
        Multiple,
        {
            **place(document, quantity, context),
            "kind": "factor" if ratio.rule.startswith("factor") else "fraction",
            "value": Fraction(ratio.value),
            "direction": way,
            "modifier": context.modifier,
        },
    )
