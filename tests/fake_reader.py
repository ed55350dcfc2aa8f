"""A reader that needs no model: it reads « 12 € » as money and « Société X » as a company, and can be told to fail."""

from __future__ import annotations

import datetime as dt
import os
import re
import signal
import time
from collections.abc import Sequence
from dataclasses import dataclass

from recoupe.extract.claims import Rejected
from recoupe.read.document import Document
from recoupe.records import Claim, CompanyMention, Evidence, Mention, Metric, Money, Place, Subject, value_of

_FIGURE = re.compile(r"\d+(?=\s€)")
_COMPANY = re.compile(r"Société [A-Z]\w*")


@dataclass(frozen=True)
class FakeExtraction:
    """Stands for `extract.article.Extraction`."""

    mentions: list[Mention]
    companies: list[CompanyMention]
    claims: list[Claim]


class FakeReader:
    """Stands for `nlp.reader.Reader`.

    A text with « EXPLOSE » raises; with « MEURT » it kills its process; with « LENT » it takes half a second.
    """

    def read(self, text: str, published: dt.date | None = None, id: str | None = None) -> FakeExtraction:
        """What stands in the text."""
        if "EXPLOSE" in text:
            raise ValueError("une phrase\nqui explose")
        if "MEURT" in text:
            os.kill(os.getpid(), signal.SIGKILL)
        if "LENT" in text:
            time.sleep(0.5)
        document = Document(text, published=published, id=id)
        companies = [_company(document, found) for found in _COMPANY.finditer(text)]
        money = [_money(document, found) for found in _FIGURE.finditer(text)]
        claims = [_claim(document, one, companies) for one in money]
        mentions = sorted([*companies, *money], key=lambda mention: mention.start)
        return FakeExtraction(mentions, companies, claims)

    def explain(self, text: str, published: dt.date | None = None) -> tuple[FakeExtraction, list[list[Rejected]]]:
        """What it reads; « somme » is always preferred to « total »."""
        found = self.read(text, published)
        return found, [[Rejected("metric", "total", "fake-total")] for _ in found.claims]

    def read_all(self, documents: Sequence[Document]) -> list[FakeExtraction | Exception]:
        """What stands in each document, or what went wrong."""
        return [self._tried(document) for document in documents]

    def _tried(self, document: Document) -> FakeExtraction | Exception:
        try:
            return self.read(document.text, document.published, document.id)
        except ValueError as error:
            return error


def load() -> FakeReader:
    """The reader."""
    return FakeReader()


def _place(document: Document, at: int) -> Place:
    span = document.sentence_at(at)
    return Place(start=span.start, end=span.end)


def _company(document: Document, found: re.Match[str]) -> CompanyMention:
    return CompanyMention(
        article_id=document.id,
        start=found.start(),
        end=found.end(),
        text=found[0],
        sentence=_place(document, found.start()),
        rule="fake-company",
        name=found[0].removeprefix("Société "),
        company_id=found[0].removeprefix("Société ").lower(),
    )


def _money(document: Document, found: re.Match[str]) -> Money:
    return Money(
        article_id=document.id,
        start=found.start(),
        end=found.end() + 2,
        text=document.text[found.start() : found.end() + 2],
        sentence=_place(document, found.start()),
        rule="fake-money",
        amount=found[0],  # type: ignore[arg-type]
        currency="EUR",
    )


def _claim(document: Document, money: Money, companies: list[CompanyMention]) -> Claim:
    who = companies[0] if companies else None
    where = money.sentence
    return Claim(
        article_id=document.id,
        subject=Subject(name=who.name, company_id=who.company_id) if who else None,
        metric=Metric(text="somme"),
        value=value_of(money),
        realis="actual",
        evidence=Evidence(text=document.text[where.start : where.end], start=where.start, end=where.end),
        rules=("metric:fake-metric", "fake-claim"),
        mentions=(money.id,),
    )
