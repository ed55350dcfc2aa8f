"""Parts to a knowledge base, by the writer of the run on one machine: the same bytes, in memory that does not grow."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from recoupe.distributed.lines import Answered, read_lines
from recoupe.distributed.parts import PLAN, Folder, Planned, Receipt
from recoupe.errors import KnowledgeBaseError
from recoupe.ingest.reading import Raw, finish
from recoupe.records import Problem
from recoupe.run.job import Watcher, write_readings
from recoupe.store.ids import Ids
from recoupe.store.layout import check_is_ours
from recoupe.store.manifest import Manifest, Parameters
from recoupe.store.publishing import publication
from recoupe.store.writer import Extracted, Writer

__all__ = ["merge"]

_AHEAD = 8
"""Parts that are fetched while others are written: storage elsewhere answers late, but many at once."""


class _Part(NamedTuple):
    planned: Planned
    receipt: Receipt
    data: bytes


def merge(parts: str | Path, folder: str | Path, *, force: bool = False, watcher: Watcher | None = None) -> Manifest:
    """Makes a knowledge base of parts: to the byte the one that a run on one machine makes of the same articles.

    Args:
        parts: what `extract` was given as `dest`.
        folder: where the knowledge base is made; the former one stays until all is written.
        force: write into a folder that holds other files.
        watcher: is told how it goes, in chunks.

    Returns:
        The manifest of the knowledge base.

    Raises:
        UsageError: there are no parts.
        KnowledgeBaseError: they are not complete or damaged, or the folder is no knowledge base, or is being written.
    """
    source, folder, watcher = Folder(parts), Path(folder), watcher or Watcher()
    run = source.run()
    if not run.complete:
        raise KnowledgeBaseError(
            f"the run into {source.where} is not complete: give `recoupe extract` the same arguments again, it goes on"
        )
    if not force:
        check_is_ours(folder)
    watcher.start(run.chunks)
    with publication(folder) as new:
        writer, met = Writer(new), Ids()
        for answered in _numbered(_fetched(source), watcher):
            _write(answered, writer, met, watcher)
        return writer.finish(Parameters(published=run.published), run.skipped, run.versions)


def _write(answered: Answered, writer: Writer, met: Ids, watcher: Watcher) -> None:
    reading, answer = answered
    answers: dict[str, Extracted | Problem] = {}
    if reading.article and met.add(reading.article.id) and answer is not None:
        answers[reading.article.id] = answer
    write_readings([reading], answers, writer, watcher)


def _numbered(parts: Iterator[_Part], watcher: Watcher) -> Iterator[Answered]:
    """What all the parts hold, in order, the articles of a large file numbered on from block to block."""
    file: str | None = None
    number, found, ailing = 0, False, False
    for planned, receipt, data in parts:
        if planned.file is None or planned.file != file:
            yield from _nothing(file, found)
            file, number, found, ailing = planned.file, 0, False, False
        for answered in read_lines(data, number):
            of_file = answered.reading.path == file
            if not (of_file and ailing):  # What ails all of a file is told by each of its blocks.
                yield answered
            found, ailing = True, ailing or of_file
        number += receipt.places
        watcher.advance(1)
    yield from _nothing(file, found)


def _nothing(file: str | None, found: bool) -> Iterator[Answered]:
    """The one reading of a large file in which no block found an article."""
    if file is not None and not found:
        yield Answered(finish(Raw(""), file, None), None)


def _fetched(folder: Folder) -> Iterator[_Part]:
    with ThreadPoolExecutor(_AHEAD) as pool, folder.open(PLAN) as plan:
        waiting: deque[Future[_Part]] = deque()
        for line in plan:
            waiting.append(pool.submit(_fetch, folder, Planned.model_validate_json(line)))
            if len(waiting) > _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _fetch(folder: Folder, planned: Planned) -> _Part:
    receipt = folder.receipt(planned.chunk)
    name = folder.part(planned.chunk, ".jsonl")
    try:
        data = folder.read(name) if receipt else b""
    except FileNotFoundError:
        data = b""
    if receipt is None or hashlib.sha256(data).hexdigest() != receipt.parts[".jsonl"].sha256:
        raise KnowledgeBaseError(
            f"{folder.where}/{name} is missing or damaged: give `recoupe extract` the same arguments again, it makes "
            "what is missing"
        )
    return _Part(planned, receipt, data)
