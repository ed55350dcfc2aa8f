"""The one place that speaks to Dask: tasks handed out, a bounded number at a time, and what becomes of them."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from typing import TYPE_CHECKING, Any

from recoupe.distributed.trial import Killed
from recoupe.errors import ClusterError, RecoupeError, UsageError

if TYPE_CHECKING:
    from types import TracebackType

    from distributed import Client

__all__ = ["Tasks", "connect"]

_AHEAD = 3
"""Tasks for each thread of the cluster: one that runs, and enough that none waits for the client."""

_RETRIES = 2
"""How often a task that fails, other than by killing its worker, is tried again: storage may be out for a moment."""


def connect(address: str, timeout: float = 10) -> Client:
    """A client of the scheduler at an address, `tcp://…`.

    Raises:
        UsageError: `recoupe[dask]` is not installed.
        ClusterError: no scheduler answers there.
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise _missing(error) from error
    try:
        return Client(address, timeout=timeout, set_as_default=False)  # type: ignore[no-untyped-call]
    except (TimeoutError, OSError, ValueError) as error:
        raise ClusterError(f"no scheduler answers at {address}: start one with `dask scheduler`") from error


def _missing(error: ImportError) -> UsageError:
    return UsageError(f"{error.name}, which a cluster needs, is not installed: pip install 'recoupe[dask]'")


class Tasks:
    """Tasks on a cluster, for the time of one run.

    Args:
        client: a client of Dask.
        dest: where the run writes; named where the run cannot go on.

    Raises:
        UsageError: `recoupe[dask]` is not installed.
    """

    def __init__(self, client: Client, dest: str) -> None:
        try:
            import distributed
            import pyarrow  # noqa: F401  # The workers need it too; better said before they start.
        except ImportError as error:
            raise _missing(error) from error
        self._library: Any = distributed
        self._client: Any = client  # Few of its methods have types.
        self._dest = dest
        self._address = str(client.scheduler.address) if client.scheduler else "its address"
        # The scheduler takes tasks of one name for the same: those of another run, into another folder, are not.
        self._run = uuid.uuid4().hex
        self._number = 0
        self._flying: dict[Any, Any] = {}

    def __enter__(self) -> Tasks:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        for future in self._flying:
            future.release()
        self._flying.clear()

    def map(self, function: Callable[..., Any], arguments: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, Any]]:
        """Runs a function with each of the arguments; as they end, the first of the arguments and the result.

        Raises:
            ClusterError: the scheduler is gone, or the function raised an error that is none of ours.
            RecoupeError: the function raised it.
        """
        left = iter(arguments)
        ended = self._library.as_completed(loop=self._client.loop)
        room = since = 0
        while True:
            if since >= room:  # Now and then: a cluster may grow and shrink.
                room, since = self._room(), 0
            while len(self._flying) < room and (given := next(left, None)) is not None:
                future = self._submit(function, given)
                self._flying[future] = given[0]
                ended.add(future)
            if not self._flying:
                return
            future = next(ended)
            first = self._flying.pop(future)
            since += 4
            yield first, self._result(future)

    def alone(self, function: Callable[..., Any], *arguments: Any) -> Any:
        """Runs a function when nothing else is running, and gives its result, or `Killed`."""
        return self._result(self._submit(function, arguments))

    def _room(self) -> int:
        """How many tasks may be out."""
        with self._reach():
            threads: dict[str, int] = self._client.nthreads()
        return max(4, _AHEAD * sum(threads.values()))

    def _submit(self, function: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
        self._number += 1
        key = (f"recoupe-{function.__name__}", self._run, self._number)
        with self._reach():
            return self._client.submit(function, *arguments, key=key, pure=False, retries=_RETRIES)

    def _result(self, future: Any) -> Any:
        try:
            with self._reach():
                return future.result()
        except self._library.KilledWorker as error:
            return Killed(error.allowed_failures + 1)
        finally:
            future.release()

    def _reach(self) -> _Reach:
        return _Reach(self._library, self._client, self._address, self._dest)


class _Reach:
    """A block that needs the scheduler: what Dask raises in it when there is none becomes an error that says so."""

    def __init__(self, library: Any, client: Client, address: str, dest: str) -> None:
        self._library, self._client, self._address, self._dest = library, client, address, dest

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        if error is None or isinstance(error, RecoupeError | KeyboardInterrupt | self._library.KilledWorker):
            return
        gone = (asyncio.CancelledError, CancelledError, self._library.comm.CommClosedError)
        if isinstance(error, gone) or self._client.status != "running":
            raise ClusterError(
                f"the scheduler at {self._address} is gone; what was done is in {self._dest}: with a scheduler again, "
                "the same command goes on from there"
            ) from error
        raise ClusterError(
            f"a worker could not do its work ({type(error).__name__}: {error}); what was done is in {self._dest}: the "
            "same command goes on from there"
        ) from error
