"""A whole article read: every mention of it, and the claims that they make."""

from __future__ import annotations

from dataclasses import dataclass

from recoupe.extract.claims import Findings, Witness, find_claims, worth_parsing
from recoupe.extract.companies import Proposal, find_companies, propose
from recoupe.extract.forecasts import find_forecasts
from recoupe.extract.money import find_money
from recoupe.extract.multiples import find_multiples
from recoupe.extract.percentages import find_percentages
from recoupe.extract.periods import find_periods
from recoupe.extract.sources import find_sources
from recoupe.extract.syntax import Syntax
from recoupe.read.document import Document
from recoupe.records import Claim, CompanyMention, Forecast, Mention, Money, Multiple, Percentage, Period
from recoupe.text import Span

__all__ = ["Draft", "Extraction", "draft", "finish", "read"]


@dataclass(frozen=True)
class Extraction:
    """All that was found in one article, each list in text order."""

    money: list[Money]
    percentages: list[Percentage]
    multiples: list[Multiple]
    companies: list[CompanyMention]
    periods: list[Period]
    forecasts: list[Forecast]
    claims: list[Claim]

    @property
    def mentions(self) -> list[Mention]:
        """Every mention, in text order; of two that start together the longer first."""
        kinds: list[list[Mention]] = [
            [*self.money],
            [*self.percentages],
            [*self.multiples],
            [*self.companies],
            [*self.periods],
            [*self.forecasts],
        ]
        return sorted((mention for kind in kinds for mention in kind), key=_place)


def _place(mention: Mention) -> tuple[int, int, str]:
    return mention.start, -mention.end, mention.type


@dataclass(frozen=True)
class Draft:
    """What the text of an article alone tells; the rest needs its parse. To be finished once."""

    document: Document
    money: list[Money]
    percentages: list[Percentage]
    multiples: list[Multiple]
    figures: list[Money | Percentage | Multiple]
    periods: list[Period]
    forecasts: list[Forecast]
    names: Proposal

    @property
    def parsed(self) -> list[Span]:
        """The sentences whose words will be asked for."""
        return worth_parsing(self.document, self.figures, self.forecasts)


def draft(document: Document) -> Draft:
    """All that needs no parse."""
    money, percentages, multiples = find_money(document), find_percentages(document), find_multiples(document)
    return Draft(
        document,
        money,
        percentages,
        multiples,
        sorted([*money, *percentages, *multiples], key=_place),
        find_periods(document),
        find_forecasts(document),
        propose(document),
    )


def finish(begun: Draft, syntax: Syntax, witness: Witness | None = None) -> Extraction:
    """The draft with companies, sources and claims; `witness` is told what was not taken for the slots of these."""
    document = begun.document
    companies = find_companies(document, syntax, begun.names)
    sources = find_sources(document, syntax, companies)
    found = Findings(begun.figures, companies, begun.periods, begun.forecasts, sources)
    claims, forecasts = find_claims(document, syntax, found, witness)
    return Extraction(begun.money, begun.percentages, begun.multiples, companies, begun.periods, forecasts, claims)


def read(document: Document, syntax: Syntax) -> Extraction:
    """Everything that Recoupe finds in a text.

    Args:
        document: the text, with its publication date where it is known.
        syntax: its parse; `NoSyntax` reads what the text alone gives.
    """
    return finish(draft(document), syntax)
