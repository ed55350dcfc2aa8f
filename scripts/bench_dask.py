"""What a cluster costs beside the workers of one machine, and what grows with the corpus when it is large.

`scripts/bench_dask` prints two tables in Markdown; `--small` runs the same code in a minute and proves only that it
runs.

- The same articles by two local workers, and by two workers of Dask with the merge after them, one after the other,
  `--rounds` times over, medians kept; starting the cluster and loading the models is counted.
- Synthetic articles by a stub in place of the model, one file each, through scheduler, workers, client and merge in
  processes of their own: the time, and the peak memory of each.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bench import ROOT, Figures, variants, write

ENVIRONMENT = os.environ | {
    "PYTHONPATH": os.pathsep.join([str(ROOT / "pipeline"), str(ROOT / "scripts"), *filter(None, sys.path)]),
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    # As docs/scale.md advises: no sampling of stacks, and memory is not handed back at once.
    "DASK_DISTRIBUTED__WORKER__PROFILE__ENABLED": "False",
    "DASK_DISTRIBUTED__NANNY__PRE_SPAWN_ENVIRON": "{'MALLOC_TRIM_THRESHOLD_': 268435456}",
}


class Stub:
    """Reads amounts of money, which need no model, and nothing else."""

    def read_all(self, documents: Sequence[Any]) -> list[Any]:
        """The amounts of each text."""
        from recoupe.extract.article import Extraction
        from recoupe.extract.money import find_money

        return [Extraction(find_money(document), [], [], [], [], [], []) for document in documents]


def load_stub() -> Stub:
    """The stub, in place of the model."""
    return Stub()


def peak() -> float:
    """The most memory that this process has had, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def spent() -> float:
    """The processor time that this process has had, in seconds."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def local(folder: str, scratch: str) -> Figures:
    """Two local workers."""
    from recoupe.run import make_knowledge_base

    started = time.perf_counter()
    make_knowledge_base([folder], Path(scratch) / "kb", jobs=2, force=True)
    return {"seconds": time.perf_counter() - started}


def clustered(folder: str, scratch: str) -> Figures:
    """Two workers of Dask, and the merge."""
    from distributed import Client, LocalCluster

    from bench_dask import peak  # By this name the workers know it.
    from recoupe.distributed import extract, merge

    started = time.perf_counter()
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0") as cluster,
        Client(cluster, set_as_default=False) as client,
    ):
        ready = time.perf_counter()
        extract(client, folder, Path(scratch) / "parts", force=True)
        read = time.perf_counter()
        worker = max(client.run(peak).values())
        merge(Path(scratch) / "parts", Path(scratch) / "kb", force=True)
        ended = time.perf_counter()
    parts = {"seconds": ended - started, "start": ready - started, "merge": ended - read}
    return {**parts, "worker": worker, "bytes": written(scratch)}


def written(scratch: str) -> int:
    """The bytes of the parts."""
    return sum(path.stat().st_size for path in (Path(scratch) / "parts").glob("parts/*/*"))


def stubbed(folder: str, scratch: str) -> Figures:
    """The client of a run with the stub, on the scheduler of the scratch folder."""
    from distributed import Client

    from bench_dask import load_stub, peak, spent  # By this name the other processes know them.
    from recoupe.distributed import extract

    with Client(scheduler_file=str(Path(scratch) / "scheduler.json"), set_as_default=False) as client:
        client.wait_for_workers(2)

        def all_spent() -> float:
            return spent() + sum(client.run(spent).values()) + client.run_on_scheduler(spent)

        before, started = all_spent(), time.perf_counter()
        run = extract(client, folder, Path(scratch) / "parts", load=load_stub)
        seconds, processor = time.perf_counter() - started, all_spent() - before
        peaks = {"scheduler": client.run_on_scheduler(peak), "worker": max(client.run(peak).values())}
    counts = {"chunks": run.chunks, "bytes": written(scratch)}
    return {"seconds": seconds, "spent": processor, "client": peak(), **counts, **peaks}


def merged(_: str, scratch: str) -> Figures:
    """The merge of what `stubbed` wrote."""
    from recoupe.distributed import merge

    started = time.perf_counter()
    merge(Path(scratch) / "parts", Path(scratch) / "kb")
    return {"seconds": time.perf_counter() - started, "client": peak()}


def again(folder: str, scratch: str) -> Figures:
    """The same run once more: all is done, and is only looked at."""
    return stubbed(folder, scratch)


DESIGNS = {"local": local, "clustered": clustered, "stubbed": stubbed, "again": again, "merged": merged}


def measure(design: str, folder: Path, scratch: Path) -> Figures:
    """The figures of one design, in a process of its own; with the processor time of all of its processes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, __file__, "--child", design, str(folder), str(scratch)]
    done = subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    figures: Figures = json.loads(done.stdout.splitlines()[-1])
    figures["processor"] = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return figures


