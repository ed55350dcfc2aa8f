"""Clusters of Dask on this machine, and readers for their workers."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.fake_reader import FakeReader, load

__all__ = [
    "ENVIRONMENT",
    "ROOT",
    "cluster",
    "load_slow",
    "load_uneven",
    "mixed",
    "scheduler",
    "set_environment",
    "worker",
]

ROOT = Path(__file__).parents[1]
ENVIRONMENT = os.environ | {
    "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path]),
    "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "2",
}


@contextlib.contextmanager
def cluster(**options: Any) -> Iterator[Any]:
    """A cluster of two worker processes, one thread each, in which three deaths are enough; gives its client."""
    import dask
    from distributed import Client, LocalCluster

    given: dict[str, Any] = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": ":0"} | options
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 2}),
        LocalCluster(**given) as local,
        Client(local, set_as_default=False) as client,
    ):
        yield client


@contextlib.contextmanager
def scheduler(folder: Path) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """A scheduler in a process of its own, with its address."""
    file = folder / "scheduler.json"
    command = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--port", "0", "--dashboard-address", ":0"]
    command += ["--host", "127.0.0.1", "--scheduler-file", str(file)]
    with _running(command) as process:
        while not file.exists() or not file.read_bytes():
            assert process.poll() is None
            time.sleep(0.05)
        yield process, json.loads(file.read_bytes())["address"]


@contextlib.contextmanager
def worker(address: str, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A worker of a scheduler in a process of its own."""
    options = ["--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory", str(folder)]
    with _running([sys.executable, "-m", "distributed.cli.dask_worker", address, *options]) as process:
        yield process


@contextlib.contextmanager
def _running(command: list[str]) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(command, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def mixed(folder: Path, *, lines: int = 400, files: int = 60) -> Path:
    """A corpus with a bit of everything: copies in other chunks, failures and their copies, blank lines, a large
    file, folders, files of no known kind."""
    (folder / "sous").mkdir(parents=True)
    for number in range(files):
        name = f"sous/b{number:03}.txt" if number % 3 else f"a{number:03}.txt"
        text = f"Le contrat de la Société Abc{number % 7} vaut {number % 40} € par mois, selon elle."
        (folder / name).write_text(text, "utf-8")
    (folder / "a001.txt").write_text("Une phrase qui EXPLOSE.", "utf-8")
    (folder / "zz.txt").write_text("Une phrase qui EXPLOSE.", "utf-8")
    (folder / "vide.txt").write_text(" \n", "utf-8")
    (folder / "anglais.txt").write_text("The company said that its sales rose in the third quarter.", "utf-8")
    (folder / "photo.jpg").write_bytes(b"x")
    rows = [
        {"text": f"Il vaut {n % 150} € par mois pour la Société X{n % 5}, dit-elle." + " Oui." * (n % 4)}
        for n in range(lines)
    ]
    rows[7]["date"] = "hier"
    rows[8]["date"] = "2024-01-02"
    text = "\n".join(json.dumps(row) for row in rows)
    (folder / "grand.jsonl").write_text(f"\n{text}\n\npas du JSON\n" + json.dumps({"titre": "x"}), "utf-8")
    (folder / "blanc.jsonl").write_text("\n" * 20_000, "utf-8")
    return folder


def set_environment(values: dict[str, str]) -> None:
    """For the workers, by `Client.run`."""
    os.environ.update(values)


class SlowReader(FakeReader):
    """Takes a tenth of a second an article: time enough to kill something."""

    def read(self, *given: Any, **named: Any) -> Any:
        """What stands in the text, after a while."""
        time.sleep(0.1)
        return super().read(*given, **named)


def load_slow() -> FakeReader:
    """A slow reader."""
    return SlowReader()


def load_uneven() -> FakeReader:
    """A slow reader in the worker that was started first, a quick one in the others."""
    from distributed import get_worker

    return SlowReader() if get_worker().name == 0 else load()
