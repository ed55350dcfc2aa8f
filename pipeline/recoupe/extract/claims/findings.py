"""What claims are made from: the findings of the other extractors, and phrases of the text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol, TypeAlias

from recoupe.records import CompanyMention, Forecast, Money, Multiple, Percentage, Period
from recoupe.text import Span

__all__ = ["Attributed", "Figure", "Findings", "Phrase"]

Figure: TypeAlias = Money | Percentage | Multiple


class Attributed(Protocol):
    """What `extract.sources.Attribution` says of a stretch of text: who says it, by which words, how far."""

    @property
    def name(self) -> str:
        """The source."""

    @property
    def company_id(self) -> str | None:
        """The company that it is, if it is one."""

    @property
    def span(self) -> Span:
        """The words that name it."""

    @property
    def cue(self) -> str:
        """The words that attribute."""

    @property
    def cue_span(self) -> Span:
        """Where those stand."""

    @property
    def rule(self) -> str:
        """The rule that found it."""

    @property
    def scope(self) -> Span:
        """The stretch of text that it covers."""


class Findings(NamedTuple):
    """What the other extractors found in a document, each list in text order."""

    figures: Sequence[Figure]
    companies: Sequence[CompanyMention]
    periods: Sequence[Period]
    forecasts: Sequence[Forecast]
    sources: Sequence[Attributed]


class Phrase:
    """A noun phrase (or a verb) as it is written, with the word that heads it."""

    def __init__(self, text: str, span: Span, head: int) -> None:
        self.text = text
        self.span = span
        self.head = head

    def written(self, text: str) -> Phrase:
        """The same, in other words."""
        return Phrase(text, self.span, self.head)
