"""What an article is about: the company that it names most, and those whom it only quotes."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

from recoupe.read.document import Document
from recoupe.records import CompanyMention
from recoupe.text import Span

__all__ = ["about", "bylines", "pointing"]


def about(document: Document, companies: Sequence[CompanyMention], quoted: Sequence[Span]) -> CompanyMention | None:
    """The company that an article is about: the most often named; to be the first named counts as two more.

    Args:
        document: the article; without a publication date its sentences may have nothing to do with each other.
        companies: its companies.
        quoted: where sources are named: an agency that is only quoted is not what an article is about.
    """
    counted = [company for company in _unquoted(companies, quoted) if not _bracketed(document, company)]
    if document.published is not None:
        counted = counted or [company for company in companies if company.named and not _bracketed(document, company)]
    times = Counter(company.company_id for company in counted)
    pointed = sum(not company.named for company in companies) if document.published else 0
    weights = times.copy()
    if counted and document.published is not None:
        weights[counted[0].company_id] += 2
    best = max(counted, key=lambda company: (weights[company.company_id], -company.start), default=None)
    alone = len(times) == 1 and document.published is not None
    if best is None or (times[best.company_id] + pointed < 2 and not alone):
        return None
    return best if weights[best.company_id] * 4 >= len(counted) else None


def _bracketed(document: Document, company: CompanyMention) -> bool:
    """« Paris (Agence Méridienne) — »: who signs is not whom it is about."""
    return document.folded[max(0, company.start - 1) : company.start] == "("


def _unquoted(companies: Sequence[CompanyMention], quoted: Sequence[Span]) -> list[CompanyMention]:
    ends = {span.start: span.end for span in quoted}
    starts = sorted(ends)
    found = []
    for company in companies:
        place = bisect_right(starts, company.start) - 1
        if company.named and not (place >= 0 and company.end <= ends[starts[place]]):
            found.append(company)
    return found


def pointing(
    companies: Sequence[CompanyMention], quoted: Sequence[Span], main: CompanyMention | None
) -> list[CompanyMention]:
    """The companies, descriptions that point to one that is only quoted turned to the one the article is about."""
    spoken_of = {company.company_id for company in _unquoted(companies, quoted)}
    if main is None:
        return list(companies)
    update = {"name": main.name, "company_id": main.company_id}
    return [
        company if company.named or company.company_id in spoken_of else company.model_copy(update=update)
        for company in companies
    ]


_DATELINE = re.compile(r"^[ *_#]*[A-ZÀ-Ý][^\n(]{1,60}\(([^)\n]{2,40})\)[ *_]*[-–—]", re.MULTILINE)
_DEEP_ENOUGH = 600


def bylines(document: Document) -> list[Span]:
    """The agencies of datelines: « Lyon, 3 mars (Agence Rhône) - »."""
    found = _DATELINE.finditer(document.text, 0, _DEEP_ENOUGH)
    return [Span(line.start(1), line.end(1)) for line in found]
