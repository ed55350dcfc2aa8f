"""Work shared among processes that may die: results in order, nothing lost, nothing done twice.

The standard pools share one queue among their workers, so that a worker killed in mid-message hangs them
(multiprocessing.Pool) or breaks them without saying whose work killed it (ProcessPoolExecutor, and loky with it). Here
each worker has a pipe of its own: when it dies its pipe ends, and what it held is known.
"""

from __future__ import annotations

import gc
import multiprocessing
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkContext, SpawnContext
from typing import Generic, TypeVar

from recoupe.collecting import rarely

__all__ = ["Workers"]

Item = TypeVar("Item")
Result = TypeVar("Result")

_DEATHS = 2
"""How many workers an item may cost, alone, before it is given up."""


@dataclass
class _Task(Generic[Item]):
    """Items of one chunk that are sent together; `offset` is the place of the first in the chunk."""

    chunk: int
    offset: int
    items: list[Item]
    deaths: int = 0


@dataclass(eq=False)
class _Worker(Generic[Item]):
    process: multiprocessing.process.BaseProcess
    pipe: Connection
    task: _Task[Item] | None = None


def _context() -> ForkContext | SpawnContext:
    """Forking shares the model; elsewhere than on Linux it is not safe, and each worker loads its own."""
    return multiprocessing.get_context("fork") if sys.platform == "linux" else multiprocessing.get_context("spawn")


class Workers(Generic[Item, Result]):
    """Processes that each run one step over chunks of items.

    Args:
        step: a chunk to its results, one an item; a function of a module or a partial of one.
        jobs: how many processes at most.
        lost: the result of an item whose workers died, from the item and the exit code of the last.
    """

    def __init__(
        self, step: Callable[[list[Item]], list[Result]], jobs: int, lost: Callable[[Item, int | None], Result]
    ) -> None:
        self._step = step
        self._jobs = jobs
        self._lost = lost
        self._context = _context()
        self._workers: list[_Worker[Item]] = []
        self._waiting: deque[_Task[Item]] = deque()
        self._done: dict[int, list[Result | None]] = {}
        self._left: dict[int, int] = {}

    def map(self, chunks: Iterator[list[Item]]) -> Iterator[list[Result]]:
        """The results of each chunk, in order, as they come.

        No more than two chunks a worker are taken ahead, so that memory is bounded by them. A chunk whose worker dies
        is tried again item by item; an item whose workers die twice is `lost`.
        """
        try:
            yield from self._map(chunks)
        finally:
            self._stop()
            gc.unfreeze()

    def _map(self, chunks: Iterator[list[Item]]) -> Iterator[list[Result]]:
        taken = given = 0
        more = True
        while more or given < taken:
            while more and taken - given < 2 * self._jobs:
                chunk = next(chunks, None)
                if chunk is None:
                    more = False
                else:
                    self._take(taken, chunk)
                    taken += 1
            self._hand_out()
            while given < taken and self._left[given] == 0:
                del self._left[given]
                yield self._done.pop(given)  # type: ignore[misc]  # Every place is filled when none is left.
                given += 1
            self._gather()

    def _take(self, number: int, chunk: list[Item]) -> None:
        self._done[number] = [None] * len(chunk)
        self._left[number] = len(chunk)
        if chunk:
            self._waiting.append(_Task(number, 0, chunk))

    def _hand_out(self) -> None:
        while self._waiting:
            worker = next((worker for worker in self._workers if worker.task is None), None)
            if worker is None and len(self._workers) < self._jobs:
                worker = self._start()
            if worker is None:
                return
            try:
                worker.pipe.send(self._waiting[0].items)
            except OSError:  # It died while it had nothing to do.
                self._bury(worker)
            else:
                worker.task = self._waiting.popleft()

    def _gather(self) -> None:
        busy = {worker.pipe: worker for worker in self._workers if worker.task}
        for pipe in wait(list(busy)) if busy else ():
            worker = busy[pipe]  # type: ignore[index]  # wait() gives back what it was given.
            task, worker.task = worker.task, None
            assert task is not None
            try:
                results = worker.pipe.recv()
            except (EOFError, OSError):
                self._mourn(task, self._bury(worker))
            else:
                self._fill(task, results)
        self._hand_out()  # Before the main process turns to reading and writing: no worker waits for that.

    def _fill(self, task: _Task[Item], results: list[Result]) -> None:
        self._done[task.chunk][task.offset : task.offset + len(results)] = results
        self._left[task.chunk] -= len(results)

    def _mourn(self, task: _Task[Item], code: int | None) -> None:
        if len(task.items) > 1:
            alone = [_Task(task.chunk, task.offset + place, [item]) for place, item in enumerate(task.items)]
            self._waiting.extendleft(reversed(alone))
        elif task.deaths + 1 < _DEATHS:
            task.deaths += 1
            self._waiting.appendleft(task)
        else:
            self._fill(task, [self._lost(task.items[0], code)])

    def _start(self) -> _Worker[Item]:
        if not self._workers and self._context.get_start_method() == "fork":
            self._step([])  # The model is loaded here, once, and shared with all the workers that are forked from here.
            gc.freeze()
        ours, theirs = self._context.Pipe()
        forked = self._context.get_start_method() == "fork"
        inherited = [ours, *(worker.pipe for worker in self._workers)] if forked else []
        process = self._context.Process(target=_serve, args=(theirs, self._step, inherited), daemon=True)
        process.start()
        theirs.close()  # Ours is then the only other end: when the worker dies, the pipe ends.
        worker: _Worker[Item] = _Worker(process, ours)
        self._workers.append(worker)
        return worker

    def _bury(self, worker: _Worker[Item]) -> int | None:
        worker.pipe.close()
        worker.process.join(5)
        self._workers.remove(worker)
        return worker.process.exitcode

    def _stop(self) -> None:
        for worker in self._workers:
            worker.process.kill()
        for worker in self._workers:
            worker.process.join(5)
            worker.pipe.close()
        self._workers.clear()


def _serve(pipe: Connection, step: Callable[[list[Item]], list[Result]], inherited: list[Connection]) -> None:
    """What a worker does until its pipe ends, which it does also when the main process is killed.

    Args:
        pipe: the worker's end of its pipe.
        step: what it does.
        inherited: the main process's ends of pipes, which a fork hands on: while a worker holds one, no pipe ends.
    """
    for end in inherited:
        end.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the main process ends its workers.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    with rarely() as done:
        while True:
            try:
                items = pipe.recv()
            except (EOFError, OSError):
                return
            pipe.send(step(items))
            done()
