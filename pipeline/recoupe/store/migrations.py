"""The tables of the store, made step by step. A step that was released is never changed: another is added after it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from sqlite_utils import Database

from recoupe.errors import KnowledgeBaseError

__all__ = ["APPLICATION_ID", "MIGRATIONS", "Migration", "ddl", "migrate"]

APPLICATION_ID = 0x5265_6370
"""« Recp » in the header of the file (`PRAGMA application_id`): what makes a database one of ours."""

_STEPS = "_migrations"
_SHADOWS = re.compile(r"_fts_(?:data|idx|docsize|config|content)$")
_QUOTES = re.compile(r"""[\s"'`\[\]]+""")


class Migration(NamedTuple):
    """A step from one version of the tables to the next, under a name that is written into the file."""

    name: str
    statements: Callable[[], Iterable[str]]


def _table(name: str, columns: Mapping[str, type], pk: str | tuple[str, ...], *not_null: str) -> str:
    """The statement that makes a table. Not `Table.create`: that commits, and a step is taken whole or not at all."""
    scratch = Database(memory=True)
    return str(scratch.create_table_sql(name, dict(columns), pk=pk, not_null=not_null, strict=True))


def _index(table: str, *columns: str) -> str:
    return f"create index {table}_by_{'_'.join(columns)} on {table} ({', '.join(columns)})"


_FLAT_1 = {
    "claim_id": str, "article_id": str, "subject": str, "company_id": str, "metric": str, "metric_key": str,
    "kind": str, "value": str, "low": str, "high": str, "number": float, "unit": str, "per": str, "value_kind": str,
    "modifier": str, "direction": str, "baseline": str, "period": str, "period_start": str, "period_end": str,
    "realis": str, "modality": str, "polarity": str, "source": str, "source_company_id": str, "source_cue": str,
    "confidence": float, "evidence": str, "evidence_start": int, "evidence_end": int, "figure": str,
    "figure_start": int, "figure_end": int, "rules": str,
}  # fmt: skip


def _first() -> Iterator[str]:
    """The index over the files: articles, mentions, claims, companies, and what is searched by name."""
    marks: dict[str, type] = {"name": str, "lines": int, "sha256": str, "size": int, "modified": int}
    yield _table("files", marks, "name")
    article: dict[str, type] = {
        "id": str,
        "position": int,
        "path": str,
        "title": str,
        "published": str,
        "publisher": str,
        "url": str,
    }
    article |= {"language": str, "digest": str, "text": str, "record": str}
    yield _table("articles", article, "id", "position", "path", "digest", "text", "record")
    yield _index("articles", "position")
    mention: dict[str, type] = {
        "n": int,
        "id": str,
        "article_id": str,
        "type": str,
        "start": int,
        "end": int,
        "text": str,
    }
    yield _table("mentions", mention | {"rule": str, "record": str}, "n", "id", "article_id", "type", "record")
    yield _index("mentions", "article_id")
    yield from _claims()
    company: dict[str, type] = {
        "id": str,
        "name": str,
        "country": str,
        "sector": str,
        "isin": str,
        "ticker": str,
        "lei": str,
    }
    company |= {"wikidata": str, "articles": int, "mentions": int, "claims": int, "record": str}
    yield _table("companies", company, "id", "name", "record")
    yield _table("company_names", {"key": str, "company_id": str}, ("key", "company_id"))
    yield _table("subjects", {"id": int, "name": str, "company_id": str, "key": str}, "id")
    yield _table("metrics", {"id": int, "text": str, "metric_key": str, "key": str}, "id")
    for table, column in (("subjects", "company_id"), ("subjects", "key"), ("metrics", "metric_key")):
        yield _index(table, column)


def _claims() -> Iterator[str]:
    columns = {"n": int, **_FLAT_1, "subject_id": int, "metric_id": int, "record": str}
    yield _table("claims", columns, "n", "claim_id", "article_id", "realis", "polarity", "evidence", "record")
    yield _index("claims", "subject_id", "metric_key")
    for name in ("claim_id", "article_id", "metric_key", "metric_id", "source"):
        yield _index("claims", name)
    # No triggers keep the words up, `rows` does: a schema that is not trusted may not write to a virtual table.
    yield (
        "create virtual table claims_fts using fts5"
        " (evidence, content='claims', content_rowid='n', tokenize='unicode61 remove_diacritics 2')"
    )
    yield (
        f"create view claims_flat as select {', '.join(f'claims.{name}' for name in _FLAT_1)}, articles.path,"
        " articles.title, articles.published, articles.publisher, articles.url"
        " from claims join articles on articles.id = claims.article_id"
    )


def _verdicts() -> Iterator[str]:
    """What a cross-check finds: a row a verdict, and which claims it is about, in order."""
    columns: dict[str, type] = {"n": int, "id": str, "kind": str, "verdict": str, "rule": str, "subject": str}
    columns |= {"company_id": str, "metric": str, "articles": int, "sources": int, "detail": str, "record": str}
    yield _table("verdicts", columns, "n", "id", "kind", "verdict", "rule", "record")
    yield _index("verdicts", "verdict")
    yield _table("verdict_claims", {"verdict_id": str, "place": int, "claim_id": str}, ("verdict_id", "place"))
    yield _index("verdict_claims", "claim_id")


