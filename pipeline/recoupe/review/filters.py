"""Which claims are looked at, and in which order: a filter that is written in an address and read from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from itertools import compress, repeat
from operator import attrgetter, contains
from typing import NamedTuple
from urllib.parse import urlencode

from recoupe.review.archive import Row, plain

__all__ = ["BANDS", "CHOICES", "Band", "Filter", "band_of"]


class Band(NamedTuple):
    """A stretch of confidence, `low` included and `high` not."""

    name: str
    low: float
    high: float


BANDS = (Band("0-50", 0, 0.5), Band("50-70", 0.5, 0.7), Band("70-90", 0.7, 0.9), Band("90-100", 0.9, 1.01))


def band_of(confidence: float | None) -> str:
    """The name of the band of a confidence; `unknown` where there is none."""
    return next((band.name for band in BANDS if confidence is not None and confidence < band.high), "unknown")


_words = attrgetter("words")

CHOICES: dict[str, tuple[str, ...]] = {
    "status": ("open", "decided", "accept", "reject", "correct", "skip", "changed", "disagreed", "all"),
    "kind": ("", "money", "percentage", "multiple", "none"),
    "realis": ("", "actual", "forecast", "unconfirmed"),
    "band": ("", *(band.name for band in BANDS), "unknown"),
    "order": ("confidence", "text"),
}
"""What may be chosen, the first being what holds when nothing is."""


@dataclass(frozen=True)
class Filter:
    """What is wanted; all that is given must hold.

    Attributes:
        status: `open` (undecided by this reviewer, or changed since), `decided`, one verdict, `changed`, `disagreed`
            (between reviewers), or `all`.
        company: words of the subject's name, or its company id.
        rule: a rule that found the claim.
        q: words that its subject, metric or evidence hold.
        order: `confidence`, the least confident first, or `text`.
    """

    status: str = "open"
    company: str = ""
    kind: str = ""
    realis: str = ""
    band: str = ""
    rule: str = ""
    q: str = ""
    order: str = "confidence"

    @classmethod
    def read(cls, asked: Mapping[str, str]) -> Filter:
        """The filter that an address asks for; what cannot be chosen is left at what holds without it."""
        given = {field.name: asked.get(field.name, field.default).strip() for field in fields(cls)}  # type: ignore[union-attr]
        for name, choices in CHOICES.items():
            if given[name] not in choices:
                given[name] = choices[0]
        return cls(**given)

    @property
    def address(self) -> str:
        """The filter as the query of an address, only what differs from the default; empty for the default."""
        return urlencode({f.name: getattr(self, f.name) for f in fields(self) if getattr(self, f.name) != f.default})

    @property
    def content(self) -> Filter:
        """The same, without regard to what has been decided."""
        return replace(self, status="all")

    def chosen(self, rows: list[Row]) -> list[Row]:
        """The rows that hold what is wanted, whatever their status; one pass a demand, since there may be many rows."""
        if self.kind:
            rows = [row for row in rows if row.kind == self.kind]
        if self.realis:
            rows = [row for row in rows if row.realis == self.realis]
        if self.band:
            rows = [row for row in rows if band_of(row.confidence) == self.band]
        if self.rule:
            rows = [row for row in rows if self.rule in row.rules]
        if company := plain(self.company):
            rows = [row for row in rows if company in row.who]
        for word in plain(self.q).split():
            rows = list(compress(rows, map(contains, map(_words, rows), repeat(word))))
        return rows
