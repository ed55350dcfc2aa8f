"""The run on a cluster: chunks handed to Dask, few at a time, until each has its parts.

The client holds the plan on disk and a few tasks for every thread of the cluster; the scheduler knows of no others.
Neither grows with the corpus.
"""

from __future__ import annotations

import datetime as dt
import pickle
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING

from recoupe.distributed.parts import PLAN, RUN, Folder, Planned, Run
from recoupe.distributed.plan import ARTICLES, Chunk, chunks
from recoupe.distributed.task import Done, Job, fingerprint_of, read_chunk
from recoupe.distributed.tasks import Tasks
from recoupe.distributed.trial import Killed, find_killers
from recoupe.errors import ClusterError, UsageError
from recoupe.ingest.finding import find_sources
from recoupe.ingest.formats import SUFFIXES
from recoupe.ingest.sources import STDIN
from recoupe.run import step
from recoupe.run.job import Watcher
from recoupe.run.step import Loader
from recoupe.store.ids import Ids
from recoupe.store.manifest import versions

if TYPE_CHECKING:
    from distributed import Client

__all__ = ["extract"]


def extract(
    client: Client,
    source: str | Path | Sequence[str | Path],
    dest: str | Path,
    *,
    published: dt.date | None = None,
    force: bool = False,
    articles: int = ARTICLES,
    watcher: Watcher | None = None,
    load: Loader | None = None,
) -> Run:
    """Reads articles on a cluster and writes what they claim as parts, which `merge` makes a knowledge base of.

    What an earlier run into the same folder has done is not done again: chunks of the same files, in the same state,
    read by the same version of everything.

    Args:
        client: a client of Dask.
        source: files, folders, or addresses of fsspec (`s3://bucket/articles`), which every worker must be able to
            read.
        dest: a folder, or such an address, which every worker must be able to write to.
        published: the publication date of the articles that state none.
        force: do all anew, and write into a folder that holds other files.
        articles: how many articles there are in a chunk, about.
        watcher: is told how the run goes, in chunks.
        load: gives the reader; a function that every worker can import. By default, the one with the language model.

    Returns:
        What the run was.

    Raises:
        UsageError: a path does not exist, or `recoupe[dask]` is not installed.
        KnowledgeBaseError: there are other files in `dest`.
        ClusterError: the scheduler is gone, or a worker cannot do its work. What was done stays: the same call goes
            on from there.
    """
    paths = [source] if isinstance(source, str | Path) else list(source)
    if STDIN in map(str, paths):
        raise UsageError("standard input cannot be read by a cluster: name a file, a folder or an address")
    if articles < 1:
        raise UsageError("a chunk must hold one article or more")
    load, watcher, folder = load or step.load_reader, watcher or Watcher(), Folder(dest)
    if not force:
        folder.check_is_ours()
    job = Job(folder.where, published, load, fingerprint_of(load), force)
    sources, skipped = find_sources(paths, SUFFIXES)
    stamp = f"{job.fingerprint} {published or '-'}"
    run = Run(complete=False, stamp=stamp, versions=versions(), published=published, skipped=dict(skipped), chunks=0)
    run = _run(client, chunks(sources, stamp, articles), job, run, watcher)
    _sweep(folder)
    folder.write_record(RUN, run)
    return run


def _run(client: Client, plan: Iterable[Chunk], job: Job, run: Run, watcher: Watcher) -> Run:
    """Does all the chunks of a plan; gives the run as it is when it is complete."""
    folder = Folder(job.dest)
    inputs = failed = 0
    with tempfile.TemporaryFile() as spool, Tasks(client, folder.where) as tasks:
        count = _plan(plan, folder, spool)
        folder.write_record(RUN, run.model_copy(update={"chunks": count}))
        watcher.start(count)
        for done in _drive(_planned(spool), job, tasks):
            inputs, failed = inputs + done.inputs, failed + done.failed
            _tell(done, watcher)
    return run.model_copy(update={"complete": True, "chunks": count, "inputs": inputs, "failed": failed})


def _plan(plan: Iterable[Chunk], folder: Folder, spool: IO[bytes]) -> int:
    """Writes the plan into the folder, for merging, and the chunks whole into a file of our own; how many there are."""
    count = 0
    with folder.writing(PLAN) as file:
        for chunk in plan:
            count += 1
            file.write(Planned(chunk=chunk.id, file=chunk.file).model_dump_json().encode() + b"\n")
            pickle.dump(chunk, spool)
    return count


def _planned(spool: IO[bytes]) -> Iterator[Chunk]:
    spool.seek(0)
    while True:
        try:
            yield pickle.load(spool)  # Our own file, which nobody else can name.
        except EOFError:
            return


def _drive(plan: Iterable[Chunk], job: Job, tasks: Tasks) -> Iterator[Done]:
    suspects = []
    for chunk, done in tasks.map(read_chunk, ((chunk, job) for chunk in plan)):
        if isinstance(done, Killed):
            suspects.append(chunk)
        else:
            yield done
    for chunk in suspects:
        yield _without_killers(chunk, job, tasks)


def _without_killers(chunk: Chunk, job: Job, tasks: Tasks) -> Done:
    done = tasks.alone(read_chunk, chunk, job, find_killers(chunk, job, tasks.alone))
    if isinstance(done, Killed):
        first, last = chunk.sources[0].name, chunk.sources[-1].name
        raise ClusterError(
            f"the articles from {first} to {last} end the workers that read them, though none of them does alone: "
            "give the workers more memory, and run again: what is done is not done twice"
        )
    return done  # type: ignore[no-any-return]  # What a task gives is not known to the types.


def _tell(done: Done, watcher: Watcher) -> None:
    for problem in done.problems:
        watcher.fail(problem)
    for problem in done.warnings:
        watcher.warn(problem)
    watcher.advance(1)


def _sweep(folder: Folder) -> None:
    """Removes the parts that are not of this run, so that whoever reads the folder as it is reads this run."""
    known = Ids()
    with folder.open(PLAN) as file:
        for line in file:
            known.add(Planned.model_validate_json(line).chunk)
    for path in folder.others(known):
        folder.remove(path)
