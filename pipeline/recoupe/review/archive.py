"""What is reviewed: every claim in a short row kept in memory, its record and its article read when they are shown."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from recoupe.errors import KnowledgeBaseError
from recoupe.records import Article, Claim, Mention
from recoupe.store.knowledge import KnowledgeBase
from recoupe.store.query import Query

__all__ = ["Archive", "Row", "plain", "rank"]

_COLUMNS = ("claim_id", "kind", "realis", "confidence", "rules", "subject_id", "metric_id", "evidence")
_Record = TypeVar("_Record")


class Row(NamedTuple):
    """What claims are chosen and ordered by.

    Attributes:
        number: its place among all claims, in text order.
        kind: of its figure: money, percentage, multiple, or none.
        who: the subject's name and company, plain.
        words: everything of it that is searched, plain.
    """

    number: int
    id: str
    kind: str
    realis: str
    confidence: float | None
    rules: tuple[str, ...]
    who: str
    words: str


def plain(text: str) -> str:
    """The text in small ASCII letters, as people type who search: « Société Générale » → ``societe generale``."""
    text = text.casefold().replace("œ", "oe").replace("æ", "ae")
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()


class Archive:
    """The claims of a knowledge base as its store has them, open for review; about a second and 100 MB for 100,000.

    Raises:
        KnowledgeBaseError: the folder is no knowledge base, or a line of it cannot be read.
    """

    def __init__(self, kb: KnowledgeBase) -> None:
        self.kb = kb
        self.marks = kb.marks
        self.rows = list(_rows(kb))
        self.by_confidence = sorted(self.rows, key=lambda row: rank(row)[0])
        self.numbers = {row.id: row.number for row in self.rows}
        self.article = lru_cache(32)(self._article)
        self.mentions = lru_cache(32)(self._mentions_of)

    @property
    def folder(self) -> Path:
        """Where the knowledge base is."""
        return self.kb.path

    def claim(self, number: int) -> Claim:
        """A claim by its place."""
        return self._there(next(self.kb.claims_by_id([self.rows[number].id]), None))

    def _article(self, id: str) -> Article:
        return self._there(self.kb.article(id))

    def _mentions_of(self, article_id: str) -> list[Mention]:
        """The mentions of an article, in text order."""
        return list(self.kb.mentions(article_id))

    def _there(self, record: _Record | None) -> _Record:
        if record is None:
            raise KnowledgeBaseError(f"{self.folder} was written anew: load the page again")
        return record

    def company_of(self, name: str) -> str | None:
        """The id of the company that goes by a name in this knowledge base."""
        return self._companies.get(name)

    @cached_property
    def _companies(self) -> dict[str, str]:
        known = list(self.kb.companies())
        return {alias: one.id for one in known for alias in one.aliases} | {one.name: one.id for one in known}


def rank(row: Row) -> tuple[float, int]:
    """What claims are ordered by to have the least confident first, those of unknown confidence before them."""
    return (-1 if row.confidence is None else row.confidence, row.number)


def _rows(kb: KnowledgeBase) -> Iterator[Row]:
    subjects = _names(kb, "name || ' ' || coalesce(company_id, '')", "subjects")
    metrics = _names(kb, "text || '\n' || coalesce(metric_key, '')", "metrics")
    split: dict[str | None, tuple[str, ...]] = {None: ()}
    found = kb.select([f"claims.{name}" for name in _COLUMNS], Query())
    for number, (id, kind, realis, confidence, rules, subject, metric, evidence) in enumerate(found):
        if rules not in split:  # The column joins their names by spaces, of which a name may hold some.
            split[rules] = next(kb.claims_by_id([id])).rules
        who = subjects[subject]
        words = f"{who}\n{metrics[metric]}\n{plain(evidence)}"
        yield Row(number, id, kind or "none", realis, confidence, split[rules], who, words)


def _names(kb: KnowledgeBase, what: str, table: str) -> dict[int | None, str]:
    rows: Any = kb.db.execute(f"select id, {what} from {table}")
    return {None: ""} | {number: plain(name) for number, name in rows}
