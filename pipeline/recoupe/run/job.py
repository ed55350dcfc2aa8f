"""The whole run: inputs read, articles handed out in chunks, results written in the order of the inputs."""

from __future__ import annotations

import datetime as dt
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import NamedTuple

from recoupe.collecting import rarely
from recoupe.errors import UsageError
from recoupe.ingest.finding import find_sources
from recoupe.ingest.formats import SUFFIXES, read_source
from recoupe.ingest.reading import Reading
from recoupe.ingest.sources import Source
from recoupe.records import Article, Problem
from recoupe.run import step
from recoupe.run.step import Loader
from recoupe.run.workers import Workers
from recoupe.store.layout import check_is_ours
from recoupe.store.manifest import Manifest, Parameters
from recoupe.store.memory import Memory, fingerprint
from recoupe.store.publishing import publication
from recoupe.store.writer import Extracted, Writer

__all__ = ["ARTICLES", "CHARACTERS", "Watcher", "make_knowledge_base", "write_readings"]

Step = Callable[[list[Article]], list[Extracted | Problem]]

ARTICLES = 24
CHARACTERS = 72_000
"""A chunk is full at that many articles or characters: enough to keep a worker busy, few enough to hold in memory."""


class Watcher:
    """Is told how a run goes. The base class listens and says nothing."""

    def start(self, sources: int) -> None:
        """The run has so many files before it."""

    def advance(self, sources: int) -> None:
        """So many more files are done."""

    def warn(self, problem: Problem) -> None:
        """An article was read, but something was odd about it."""

    def fail(self, problem: Problem) -> None:
        """An input could not be read."""


class _Chunk(NamedTuple):
    """Readings in order, with the articles among them that were not met before; `sources` files end in it."""

    readings: list[Reading]
    articles: list[Article]
    sources: int


class _Taken(NamedTuple):
    """A chunk, what an earlier run found in some of its articles, and those that are being read."""

    chunk: _Chunk
    known: dict[str, Extracted]
    fresh: list[Article]


def make_knowledge_base(
    paths: Sequence[str | Path],
    folder: str | Path,
    *,
    published: dt.date | None = None,
    jobs: int | None = None,
    force: bool = False,
    watcher: Watcher | None = None,
    load: Loader | None = None,
) -> Manifest:
    """Reads articles and writes what they claim as a knowledge base; the former one stays until all is written.

    Args:
        paths: files, folders, or `-` for standard input.
        folder: where the knowledge base is made.
        published: the publication date of the articles that state none.
        jobs: how many processes read; None for as many as there are processors. The result does not depend on it.
        force: write into a folder that holds other files, and read unchanged articles again.
        watcher: is told how the run goes.
        load: gives the reader; by default, the one with the language model.

    Returns:
        The manifest: how many inputs ended how, and what was found.

    Raises:
        UsageError: a path does not exist, or `jobs` is less than one.
        KnowledgeBaseError: the folder is not a knowledge base, or another run is writing it.
        ModelError: the language model is not installed.
    """
    folder, watcher = Path(folder), watcher or Watcher()
    jobs = processors() if jobs is None else jobs
    if jobs < 1:
        raise UsageError("jobs must be 1 or more")
    if not force:
        check_is_ours(folder)
    sources, skipped = find_sources(paths, SUFFIXES)
    step.use_one_thread()
    watcher.start(len(sources))
    load = load or step.load_reader
    with publication(folder) as new, closing(_memory(folder, load, force)) as memory:
        writer = Writer(new)
        taken: deque[_Taken] = deque()
        fresh = _fresh(_chunks(sources, published), taken, memory)
        for results in _process(fresh, jobs, load):
            chunk, known, articles = taken.popleft()
            memory.keep(result for result in results if isinstance(result, Extracted))
            answers = known | {article.id: result for article, result in zip(articles, results, strict=True)}
            write_readings(chunk.readings, answers, writer, watcher)
            watcher.advance(chunk.sources)
        memory.forget_others()
        return writer.finish(Parameters(published=published), dict(skipped))


def _memory(folder: Path, load: Loader, force: bool) -> Memory:
    return Memory(folder, fingerprint(f"{load.__module__}.{load.__qualname__}"), anew=force)


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _process(chunks: Iterator[list[Article]], jobs: int, load: Loader) -> Iterator[list[Extracted | Problem]]:
    process = partial(step.process_chunk, load=load)
    if jobs == 1:
        return _alone(process, chunks)
    workers: Workers[Article, Extracted | Problem] = Workers(process, jobs, _lost)
    return workers.map(chunks)


def _alone(process: Step, chunks: Iterator[list[Article]]) -> Iterator[list[Extracted | Problem]]:
    with rarely() as done:
        loaded = False
        for chunk in chunks:
            if chunk and not loaded:
                process([])
                loaded = True
            if chunk:
                done()
            yield process(chunk) if chunk else []


def _lost(article: Article, code: int | None) -> Problem:
    how = f"signal {-code}" if code is not None and code < 0 else f"exit code {code}"
    return Problem(path=article.path, error="worker-died", detail=f"reading it ended the worker process ({how}) twice")


def _fresh(chunks: Iterable[_Chunk], taken: deque[_Taken], memory: Memory) -> Iterator[list[Article]]:
    """The articles of each chunk that must be read; the chunk itself waits in `taken` for their results."""
    for chunk in chunks:
        known = memory.recall(article.id for article in chunk.articles)
        taken.append(_Taken(chunk, known, [article for article in chunk.articles if article.id not in known]))
        yield taken[-1].fresh


def _chunks(sources: Iterable[Source], published: dt.date | None) -> Iterator[_Chunk]:
    seen: set[bytes] = set()
    readings: list[Reading] = []
    fresh: list[Article] = []
    size = ended = 0
    for source in sources:
        for reading in read_source(source, published):
            readings.append(reading)
            if (article := reading.article) and (key := bytes.fromhex(article.id)) not in seen:
                seen.add(key)
                fresh.append(article)
                size += len(article.text)
            if len(readings) >= ARTICLES or size >= CHARACTERS:
                yield _Chunk(readings, fresh, ended)
                readings, fresh, size, ended = [], [], 0, 0
        ended += 1
    yield _Chunk(readings, fresh, ended)


def write_readings(
    readings: Iterable[Reading], answers: dict[str, Extracted | Problem], writer: Writer, watcher: Watcher
) -> None:
    """Writes how some inputs ended, in order.

    Args:
        answers: what was read in the articles that were not met before, by id; those that are written are taken out.
    """
    for path, article, problem, warnings in readings:
        if problem or article is None:
            failure = writer.add_problem(problem) if problem else None
        elif answer := answers.pop(article.id, None):
            failure = writer.add(article, answer)
        else:
            failure = writer.add_copy(article.id, path)
        if failure:
            watcher.fail(failure)
            continue
        for warning in warnings:
            writer.warnings[warning.error] += 1
            watcher.warn(warning)
