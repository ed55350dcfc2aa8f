"""What an article is about: the company that it names most, and those whom it only quotes."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from typing import Final

from recoupe.read.document import Document
from recoupe.records import CompanyMention, changed
from recoupe.text import Span, fold

__all__ = ["about", "bylines", "pointing"]


def about(document: Document, companies: Sequence[CompanyMention], quoted: Sequence[Span]) -> CompanyMention | None:
    """The company that an article is about: of those that its title names, else of all, the most often named.

    To be the first named counts as two more. Where there is a title that names no company, an article is about one
    only if it speaks of it again and again.

    Args:
        document: the article; without a publication date its sentences may have nothing to do with each other.
        companies: its companies.
        quoted: where sources are named: an agency that is only quoted is not what an article is about.
    """
    free = [company for company in companies if company.named and not _bracketed(document, company)]
    counted = _unquoted(free, quoted)
    if document.published is not None:
        counted = counted or free
    titled = _in_title(document, free)
    times = Counter(company.company_id for company in (free if titled else counted))
    pointed = Counter(company.company_id for company in companies if not company.named)
    weights = times.copy()
    if counted and document.published is not None:
        weights[counted[0].company_id] += 2
    best = max(titled or counted, key=lambda company: (weights[company.company_id], -company.start), default=None)
    if best is None or titled:
        return best
    return best if _stands_out(document, best.company_id, times, pointed, len(counted)) else None


def _stands_out(document: Document, one: str, times: Counter[str], pointed: Counter[str], named: int) -> bool:
    """Whether an article speaks of a company often enough to be about it, though its title does not say so."""
    if document.published is None:
        return times[one] > 1 and times[one] * 4 >= named
    if document.title is not None:
        return len(times) == 1 or (times[one] + pointed[one] > 2 and (times[one] + 2) * 4 >= named)
    return len(times) == 1 or (times[one] + sum(pointed.values()) > 1 and (times[one] + 2) * 4 >= named)


def _in_title(document: Document, companies: Sequence[CompanyMention]) -> list[CompanyMention]:
    """The companies that the title names, as the text calls them anywhere."""
    if document.title is None:
        return []
    title = fold(unicodedata.normalize("NFC", document.title)).casefold()
    calls = {
        fold(name).casefold(): company.company_id for company in companies for name in (company.text, company.name)
    }
    found = {one for name, one in calls.items() if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", title)}
    return [company for company in companies if company.company_id in found]


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
    return [
        company
        if company.named or company.company_id in spoken_of
        else changed(company, name=main.name, company_id=main.company_id)
        for company in companies
    ]


_DATELINE: Final = re.compile(r"^[ *_#]*[A-ZÀ-Ý][^\n(]{1,60}\(([^)\n]{2,40})\)[ *_]*[-–—]", re.MULTILINE)
_DEEP_ENOUGH: Final = 600


def bylines(document: Document) -> list[Span]:
    """The agencies of datelines: « Lyon, 3 mars (Agence Rhône) - »."""
    found = _DATELINE.finditer(document.text, 0, _DEEP_ENOUGH)
    return [Span(line.start(1), line.end(1)) for line in found]
