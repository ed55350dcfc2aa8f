"""What is shown of a claim, on the page and in the terminal: the article in pieces, the slots in words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from recoupe.export.wording import told_interval, told_realis, told_value
from recoupe.records import Claim, Forecast, Mention, Place
from recoupe.review.state import Card

__all__ = ["Piece", "SlotView", "grouped", "pieces", "shown", "slots", "window"]

_MOST = 40_000
"""Characters of an article that are shown around a claim: a book would not answer in time."""

# Control characters, marks that turn writing around, what is no character, and the carriage return that HTML drops.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_DIGITS = re.compile(r"\d{5,}")


class Piece(NamedTuple):
    """Characters of the article that share their classes; `start` is the offset of the first."""

    start: int
    text: str
    classes: str


class SlotView(NamedTuple):
    """A slot as it is shown: the digit that chooses it, its name, what it says, and where the article says it."""

    key: int
    name: str
    told: str
    place: Place | None
    corrected: bool


def shown(text: str) -> str:
    """The text with a mark in place of each character that a page would drop, or obey; the same length."""
    return _UNSEEN.sub(lambda found: "\u2009" if found[0] == "\r" else "\ufffd", text)


def grouped(text: str) -> str:
    """Long numbers in threes: ``412000000 EUR`` → ``412 000 000 EUR``, with thin spaces that do not break."""
    return _DIGITS.sub(lambda found: f"{int(found[0]):,}".replace(",", "\u202f"), text)


def window(card: Card) -> Place:
    """The stretch of the article that is shown: all of it, or what is around the claim."""
    evidence, size = card.claim.evidence, len(card.article.text)
    if size <= _MOST:
        return Place(start=0, end=size)
    start = max(0, evidence.start - _MOST // 2)
    return Place(start=start, end=min(size, start + _MOST))


def slots(claim: Claim, mentions: Iterable[Mention] = (), corrected: Iterable[str] = ()) -> list[SlotView]:
    """The slots of a claim, in the order of their digits.

    Args:
        claim: the claim, as this reviewer says that it is.
        mentions: those of its article.
        corrected: the slots that this reviewer mended.
    """
    metric, value = claim.metric, claim.value
    known = f" · {metric.key}" if metric and metric.key else ""
    direction = f", {claim.direction}" if claim.direction and not (value and value.direction) else ""
    rows: tuple[tuple[str, str, Place | None], ...] = (
        ("subject", claim.subject.name if claim.subject else "–", claim.subject.span if claim.subject else None),
        ("metric", metric.text + known if metric else "–", metric.span if metric else None),
        ("value", grouped(told_value(value)) + direction, Place(start=value.start, end=value.end) if value else None),
        ("period", told_interval(claim.period), claim.period.span if claim.period else None),
        ("realis", told_realis(claim), _cue(claim, mentions)),
        ("source", _source(claim), claim.source.span if claim.source else None),
    )
    parts = {"realis": {"realis", "modality", "polarity"}, "value": {"value", "direction"}}
    mended = set(corrected)
    return [
        SlotView(key, name, told, place, bool(parts.get(name, {name}) & mended))
        for key, (name, told, place) in enumerate(rows, 1)
    ]


def _source(claim: Claim) -> str:
    if claim.source is None:
        return "–"
    return f"{claim.source.name} ({claim.source.cue})" if claim.source.cue else claim.source.name


def _cue(claim: Claim, mentions: Iterable[Mention]) -> Place | None:
    """Where the words stand that make the claim a forecast."""
    ours = set(claim.mentions)
    cues = (mention for mention in mentions if isinstance(mention, Forecast) and mention.id in ours)
    return next((Place(start=cue.start, end=cue.end) for cue in cues), None)


def pieces(card: Card, views: Iterable[SlotView]) -> list[Piece]:
    """The article cut wherever a mention, a slot or the evidence begins or ends."""
    part = window(card)
    marks = [*_marks(card.mentions), *_slot_marks(views)]
    marks.append((card.claim.evidence.start, card.claim.evidence.end, "evidence"))
    begins: dict[int, list[str]] = {}
    ends: dict[int, list[str]] = {}
    for start, end, name in marks:
        start, end = max(start, part.start), min(end, part.end)
        if start < end:
            begins.setdefault(start, []).append(name)
            ends.setdefault(end, []).append(name)
    cuts = sorted({part.start, part.end, *begins, *ends})
    return list(_pieces(card.article.text, cuts, begins, ends))


def _pieces(text: str, cuts: list[int], begins: dict[int, list[str]], ends: dict[int, list[str]]) -> Iterator[Piece]:
    active: Counter[str] = Counter()
    for start, end in pairwise(cuts):
        active.subtract(ends.get(start, ()))
        active.update(begins.get(start, ()))
        classes = [name for name, count in active.items() if count > 0]
        classes += [f"first-{name}" for name in begins.get(start, ()) if name.startswith("slot-")]
        yield Piece(start, shown(text[start:end]), " ".join(sorted(classes)))


def _marks(mentions: Iterable[Mention]) -> Iterator[tuple[int, int, str]]:
    return ((mention.start, mention.end, f"kind-{mention.type}") for mention in mentions)


def _slot_marks(views: Iterable[SlotView]) -> Iterator[tuple[int, int, str]]:
    return ((view.place.start, view.place.end, f"slot-{view.name}") for view in views if view.place)
