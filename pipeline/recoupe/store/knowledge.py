"""A knowledge base as one opens it in Python: asked for claims, articles, mentions, companies."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from pydantic import ValidationError

from recoupe.errors import KnowledgeBaseError
from recoupe.records import Article, Claim, Company, Mention
from recoupe.records.flat import CLAIM_COLUMNS, FLAT, Cell
from recoupe.store.columns import arrow_batches, expression
from recoupe.store.database import STORE, damage, open_store
from recoupe.store.kinds import KINDS
from recoupe.store.manifest import Manifest, read_manifest
from recoupe.store.publishing import settle
from recoupe.store.query import Condition, Query, condition
from recoupe.store.reviewing import take_reviews
from recoupe.store.sync import Changes, synchronise

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["KnowledgeBase"]

_ADAPTERS = {kind.name: kind.adapter for kind in KINDS}
_TABLES = tuple("claims" if column.name in CLAIM_COLUMNS else "articles" for column in FLAT)
_COLUMNS = tuple(f"{table}.{column.name}" for table, column in zip(_TABLES, FLAT, strict=True))
_ROWS = 2_000
"""Rows fetched at a time: memory is bounded by them."""


class KnowledgeBase:
    """A folder that `recoupe extract` made, open for questions.

    Its store, `recoupe.sqlite`, is made when the folder is first opened, and brought up to its files whenever they have
    changed. Close it, or use it in a `with` block.

    Args:
        path: the folder.

    Raises:
        KnowledgeBaseError: the folder is no knowledge base, or its store is damaged, foreign or of a newer version.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        read_manifest(self.path)
        settle(self.path)
        self.manifest: Manifest = read_manifest(self.path)
        self.db = open_store(self.path)
        try:
            self.changes: Changes | None = self.refresh()
        except BaseException:
            self.close()
            raise

    def refresh(self) -> Changes | None:
        """Brings the store up to the files once more: what runs and reviewers have written since is there.

        Returns:
            How the articles changed, or None if the files are those that the store answered to.
        """
        with self._damage():
            changes = synchronise(self.path, self.db)
            take_reviews(self.path, self.db)
        return changes

    @property
    def marks(self) -> list[tuple[Any, ...]]:
        """Name the state of the files that the store answers to."""
        return list(self.db.execute("select name, sha256, modified from files order by name"))

    @property
    def run_id(self) -> str:
        """Says which run made the files: the same for the same manifest."""
        return hashlib.sha256(self.manifest.model_dump_json().encode()).hexdigest()[:16]

    @property
    def versions(self) -> Mapping[str, str]:
        """The versions of what read the articles, by distribution."""
        return self.manifest.versions

    def _damage(self) -> Any:
        return damage(self.path / STORE)

    def __enter__(self) -> Self:
        """The knowledge base itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Closes it."""
        self.close()

    def close(self) -> None:
        """Lets go of the store."""
        self.db.conn.close()

    def claims(self, query: Query | None = None, *, limit: int | None = None, **asked: Any) -> Iterator[Claim]:
        """The claims that are asked for, in the order of their articles.

        Args:
            query: what is wanted; or its fields by name.
            limit: at most so many.

        >>> kb = KnowledgeBase("kb")  # doctest: +SKIP
        >>> [claim.value.amount for claim in kb.claims(company="TikTok", metric="revenue", year=2024)]  # doctest: +SKIP
        [Decimal('17500000000')]
        """
        for (line,) in self.select(["claims.record"], query or Query(**asked), limit=limit):
            yield self._record("claim", line)

    def rows(self, query: Query | None = None, *, limit: int | None = None) -> Iterator[tuple[Cell, ...]]:
        """The same claims as flat rows, with the columns of `records.flat.FLAT`."""
        return self.select(_COLUMNS, query or Query(), limit=limit)

    def batches(self, rows: int) -> pa.RecordBatchReader:
        """Every claim, in Arrow batches of so many rows: the columns of `records.flat.FLAT`, then `record`, its line.

        Raises:
            ImportError: what Arrow needs is not installed.
        """
        columns = [expression(column, of) for column, of in zip(FLAT, _TABLES, strict=True)]
        wanted = condition(Query(), self.db)
        sql = _statement([*columns, "claims.record"], wanted, selective=False)
        return arrow_batches(self.path / STORE, sql, wanted.values, rows)

    def lines(self, query: Query | None = None, *, limit: int | None = None) -> Iterator[str]:
        """The claims that are asked for as lines of JSON, as in `claims.jsonl`."""
        for (line,) in self.select(["claims.record"], query or Query(), limit=limit):
            yield line

    def select(self, columns: Sequence[str], query: Query, *, limit: int | None = None) -> Iterator[tuple[Any, ...]]:
        """Columns of the claims that are asked for, and of their articles.

        Args:
            columns: names of columns of ours; never text from outside.
        """
        with self._damage():
            wanted = condition(query, self.db)
            sql = _statement(columns, wanted, selective=query.is_selective)
            if limit is not None:
                sql += f" limit {int(limit)}"
            yield from self._fetch(sql, wanted.values)

    def count(self, query: Query | None = None, **asked: Any) -> int:
        """How many claims there are of what is asked for."""
        with self._damage():
            wanted = condition(query or Query(**asked), self.db)
            (number,) = self.db.execute(f"select count(*) from claims where {wanted.sql}", wanted.values).fetchone()
        return int(number)

    def articles(self) -> Iterator[Article]:
        """Every article, in the order of their paths."""
        return self._articles("select record, text from articles order by position")

    def article(self, id: str) -> Article | None:
        """One article."""
        return next(self._articles("select record, text from articles where id = ?", id), None)

    def _articles(self, sql: str, *values: str) -> Iterator[Article]:
        with self._damage():
            for line, text in self._fetch(sql, values):
                article: Article = self._record("article", line)
                yield article.model_copy(update={"text": text})

    def text_of(self, article_id: str) -> str:
        """The text of an article; empty where there is no such article."""
        row = self.db.execute("select text from articles where id = ?", (article_id,)).fetchone()
        return str(row[0]) if row else ""

    def mentions(self, article_id: str) -> Iterator[Mention]:
        """The mentions of an article, in text order."""
        return self._records("mention", "select record from mentions where article_id = ? order by n", article_id)

    def claims_of(self, article_id: str) -> Iterator[Claim]:
        """The claims of an article, in text order."""
        return self._records("claim", "select record from claims where article_id = ? order by n", article_id)

    def claims_by_id(self, ids: Iterable[str]) -> Iterator[Claim]:
        """The claims of these ids, in their order; those that are not there are left out."""
        for id in ids:
            yield from self._records("claim", "select record from claims where claim_id = ?", id)

    def claims_about(self, company_id: str) -> Iterator[Claim]:
        """The claims about a company, in the order of their articles."""
        sql = "select claims.record from claims join articles on articles.id = claims.article_id"
        where = (
            "where subject_id in (select id from subjects where company_id = ?) order by articles.position, claims.n"
        )
        return self._records("claim", f"{sql} {where}", company_id)

    def companies(self) -> Iterator[Company]:
        """Every company, in the order of their ids."""
        return self._records("company", "select record from companies order by id")

    def has_company(self, id: str) -> bool:
        """Whether there is a company of that id."""
        return self.db.execute("select 1 from companies where id = ?", (id,)).fetchone() is not None

    def _records(self, kind: str, sql: str, *values: str) -> Iterator[Any]:
        with self._damage():
            for (line,) in self._fetch(sql, values):
                yield self._record(kind, line)

    def _fetch(self, sql: str, values: Sequence[Any]) -> Iterator[tuple[Any, ...]]:
        cursor = self.db.execute(sql, values)
        while rows := cursor.fetchmany(_ROWS):
            yield from rows

    def _record(self, kind: str, line: str) -> Any:
        try:
            return _ADAPTERS[kind].validate_json(line)
        except ValidationError as error:
            raise KnowledgeBaseError(
                f"{self.path / STORE} holds what is no record ({error.errors()[0]['msg']}): remove it and it will be "
                "made again"
            ) from error


def _statement(columns: Sequence[str], wanted: Condition, *, selective: bool) -> str:
    """The statement that selects columns of claims and of their articles, in the order of the articles.

    Without an index to go by, the articles lead, in order: nothing is sorted, however many claims there are.
    """
    joined = "claims join articles" if selective else "articles cross join claims"
    return (
        f"select {', '.join(columns)} from {joined} on articles.id = claims.article_id"
        f" where {wanted.sql} order by articles.position, claims.n"
    )
