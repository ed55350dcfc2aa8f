"""What a worker of the cluster does: reads the files of a chunk, extracts, writes the parts, tells how it went.

Nothing but names and numbers travels: the texts are read where they are needed, the parts are written from there, and
the model is loaded once a process, at its first chunk, by `process_chunk`.
"""

from __future__ import annotations

import datetime as dt
import gc
import io
import itertools
import threading
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from recoupe.distributed.lines import lines_of
from recoupe.distributed.parts import Folder, Receipt
from recoupe.distributed.plan import Chunk
from recoupe.errors import ClusterError, IngestError
from recoupe.ingest.formats import format_of, read_source
from recoupe.ingest.reading import Reading
from recoupe.records import Article, Claim, Problem
from recoupe.records.flat import row_of
from recoupe.run.job import ARTICLES, CHARACTERS
from recoupe.run.step import Loader, process_chunk, use_one_thread
from recoupe.store.columns import claim_schema
from recoupe.store.memory import fingerprint
from recoupe.store.writer import Extracted

__all__ = ["Done", "Job", "Killer", "count_articles", "died", "fingerprint_of", "outlive", "read_chunk"]

_TOLD = 20
_TURN = threading.Lock()
"""One chunk at a time in a process: a reader is not to be shared by threads, and would gain nothing by it."""


class Job(NamedTuple):
    """What is the same for all the chunks of a run."""

    dest: str
    published: dt.date | None
    load: Loader
    fingerprint: str
    anew: bool


class Killer(NamedTuple):
    """An article that ends the processes that read it: its file and its place there from 0, None for all the file."""

    source: int
    place: int | None
    times: int


class Done(NamedTuple):
    """How a chunk ended; `kept` if an earlier run had done it. The first problems are told, those of failures first."""

    inputs: int
    failed: int
    kept: bool
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()


@cache
def fingerprint_of(load: Loader) -> str:
    """The fingerprint of what reads, in this process."""
    return fingerprint(f"{load.__module__}.{load.__qualname__}")


def died(path: str, times: int) -> Problem:
    """What is said of an input that ended the processes that read it."""
    return Problem(path=path, error="worker-died", detail=f"reading it ended the worker process {times} times")


def read_chunk(chunk: Chunk, job: Job, killers: tuple[Killer, ...] = ()) -> Done:
    """Does a chunk, unless it is done.

    Args:
        chunk: the files.
        job: what is to be done.
        killers: articles that must not be read; they end as `worker-died`.

    Raises:
        ClusterError: what reads here is not what the run was started with.
    """
    folder = Folder(job.dest)
    former = None if job.anew or killers else folder.receipt(chunk.id)
    if former and former.settled and folder.sound(former):
        return Done(former.inputs, former.failed, kept=True)
    readings, answers = _read(chunk, job, killers)
    return _write(folder, chunk, readings, answers)


def _read(chunk: Chunk, job: Job, killers: tuple[Killer, ...]) -> tuple[list[Reading], dict[str, Extracted | Problem]]:
    readings: list[Reading] = []
    answers: dict[str, Extracted | Problem] = {}
    known = {(killer.source, killer.place): killer.times for killer in killers}
    for index, source in enumerate(chunk.sources):
        if times := known.get((index, None)):
            readings.append(Reading(source.name, problem=died(source.name, times)))
            continue
        for place, reading in enumerate(read_source(source, job.published)):
            readings.append(reading)
            if (times := known.get((index, place))) and reading.article:
                answers.setdefault(reading.article.id, died(reading.path, times))
    answers |= _extract(readings, job, answers)
    return readings, answers


def _extract(
    readings: Iterable[Reading], job: Job, but: Mapping[str, object] | None = None
) -> dict[str, Extracted | Problem]:
    if fingerprint_of(job.load) != job.fingerprint:
        raise ClusterError("a worker has another version of Recoupe, of spaCy or of the model than this machine")
    articles: dict[str, Article] = {}
    for article in (one.article for one in readings):
        if article and article.id not in (but or {}):
            articles.setdefault(article.id, article)
    use_one_thread()
    answers: dict[str, Extracted | Problem] = {}
    with _TURN:
        _load(job.load)
        for batch in _batches(articles.values()):
            answers |= zip((article.id for article in batch), process_chunk(batch, job.load), strict=True)
    return answers


