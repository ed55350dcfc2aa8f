"""A whole article read: every mention of it, and the claims that they make."""

from __future__ import annotations

from dataclasses import dataclass

from recoupe.extract.claims import Findings, find_claims
from recoupe.extract.companies import find_companies
from recoupe.extract.forecasts import find_forecasts
from recoupe.extract.money import find_money
from recoupe.extract.multiples import find_multiples
from recoupe.extract.percentages import find_percentages
from recoupe.extract.periods import find_periods
from recoupe.extract.sources import find_sources
from recoupe.extract.syntax import Syntax
from recoupe.read.document import Document
from recoupe.records import Claim, CompanyMention, Forecast, Mention, Money, Multiple, Percentage, Period

__all__ = ["Extraction", "read"]


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


def read(document: Document, syntax: Syntax) -> Extraction:
    """Everything that Recoupe finds in a text.

    Args:
        document: the text, with its publication date where it is known.
        syntax: its parse; `NoSyntax` reads what the text alone gives.
    """
    money = find_money(document)
    percentages = find_percentages(document)
    multiples = find_multiples(document)
    companies = find_companies(document, syntax)
    periods = find_periods(document)
    forecasts = find_forecasts(document)
    sources = find_sources(document, syntax, companies)
    figures: list[Money | Percentage | Multiple] = sorted([*money, *percentages, *multiples], key=_place)
    found = Findings(figures, companies, periods, forecasts, sources)
    claims, forecasts = find_claims(document, syntax, found)
    return Extraction(money, percentages, multiples, companies, periods, forecasts, claims)
