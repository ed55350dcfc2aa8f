"""The one step that every way of running shares: articles in, lines to write out. Pure, and small to send."""

from __future__ import annotations

import datetime as dt
import os
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Protocol

from recoupe.collecting import never
from recoupe.read.document import Document
from recoupe.records import Article, Claim, CompanyMention, Mention, Problem, Record
from recoupe.store.companies import Sighting
from recoupe.store.writer import Extracted

if TYPE_CHECKING:
    from recoupe.extract.claims import Rejected

__all__ = ["Found", "Loader", "Reads", "load_reader", "process_chunk", "use_one_thread"]


class Found(Protocol):
    """What was read in an article: `extract.article.Extraction`, or a stand-in in a test."""

    @property
    def mentions(self) -> Sequence[Mention]:
        """Everything, in text order."""

    @property
    def companies(self) -> Sequence[CompanyMention]:
        """Those of `mentions` that are companies."""

    @property
    def claims(self) -> Sequence[Claim]:
        """The claims, in text order."""


class Reads(Protocol):
    """What reads an article: `nlp.reader.Reader`, or a stand-in in a test."""

    def read(self, text: str, published: dt.date | None = None, id: str | None = None) -> Found:
        """All that the text claims."""

    def explain(self, text: str, published: dt.date | None = None) -> tuple[Found, Sequence[Sequence[Rejected]]]:
        """All that the text claims, and for each claim what was not taken for its slots."""

    def read_all(self, documents: Sequence[Document]) -> Sequence[Found | Exception]:
        """All that each document claims, or what went wrong with it."""


Loader = Callable[[], Reads]
"""Gives a reader; a function of a module, so that its name is all that a worker must be sent."""


def load_reader() -> Reads:
    """The reader with the language model, loaded at the first call."""
    use_one_thread()
    reader: Reads = import_module("recoupe.nlp.reader").load()
    return reader


def use_one_thread() -> None:
    """Keeps the matrix library to one thread a process, if it is not loaded yet: processes share the cores better."""
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")


_FIRST = "Selon Alstom, son bénéfice net a reculé de 3 % à 2 millions d’euros en 2024. Il devrait doubler d’ici à 2030."


@cache
def _reader(load: Loader) -> Reads:
    reader = load()
    reader.read_all([Document(_FIRST)])
    return reader


def process_chunk(articles: Sequence[Article], load: Loader = load_reader) -> list[Extracted | Problem]:
    """Reads some articles.

    Args:
        articles: the articles; with none, the reader is loaded all the same, and what it makes at its first article
            (expressions, lexicons) is made.
        load: gives the reader; called once a process.

    Returns:
        One answer an article, in order: what was read, or the problem `extraction-failed`. The same articles give the
        same answers on any machine.
    """
    with never():
        return _outcomes(_reader(load), articles)


def _outcomes(reader: Reads, articles: Sequence[Article]) -> list[Extracted | Problem]:
    """A function of its own, so that all that reading made is gone before Python may look for cycles in it."""
    documents = [Document(one.text, published=one.published, id=one.id, title=one.title) for one in articles]
    found = reader.read_all(documents)
    return [_outcome(article, one) for article, one in zip(articles, found, strict=True)]


def _outcome(article: Article, extraction: Found | Exception) -> Extracted | Problem:
    if isinstance(extraction, Exception):
        detail = f"{type(extraction).__name__}: {extraction}"[:300]
        return Problem(path=article.path, error="extraction-failed", detail=detail)
    mentions = extraction.mentions
    return Extracted(
        article.id,
        _lines(mentions),
        _lines(extraction.claims),
        dict(Counter([mention.type for mention in mentions])),
        tuple(_sightings(extraction)),
    )


def _lines(records: Iterable[Record]) -> bytes:
    # What `model_dump_json` calls, without its sixteen parameters: a quarter of the time less.
    return b"".join([record.__pydantic_serializer__.to_json(record) + b"\n" for record in records])


def _sightings(extraction: Found) -> Iterable[Sighting]:
    by_id: dict[str, list[CompanyMention]] = {}
    for mention in extraction.companies:
        by_id.setdefault(mention.company_id, []).append(mention)
    claims = Counter(claim.subject.company_id for claim in extraction.claims if claim.subject)
    for id, mentions in by_id.items():
        name = mentions[0].name
        aliases = {" ".join(mention.text.split()) for mention in mentions if mention.named} - {name}
        yield Sighting(id, name, tuple(sorted(aliases)), len(mentions), claims[id])
