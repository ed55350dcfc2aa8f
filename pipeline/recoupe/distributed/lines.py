"""A part as lines: what was read in each input of a chunk, and back.

Before the records of each input stands a line that says how it ended and how many lines follow: the article's, those
of its mentions, those of its claims, each as it stands in a knowledge base, to the byte.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from pydantic import Field

from recoupe.ingest.reading import Reading
from recoupe.records import Article, Problem, Record
from recoupe.store.companies import Sighting
from recoupe.store.writer import Extracted

__all__ = ["Answered", "lines_of", "read_lines"]


class Answered(NamedTuple):
    """How an input ended, and what was read in its article; None for an article that was met before in its chunk."""

    reading: Reading
    answer: Extracted | Problem | None


class _Head(Record):
    """The line before the records of an input; `mentions` and `claims` say how many lines there are."""

    path: str
    problem: Problem | None = None
    warnings: tuple[Problem, ...] = ()
    article: bool = False
    copied: bool = False
    mentions: int = 0
    claims: int = 0
    kinds: dict[str, int] = Field(default_factory=dict)
    companies: tuple[Sighting, ...] = ()


def lines_of(readings: Iterable[Reading], answers: Mapping[str, Extracted | Problem]) -> Iterator[bytes]:
    """The lines of a part.

    Args:
        readings: how the inputs of a chunk ended, in order.
        answers: what was read in their articles, by article id.
    """
    met: set[str] = set()
    for reading in readings:
        article = reading.article
        if article is None:
            yield _line(_Head(path=reading.path, problem=reading.problem, warnings=reading.warnings))
            continue
        answer = None if article.id in met else answers[article.id]
        met.add(article.id)
        head = _Head(path=reading.path, warnings=reading.warnings, article=True, copied=answer is None)
        if isinstance(answer, Problem):
            yield _line(head.model_copy(update={"problem": answer}))
            yield _line(article)
        elif answer is None:
            yield _line(head)
            yield _line(article)
        else:
            counts = {"mentions": answer.mentions.count(b"\n"), "claims": answer.claims.count(b"\n")}
            yield _line(head.model_copy(update={**counts, "kinds": answer.kinds, "companies": answer.companies}))
            yield _line(article)
            yield answer.mentions
            yield answer.claims


def _line(record: Record) -> bytes:
    return record.model_dump_json().encode() + b"\n"


def read_lines(data: bytes, number: int = 0) -> Iterator[Answered]:
    """What a part holds.

    Args:
        data: the bytes of the part.
        number: how many articles of the same file came before; they are numbered on from there.
    """
    lines = iter(data.splitlines(keepends=True))
    for line in lines:
        head = _Head.model_validate_json(line)
        path = _renumbered(head.path, number)
        warnings = tuple(one.model_copy(update={"path": path}) for one in head.warnings)
        problem = head.problem.model_copy(update={"path": path}) if head.problem else None
        if not head.article:
            yield Answered(Reading(path, problem=problem, warnings=warnings), None)
            continue
        article = Article.model_validate_json(next(lines))
        if number:
            article = article.model_copy(update={"path": path})
        mentions = b"".join(next(lines) for _ in range(head.mentions))
        claims = b"".join(next(lines) for _ in range(head.claims))
        read = Extracted(article.id, mentions, claims, head.kinds, head.companies)
        yield Answered(Reading(path, article, warnings=warnings), None if head.copied else problem or read)


def _renumbered(path: str, number: int) -> str:
    name, _, own = path.rpartition("#")
    return f"{name}#{number + int(own)}" if number and name and own.isdecimal() else path
