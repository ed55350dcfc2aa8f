"""What is asked of a knowledge base, and the SQL that answers it: every value is bound, nothing is pasted in."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from recoupe.errors import UsageError
from recoupe.store.naming import key_of
from recoupe.store.periods import interval_of

__all__ = ["KINDS", "MODALITIES", "REALIS", "Condition", "Query", "condition"]

KINDS = ("money", "percentage", "multiple", "none")
REALIS = ("actual", "forecast", "unconfirmed")
MODALITIES = ("prediction", "target", "possibility", "conditional")


@dataclass(frozen=True)
class Query:
    """What claims are wanted; all that is given must hold.

    Attributes:
        company: a company by its name, one of its aliases or its id; where there is none of that name, subjects whose
            name holds these words.
        metric: a metric by its key (`revenue`), or words of it as written (« chiffre d'affaires »).
        period: claims whose period lies within this one (see `periods.interval_of`).
        year: the same, for a calendar year.
        kind: money, percentage, multiple, or none (claims without a figure).
        realis: actual, forecast or unconfirmed.
        modality: prediction, target, possibility or conditional.
        source: words of the source's name.
        min_confidence: 0 to 1; claims without a confidence are left out.
        text: words that the evidence holds, in any order, without regard to case and accents.
    """

    company: str | None = None
    metric: str | None = None
    period: str | None = None
    year: int | None = None
    kind: str | None = None
    realis: str | None = None
    modality: str | None = None
    source: str | None = None
    min_confidence: float | None = None
    text: str | None = None

    @property
    def is_selective(self) -> bool:
        """Whether an index leads to the claims that are wanted."""
        return any(asked is not None for asked in (self.company, self.metric, self.source, self.text))

    def __post_init__(self) -> None:
        """Refuses what can never be.

        Raises:
            UsageError: a kind, realis or modality that there is not.
        """
        for name, known in (("kind", KINDS), ("realis", REALIS), ("modality", MODALITIES)):
            value = getattr(self, name)
            if value is not None and value not in known:
                raise UsageError(f"{name} {value!r}: there are {', '.join(known)}")


@dataclass
class Condition:
    """A `where` clause over `claims`, with the values that its marks stand for."""

    parts: list[str]
    values: list[Any]

    def add(self, part: str, *values: Any) -> None:
        """Demands one thing more."""
        self.parts.append(part)
        self.values.extend(values)

    @property
    def sql(self) -> str:
        """The clause; true for all claims when nothing is demanded."""
        return " and ".join(self.parts) or "1"


def condition(query: Query, db: Database) -> Condition:
    """The clause that chooses the claims of a query.

    Raises:
        UsageError: a period that is none, or a text without a word.
    """
    found = Condition([], [])
    if query.company is not None:
        _add_company(found, query.company, db)
    if query.metric is not None:
        _add_metric(found, query.metric, db)
    for asked in (query.period, None if query.year is None else f"{query.year:04}"):
        if asked is not None:
            _add_period(found, asked)
    if query.kind == "none":
        found.add("claims.kind is null")
    for name in ("kind", "realis", "modality"):
        value = getattr(query, name)
        if value not in (None, "none"):
            found.add(f"claims.{name} = ?", value)
    if query.source is not None:
        _add_source(found, query.source, db)
    if query.min_confidence is not None:
        found.add("claims.confidence >= ?", query.min_confidence)
    if query.text is not None:
        _add_text(found, query.text)
    return found


def _add_company(found: Condition, asked: str, db: Database) -> None:
    """A company of that name, id or alias and what else bears the name; failing that, subjects that hold the words."""
    key = key_of(asked)
    known = (
        "subjects.key = :key or subjects.company_id = :asked"
        " or subjects.company_id in (select company_id from company_names where key = :key)"
    )
    values = {"key": key, "asked": asked}
    ids = [id for (id,) in db.execute(f"select id from subjects where {known}", values)]
    if not ids:
        ids = [id for (id,) in db.execute("select id from subjects where instr(key, ?)", (key,))]
    found.add(f"claims.subject_id in ({_list(ids)})")


def _add_metric(found: Condition, asked: str, db: Database) -> None:
    if db.execute("select 1 from metrics where metric_key = ?", (asked,)).fetchone():
        found.add("claims.metric_key = ?", asked)
        return
    ids = [id for (id,) in db.execute("select id from metrics where instr(key, ?)", (key_of(asked),))]
    found.add(f"claims.metric_id in ({_list(ids)})")


def _list(ids: list[int]) -> str:
    """Numbers of ours, so that there may be more of them than SQLite has marks for."""
    return ", ".join(str(int(id)) for id in ids)


def _add_period(found: Condition, asked: str) -> None:
    interval = interval_of(asked)
    if interval.start:
        found.add("coalesce(claims.period_start, claims.period_end) >= ?", str(interval.start))
    if interval.end:
        found.add("coalesce(claims.period_end, claims.period_start) <= ?", str(interval.end))


def _add_source(found: Condition, asked: str, db: Database) -> None:
    key = key_of(asked)
    names = [name for (name,) in db.execute("select distinct source from claims where source is not null")]
    wanted = [name for name in names if key in key_of(name)]
    found.add("claims.source in (select value from json_each(?))", json.dumps(wanted))


def _add_text(found: Condition, asked: str) -> None:
    words = key_of(asked).split()
    if not words:
        raise UsageError(f"{asked!r} holds no word to look for")
    matching = " ".join(f'"{word}"' for word in words)
    found.add("claims.n in (select rowid from claims_fts where claims_fts match ?)", matching)