@cache
def _load(load: Loader) -> None:
    """Loads the reader; from then on the search for cycles leaves it alone, which would cost more than it finds."""
    process_chunk([], load)
    gc.freeze()


def _batches(articles: Iterable[Article]) -> Iterator[list[Article]]:
    """Articles as many at a time as a local worker is given, so that memory is what it is there."""
    batch: list[Article] = []
    size = 0
    for article in articles:
        batch.append(article)
        size += len(article.text)
        if len(batch) >= ARTICLES or size >= CHARACTERS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _write(folder: Folder, chunk: Chunk, readings: list[Reading], answers: Mapping[str, Extracted | Problem]) -> Done:
    problems = [one.problem for one in readings if one.problem and one.problem.error != "empty"]
    problems += [answer for answer in answers.values() if isinstance(answer, Problem)]
    failed = sum(
        isinstance(answers[one.article.id], Problem)
        if one.article
        else one.problem is not None and one.problem.error != "empty"
        for one in readings
    )
    receipt = Receipt(
        id=chunk.id,
        parts={
            ".jsonl": folder.write(folder.part(chunk.id, ".jsonl"), b"".join(lines_of(readings, answers))),
            ".parquet": folder.write(folder.part(chunk.id, ".parquet"), _table(readings, answers)),
        },
        inputs=len(readings),
        failed=failed,
        places=_places(chunk),
        settled=all(problem.error != "unreadable" for problem in problems),
    )
    folder.write_record(folder.part(chunk.id, ".json"), receipt)
    warnings = itertools.chain.from_iterable(one.warnings for one in readings)
    return Done(len(readings), failed, False, tuple(problems[:_TOLD]), tuple(itertools.islice(warnings, _TOLD)))


def _places(chunk: Chunk) -> int:
    format = format_of(chunk.sources[0])
    if chunk.file is None or format is None or format.places is None:
        return 0
    try:
        return format.places(chunk.sources[0])
    except IngestError:
        return 0


def _table(readings: Iterable[Reading], answers: Mapping[str, Extracted | Problem]) -> bytes:
    """The claims as a Parquet of flat rows, with the columns of an export."""
    import pyarrow as pa
    from pyarrow.parquet import ParquetWriter

    schema = claim_schema()
    rows = list(_rows(readings, answers))
    columns = zip(*rows, strict=True) if rows else ([] for _ in schema)
    arrays = [
        pa.array(cells, pa.string()).cast(field.type) if pa.types.is_date(field.type) else pa.array(cells, field.type)
        for field, cells in zip(schema, columns, strict=True)
    ]
    out = io.BytesIO()
    with ParquetWriter(out, schema, compression="zstd", compression_level=1) as file:
        file.write_batch(pa.record_batch(arrays, schema=schema))
    return out.getvalue()


def _rows(readings: Iterable[Reading], answers: Mapping[str, Extracted | Problem]) -> Iterator[tuple[object, ...]]:
    met: set[str] = set()
    for article in (one.article for one in readings):
        answer = answers[article.id] if article else None
        if article is None or isinstance(answer, Problem) or answer is None or article.id in met:
            continue
        met.add(article.id)
        day = str(article.published) if article.published else None
        of_article = article.path, article.title or None, day, article.publisher or None, article.url or None
        for line in answer.claims.splitlines():
            yield *row_of(Claim.model_validate_json(line)), *of_article, line.decode()


def count_articles(chunk: Chunk, job: Job, source: int) -> int:
    """How many inputs one of the files of a chunk holds; nothing is extracted."""
    return sum(1 for _ in read_source(chunk.sources[source], job.published))


def outlive(chunk: Chunk, job: Job, sources: tuple[int, ...], places: tuple[int, int] | None) -> bool:
    """Reads some of a chunk to see whether it can be read, and keeps nothing of it.

    Args:
        chunk: the files.
        job: what is to be done.
        sources: which of the files.
        places: of a single file, the first place and the one after the last; None for all.
    """
    for source in sources:
        found = read_source(chunk.sources[source], job.published)
        _extract(itertools.islice(found, *places) if places else found, job)
    return True
