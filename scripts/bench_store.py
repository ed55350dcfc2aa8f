"""Measures the store on made-up claims: filling, asking, exporting, cross-checking; time and peak memory.

    scripts/bench_store [CLAIMS] [--growth]

The claims are those of an archive; what a denser one costs the cross-check is measured beside it (see `made_up.py`).
Every work is done in a process of its own, so that the memory told is what it needs. `--growth` sets smaller archives
against each other by the cross-check alone: a tenth, three tenths, all.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import platform
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from made_up import archive, dense, fill
from recoupe import KnowledgeBase
from recoupe.crosscheck import cross_check
from recoupe.export import csv, jsonl, parquet
from recoupe.store.query import Query

ASKED = Query(company="Entreprise 7", metric="net_income")
WORDS = Query(text="entreprise 7 trimestre 3")


def peak() -> float:
    """The most memory that this process has had, in megabytes."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def timed(what: str, work: Callable[[], object], per: int) -> None:
    """Runs something and tells the time it took on the clock and of the processor, how many claims a second of the
    processor that is, and the peak of memory."""
    start, worked = time.perf_counter(), time.process_time()
    work()
    taken, worked = time.perf_counter() - start, time.process_time() - worked
    rate = f"{per / worked:>12,.0f} claims/s" if per else f"{worked * 1000:>12,.1f} ms     "
    print(f"{what:<36}{taken:>9.2f} s {worked:>9.2f} s of work {rate} {peak():>7,.0f} MB", flush=True)


def ask(kb: KnowledgeBase, folder: Path, claims: int) -> None:
    """Questions."""
    print(f"  {kb.count(ASKED):,} claims answer company and metric")
    timed("query: company, metric", lambda: list(kb.claims(ASKED)), 0)
    timed("query: the same again", lambda: list(kb.claims(ASKED)), 0)
    timed("query: words, the first 20", lambda: list(kb.claims(WORDS, limit=20)), 0)


def export(kb: KnowledgeBase, folder: Path, claims: int, form: str) -> None:
    """An export."""
    write = {"jsonl": jsonl.write, "parquet": parquet.write, "csv": csv.write}[form]
    timed(f"export {form}", lambda: write(kb, folder / f"out.{form}"), claims)


def check(kb: KnowledgeBase, folder: Path, claims: int) -> None:
    """The cross-check."""
    timed(f"cross-check, {claims:,}", lambda: cross_check(kb), claims)
    counts = kb.db.execute("select verdict, count(*) from verdicts group by verdict order by verdict").fetchall()
    print("  " + ", ".join(f"{number:,} {verdict}" for verdict, number in counts))


def write(folder: Path, claims: int, crowded: bool = False) -> None:
    """The files of an archive, or of a denser one."""
    timed("write the files", lambda: fill(folder, (dense if crowded else archive)(claims)), claims)


def index(folder: Path, claims: int) -> None:
    """The store of the files."""
    timed("store made from the files", lambda: KnowledgeBase(folder).close(), claims)
    timed("open, nothing changed", lambda: KnowledgeBase(folder).close(), 0)


def opened(work: Callable[..., None], folder: Path, claims: int, *more: str) -> None:
    """Work on an open knowledge base."""
    with KnowledgeBase(folder) as kb:
        work(kb, folder.parent, claims, *more)


def alone(work: Callable[..., None], *given: object) -> None:
    """Runs something in a process of its own."""
    process = multiprocessing.get_context("spawn").Process(target=work, args=given)
    process.start()
    process.join()
    if process.exitcode:
        sys.exit(f"{work.__name__} failed")


def made(folder: Path, claims: int, *, crowded: bool = False) -> Path:
    """A knowledge base of so many claims, with its store."""
    alone(write, folder, claims, crowded)
    alone(index, folder, claims)
    return folder


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("claims", nargs="?", type=int, default=1_000_000)
    parser.add_argument("--growth", action="store_true", help="the cross-check of smaller archives too")
    chosen = parser.parse_args()
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    print(f"{time.strftime('%F')}, Python {platform.python_version()}, {os.cpu_count()} processors, load {load}")
    scratch = Path(tempfile.mkdtemp(prefix="recoupe-bench-"))
    try:
        if chosen.growth:
            for share in (10, 3):
                folder = made(scratch / f"part-{share}", chosen.claims // share)
                alone(opened, check, folder, chosen.claims // share)
        folder = made(scratch / "kb", chosen.claims)
        alone(opened, ask, folder, chosen.claims)
        for form in ("jsonl", "parquet", "csv"):
            alone(opened, export, folder, chosen.claims, form)
        alone(opened, check, folder, chosen.claims)
        sizes = [(folder / name).stat().st_size / 1e6 for name in ("recoupe.sqlite", "claims.jsonl")]
        print("  the store is {:,.0f} MB, claims.jsonl {:,.0f} MB".format(*sizes))
        shutil.rmtree(folder)
        print("denser:")
        alone(opened, check, made(scratch / "dense", chosen.claims, crowded=True), chosen.claims)
    finally:
        shutil.rmtree(scratch)


if __name__ == "__main__":
    main()
