"""Rows written into the store, from lines that are checked as they are read."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from sqlite_utils import Database

from recoupe.errors import KnowledgeBaseError
from recoupe.records import Article, Claim, Company, Mention
from recoupe.records.flat import CLAIM_COLUMNS, Cell, row_of
from recoupe.store.bundles import Bundle
from recoupe.store.kinds import KINDS
from recoupe.store.layout import ARTICLES, CLAIMS, COMPANIES, MENTIONS, lines_of
from recoupe.store.naming import key_of

__all__ = ["Lookups", "forget", "insert", "write_companies"]

_ADAPTERS = {kind.file: kind.adapter for kind in KINDS}


class Lookups:
    """The numbers of subjects and metrics, each written down when it is first met."""

    _LIMIT = 200_000

    def __init__(self, db: Database) -> None:
        self._db = db
        self._known: dict[tuple[str, str, str | None], int] = {}

    def subject(self, claim: Claim) -> int | None:
        """The number of a claim's subject: a name and the company that it is."""
        one = claim.subject
        return self._number("subjects", "name", "company_id", one.name, one.company_id) if one else None

    def metric(self, claim: Claim) -> int | None:
        """The number of a claim's metric: its words and its key."""
        one = claim.metric
        return self._number("metrics", "text", "metric_key", one.text, one.key) if one else None

    def _number(self, table: str, name: str, other: str, text: str, of: str | None) -> int:
        known = self._known.get((table, text, of))
        if known is not None:
            return known
        key = key_of(text)
        found = self._db.execute(
            f"select id from {table} where {name} = ? and {other} is ? and key = ?", (text, of, key)
        ).fetchone()
        sql = f"insert into {table} ({name}, {other}, key) values (?, ?, ?)"
        number = found[0] if found else self._db.execute(sql, (text, of, key)).lastrowid
        if len(self._known) >= self._LIMIT:
            self._known.clear()
        self._known[table, text, of] = number
        return int(number)


def insert(db: Database, batch: Sequence[Bundle], lookups: Lookups) -> None:
    """Writes articles that are not there, with their mentions and claims, within the transaction that is open.

    Raises:
        KnowledgeBaseError: a line is not a record.
    """
    _many(db, "articles", 11, map(_article_row, batch))
    _many(db, "mentions", 9, itertools.chain.from_iterable(map(_mention_rows, batch)))
    (last,) = db.execute("select coalesce(max(n), 0) from claims").fetchone()
    _many(db, "claims", 4 + len(CLAIM_COLUMNS), (row for one in batch for row in _claim_rows(one, lookups)))
    db.execute("insert into claims_fts (rowid, evidence) select n, evidence from claims where n > ?", (last,))


def forget(db: Database, ids: Sequence[tuple[str]]) -> None:
    """Removes articles with all that was read in them, within the transaction that is open."""
    leave = "insert into claims_fts (claims_fts, rowid, evidence) select 'delete', n, evidence"
    db.conn.executemany(f"{leave} from claims where article_id = ?", ids)
    for table, column in (("claims", "article_id"), ("mentions", "article_id"), ("articles", "id")):
        db.conn.executemany(f"delete from {table} where {column} = ?", ids)


def _many(db: Database, table: str, width: int, rows: Iterator[tuple[Cell, ...]]) -> None:
    db.conn.executemany(f"insert into {table} values ({', '.join('?' * width)})", rows)


def _checked(line: bytes, file: str, number: int) -> Any:
    try:
        return _ADAPTERS[file].validate_json(line)
    except ValidationError as error:
        wrong = error.errors(include_url=False, include_input=False)[0]
        field = ".".join(map(str, wrong["loc"])) or "the line"
        raise KnowledgeBaseError(
            f"{file}, line {number}: {field}: {wrong['msg']}; recoupe validate says more"
        ) from error


def _article_row(one: Bundle) -> tuple[Cell, ...]:
    article: Article = _checked(one.article, ARTICLES, one.lines[0])
    published = str(article.published) if article.published else None
    known = article.title or None, published, article.publisher or None, article.url or None, article.language or None
    rest = article.model_copy(update={"text": ""})  # The text once is enough.
    return (article.id, one.position, article.path, *known, one.digest, article.text, rest.model_dump_json())


def _mention_rows(one: Bundle) -> Iterator[tuple[Cell, ...]]:
    for number, line in enumerate(one.mentions, one.lines[1]):
        found: Mention = _checked(line, MENTIONS, number)
        place = found.start, found.end, found.text
        yield None, found.id, found.article_id, found.type, *place, found.rule, line.decode()


def _claim_rows(one: Bundle, lookups: Lookups) -> Iterator[tuple[Cell, ...]]:
    for number, line in enumerate(one.claims, one.lines[2]):
        claim: Claim = _checked(line, CLAIMS, number)
        yield None, *row_of(claim), lookups.subject(claim), lookups.metric(claim), line.decode()


def write_companies(db: Database, folder: Path) -> None:
    """Writes all companies anew, within the transaction that is open."""
    db.execute("delete from companies")
    db.execute("delete from company_names")
    for number, line in enumerate(lines_of(folder, COMPANIES), 1):
        one: Company = _checked(line, COMPANIES, number)
        codes = one.country, one.sector, one.isin, one.ticker, one.lei, one.wikidata
        counts = one.articles, one.mentions, one.claims
        row = (one.id, one.name, *codes, *counts, line.decode().rstrip("\n"))
        _many(db, "companies", 12, iter([row]))
        keys = {key_of(name) for name in (one.id, one.name, *one.aliases)}
        _many(db, "company_names", 2, ((key, one.id) for key in sorted(keys)))