def _reviews() -> Iterator[str]:
    """The decisions of reviewers: the lines of their file, and what stands of them on the claims as they are."""
    columns: dict[str, type] = {"n": int, "id": str, "claim_id": str, "article_id": str, "mention": str, "verdict": str}
    columns |= {"reviewer": str, "time": str, "corrected": str, "reason": str, "note": str, "batch": str, "undoes": str}
    columns |= {"evidence_mark": str, "slots_mark": str, "record": str}
    yield _table("reviews", columns, "n", "id", "claim_id", "verdict", "reviewer", "time", "record")
    for name in ("claim_id", "undoes"):
        yield _index("reviews", name)
    yield _table("review_marks", {"claim_id": str, "evidence_mark": str, "slots_mark": str}, "claim_id")
    yield _table("reviews_read", {"n": int, "size": int, "modified": int, "taken": int, "tail": str}, "n")
    yield (
        "create view standing_reviews as select * from reviews where verdict <> 'undo'"
        " and not exists (select 1 from reviews as later where later.undoes = reviews.id)"
    )
    yield (
        "create view decisions as select one.claim_id, one.reviewer, one.verdict, one.corrected, one.reason, one.note,"
        " one.time as decided, review_marks.evidence_mark is one.evidence_mark"
        " and (one.verdict = 'correct' or review_marks.slots_mark is one.slots_mark) as holds, one.id as review_id"
        " from standing_reviews as one left join review_marks on review_marks.claim_id = one.claim_id"
        " where not exists (select 1 from standing_reviews as other where other.claim_id = one.claim_id"
        " and other.reviewer = one.reviewer and other.n > one.n)"
    )
    yield (
        "create view claims_reviewed as select claims_flat.*, decisions.reviewer, decisions.verdict,"
        " decisions.corrected, decisions.reason, decisions.note, decisions.decided, decisions.holds"
        " from claims_flat left join decisions on decisions.claim_id = claims_flat.claim_id"
    )


MIGRATIONS: tuple[Migration, ...] = (
    Migration("0001-index", _first),
    Migration("0002-verdicts", _verdicts),
    Migration("0003-reviews", _reviews),
)
"""Every step, in order. To change the tables: a step more, here."""


def ddl() -> str:
    """The statements that make the tables of this version, step by step, as they are published in `schemas/`."""
    lines = []
    for step in MIGRATIONS:
        lines += [f"-- {step.name}", *(statement.rstrip("; \n") + ";" for statement in step.statements()), ""]
    return "\n".join(lines)


def migrate(db: Database, where: str) -> None:
    """Brings the tables of a store to this version; an empty database gets them all.

    Before anything is written, the tables, views and triggers there are compared with those that the steps written in
    the file make: a file that holds anything else was not made by Recoupe, or not left alone.

    Args:
        where: the file, for messages.

    Raises:
        KnowledgeBaseError: the file is not ours, was tampered with, or was made by a newer version.
    """
    with db.conn:  # One transaction: another process may be making the tables just now.
        db.execute("begin")
        applied = _checked(db, where)
    if applied < len(MIGRATIONS):
        with db.conn:
            db.execute("begin immediate")
            _apply(db, _checked(db, where), len(MIGRATIONS))


def _checked(db: Database, where: str) -> int:
    """How many of the steps are taken, in a file that holds what they make and nothing else."""
    applied = _applied(db, where)
    names = [step.name for step in MIGRATIONS]
    if unknown := [name for name in applied if name not in names]:
        raise KnowledgeBaseError(
            f"{where} was made by a newer version of Recoupe (it speaks of {unknown[0]!r}): upgrade Recoupe, or "
            "remove the file and it will be made again"
        )
    if applied != names[: len(applied)] or _shape(db) != _shape(_made(len(applied))):
        raise KnowledgeBaseError(
            f"{where} does not hold the tables that Recoupe makes: it is damaged or was tampered with; remove it and "
            "it will be made again"
        )
    return len(applied)


def _applied(db: Database, where: str) -> list[str]:
    (id,) = db.conn.execute("pragma application_id").fetchone()
    tables = db.conn.execute("select count(*) from sqlite_master").fetchone()[0]
    if not tables:
        return []
    if id != APPLICATION_ID or _STEPS not in db.table_names():
        raise KnowledgeBaseError(f"{where} is a database, but none of Recoupe's: move it away")
    return [name for (name,) in db.conn.execute(f"select name from {_STEPS} order by n")]


def _apply(db: Database, start: int, end: int) -> None:
    if not start:
        db.conn.execute(f"pragma application_id = {APPLICATION_ID}")
        db.execute(_table(_STEPS, {"n": int, "name": str}, "n"))
    for n, step in enumerate(MIGRATIONS[start:end], start + 1):
        for statement in step.statements():
            db.execute(statement)
        db.conn.execute(f"insert into {_STEPS} (n, name) values (?, ?)", (n, step.name))


def _made(steps: int) -> Database:
    db = Database(memory=True)
    if steps:
        _apply(db, 0, steps)
    return db


def _shape(db: Database) -> set[tuple[str, ...]]:
    """What there is, without the differences in quoting that versions of the tools make."""
    rows = db.conn.execute("select type, name, tbl_name, coalesce(sql, '') from sqlite_master")
    return {
        (type, name, table, "" if _SHADOWS.search(name) else _QUOTES.sub("", sql).casefold())
        for type, name, table, sql in rows
    }