def beside_local(count: int, rounds: int) -> None:
    """Prints what `against_local` does for so many articles made from those of the corpus."""
    with tempfile.TemporaryDirectory() as scratch:
        against_local(write(Path(scratch) / "in", variants(count)), count, rounds)


def against_local(folder: Path, count: int, rounds: int) -> None:
    """Prints what a cluster of two workers takes beside two local workers for the articles of a folder.

    Args:
        folder: the articles.
        count: how many there are.
        rounds: how often each is measured.
    """
    runs: dict[str, list[Figures]] = {"local": [], "clustered": []}
    for _ in range(rounds):
        for design, measured in runs.items():
            with tempfile.TemporaryDirectory() as scratch:
                measured.append(measure(design, folder, Path(scratch)))
    middle = {name: {key: statistics.median(run[key] for run in of) for key in of[0]} for name, of in runs.items()}
    here, there = middle["local"], middle["clustered"]
    print(
        f"\n| {count:,} articles, two workers | seconds | processor seconds | times local |\n| --- | --- | --- | --- |"
    )
    print(f"| local | {here['seconds']:.1f} | {here['processor']:.1f} | 1 |")
    times = there["seconds"] / here["seconds"]
    print(f"| Dask, with the merge | {there['seconds']:.1f} | {there['processor']:.1f} | {times:.2f} |")
    print(
        f"\nOf the second, {there['start']:.1f} s to start the cluster and {there['merge']:.1f} s to merge; "
        f"{there['worker']:.0f} MB a worker at most, {there['bytes'] / count:,.0f} bytes of parts an article."
    )


@contextlib.contextmanager
def processes(scratch: Path) -> Iterator[None]:
    """A scheduler and two workers, each in a process of its own, as on as many machines."""
    file = str(scratch / "scheduler.json")
    commands = [["dask_scheduler", "--port", "0", "--dashboard-address", ":0", "--scheduler-file", file]]
    options = ["--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory", str(scratch)]
    commands += [["dask_worker", "--scheduler-file", file, *options]] * 2
    running = []
    try:
        for module, *words in commands:
            command = [sys.executable, "-m", f"distributed.cli.{module}", *words]
            running.append(
                subprocess.Popen(command, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            )
            while not Path(file).exists():
                time.sleep(0.05)
        yield
    finally:
        for process in running:
            process.kill()
            process.wait()


def growth(steps: tuple[int, ...]) -> None:
    """Prints what grows with a corpus of synthetic articles."""
    print(
        "\n| articles | chunks | seconds | processor seconds | µs of them an article "
        "| client MB | scheduler MB | worker MB | once more (s) "
        "| merge (s) | merge MB | part bytes an article |"
    )
    print("|" + " --- |" * 12)
    for count in steps:
        with tempfile.TemporaryDirectory() as name:
            scratch = Path(name)
            folder = write(scratch / "in", [synthetic(number) for number in range(count)])
            with processes(scratch):
                run = measure("stubbed", folder, scratch)
                repeated = measure("again", folder, scratch)
            joined = measure("merged", folder, scratch)
        print(
            f"| {count:,} | {run['chunks']:,.0f} | {run['seconds']:.1f} "
            f"| {run['spent']:.1f} | {run['spent'] / count * 1e6:.0f} "
            f"| {run['client']:.0f} | {run['scheduler']:.0f} | {run['worker']:.0f} | {repeated['seconds']:.1f} "
            f"| {joined['seconds']:.1f} | {joined['client']:.0f} | {run['bytes'] / count:,.0f} |"
        )


def synthetic(number: int) -> str:
    """A short article like no other, of which one in twenty has a copy."""
    number -= number % 20 == 19
    return f"Le groupe a annoncé mardi un chiffre d’affaires de {number + 12} euros.\nSelon lui, la dette baisse."


def main() -> None:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--small", action="store_true", help="a minute: proves that it runs")
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--growth", type=int, nargs="*", default=[10_000, 30_000, 100_000], metavar="ARTICLES")
    parser.add_argument("--child", nargs=3, metavar=("DESIGN", "FOLDER", "SCRATCH"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.child:
        print(json.dumps(DESIGNS[given.child[0]](*given.child[1:])))
        return
    if given.small:
        given.articles, given.rounds, given.growth = 40, 1, [300, 600]
    if given.articles:
        beside_local(given.articles, given.rounds)
    growth(tuple(given.growth))


if __name__ == "__main__":
    main()
