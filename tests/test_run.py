"""The run: same bytes for any number of workers, workers that die, runs that are cut off, in constant memory."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from recoupe.errors import KnowledgeBaseError, UsageError
from recoupe.run import make_knowledge_base
from recoupe.run.workers import Workers
from recoupe.store.layout import ARTICLES, CLAIMS, COMPANIES, ERRORS, FILES, MANIFEST, MENTIONS
from recoupe.store.manifest import Manifest
from recoupe.store.memory import MEMORY, fingerprint
from recoupe.store.publishing import settle
from recoupe.store.validation import check_knowledge_base
from tests.fake_reader import load

ROOT = Path(__file__).parents[1]
ENVIRONMENT = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path])}


def write(folder: Path, **texts: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
    return folder


def records(kb: Path, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (kb / name).read_text("utf-8").splitlines()]


def files(kb: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in kb.iterdir() if path.name != MEMORY}


def make(source: Path, kb: Path, jobs: int = 1) -> Manifest:
    return make_knowledge_base([source], kb, jobs=jobs, load=load)


def many(folder: Path, count: int) -> Path:
    texts = {f"a{n:04}": f"Le contrat de la Société Abc{n % 7} vaut {n} € par mois, selon elle." for n in range(count)}
    texts |= {f"c{n:04}": texts[f"a{n:04}"] for n in range(0, count, 10)}
    return write(folder, **texts)


def test_what_is_written(tmp_path: Path) -> None:
    texts = {
        "b": "Le prix de la Société Dupont est de 12 €. La Société Dupont paiera.",
        "a": "Rien ici.",
        "vide": " \n",
    }
    source = write(tmp_path / "in", **texts, copie=texts["b"])
    (source / "x.jpg").write_bytes(b"x")
    kb = tmp_path / "kb"
    manifest = make(source, kb)
    assert set(files(kb)) == set(FILES)
    assert [(a["path"], a["copies"]) for a in records(kb, ARTICLES)] == [("a.txt", []), ("b.txt", ["copie.txt"])]
    assert [(m["type"], m["text"]) for m in records(kb, MENTIONS)] == [
        ("company", "Société Dupont"),
        ("money", "12 €"),
        ("company", "Société Dupont"),
    ]
    (company,) = records(kb, COMPANIES)
    counts = [company[key] for key in ("id", "name", "aliases", "articles", "mentions", "claims")]
    assert counts == ["dupont", "Dupont", ["Société Dupont"], 1, 2, 1]
    assert [(p["path"], p["error"]) for p in records(kb, ERRORS)] == [("vide.txt", "empty")]
    assert records(kb, CLAIMS)[0]["value"]["amount"] == "12"
    inputs = json.loads((kb / MANIFEST).read_text("utf-8"))["inputs"]
    assert inputs == manifest.inputs.model_dump()
    assert inputs == {
        "given": 5, "read": 3, "copies": 1, "empty": 1, "skipped": 1, "failed": 0, "skipped_kinds": {".jpg": 1}
    }  # fmt: skip
    assert list(check_knowledge_base(kb)) == []


def test_the_gazetteer_says_what_it_knows_of_a_company(tmp_path: Path) -> None:
    make(write(tmp_path / "in", a="La Société Michelin vend pour 12 €."), tmp_path / "kb")
    (company,) = records(tmp_path / "kb", COMPANIES)
    assert [company[key] for key in ("id", "name", "country")] == ["michelin", "Michelin", "FR"]
    assert company["isin"].startswith("FR")


def test_the_same_bytes_for_any_number_of_workers(tmp_path: Path) -> None:
    source = many(tmp_path / "in", 150)
    write(source, a0007="EXPLOSE", b="", c0050="The company said that its sales rose in the third quarter.")
    kbs = [tmp_path / f"kb{jobs}" for jobs in (1, 2, 3)]
    for jobs, kb in enumerate(kbs, 1):
        make(source, kb, jobs)
    assert files(kbs[0]) == files(kbs[1]) == files(kbs[2])
    make(source, kbs[0])
    assert files(kbs[0]) == files(kbs[1])
    assert [p["error"] for p in records(kbs[0], ERRORS)] == ["extraction-failed", "empty"]
    assert list(check_knowledge_base(kbs[0])) == []


def test_an_article_that_kills_its_worker_costs_only_itself(tmp_path: Path) -> None:
    source = many(tmp_path / "in", 80)
    write(source, a0033="Il MEURT pour 3 €.", z="Il MEURT pour 3 €.")
    manifest = make(source, tmp_path / "kb", 2)
    assert [(p["path"], p["error"]) for p in records(tmp_path / "kb", ERRORS)] == [
        ("a0033.txt", "worker-died"),
        ("z.txt", "worker-died"),
    ]
    assert (manifest.inputs.given, manifest.inputs.read, manifest.inputs.failed) == (89, 87, 2)
    assert list(check_knowledge_base(tmp_path / "kb")) == []


def _slow_double(items: list[int]) -> list[int]:
    time.sleep(0.02 * len(items))
    return [2 * item for item in items]


def test_workers_killed_from_outside_lose_nothing() -> None:
    workers: Workers[int, int] = Workers(_slow_double, 3, lambda item, code: -1)
    chunks = [list(range(start, start + 5)) for start in range(0, 200, 5)] + [[], [7]]
    results = []
    for number, result in enumerate(workers.map(iter(chunks))):
        results.append(result)
        if number in (3, 10, 20):
            victim = workers._workers[number % len(workers._workers)].process.pid
            assert victim
            os.kill(victim, signal.SIGKILL)
    assert results == [[2 * item for item in chunk] for chunk in chunks]
    assert not workers._workers


def test_no_more_is_taken_than_can_be_given_back() -> None:
    taken = 0

    def chunks() -> Iterator[list[int]]:
        nonlocal taken
        for number in range(100):
            taken += 1
            yield [number]

    workers: Workers[int, int] = Workers(_slow_double, 2, lambda item, code: -1)
    for given, _ in enumerate(workers.map(chunks())):
        assert taken - given <= 5


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_run_that_is_cut_off_leaves_the_former_one(sign: signal.Signals, jobs: int, tmp_path: Path) -> None:
    source = write(tmp_path / "in", a="Le prix est de 12 €.")
    kb = tmp_path / "kb"
    make(source, kb)
    before = files(kb)
    write(source, **{f"lent{n}": f"LENT {n} €" for n in range(40)})
    command = [sys.executable, "-m", "tests.fake_recoupe", "extract", str(source), "-o", str(kb), "--jobs", str(jobs)]
    process = subprocess.Popen(command, env=ENVIRONMENT, stderr=subprocess.PIPE, text=True)
    while not (kb / ".recoupe-new").exists():
        assert process.poll() is None
        time.sleep(0.02)
    time.sleep(0.3)
    process.send_signal(sign)
    _, said = process.communicate(timeout=30)
    assert {name: data for name, data in files_only(kb).items() if name in FILES} == before
    if sign == signal.SIGKILL:
        assert process.returncode == -sign
    else:
        assert (process.returncode, said) == (130, "recoupe: interrupted; nothing was changed\n")
        assert files(kb) == before
    for path in source.glob("lent*"):
        path.unlink()
    make(source, kb)
    assert files(kb) == before


def files_only(kb: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in kb.iterdir() if path.is_file()}


@pytest.mark.parametrize("moved", range(len(FILES) + 1))
def test_a_run_killed_while_it_puts_its_files_in_place_is_finished(moved: int, tmp_path: Path) -> None:
    old, new, kb = (tmp_path / name for name in ("old", "new", "kb"))
    make(write(tmp_path / "in", a="Le prix est de 12 €."), old)
    make(write(tmp_path / "in", a="Le prix est de 13 €.", b="Il reste 4 €."), new)
    make(write(tmp_path / "in", a="Le prix est de 12 €."), kb)
    (kb / ".recoupe-next").mkdir()
    for name, data in files(new).items():
        (kb / ".recoupe-next" / name).write_bytes(data)
    for name in FILES[:moved]:
        (kb / ".recoupe-next" / name).replace(kb / name)
    settle(kb)
    assert files(kb) == files(new)


def test_a_folder_of_others_is_not_written_into(tmp_path: Path) -> None:
    source = write(tmp_path / "in", a="Le prix est de 12 €.")
    with pytest.raises(KnowledgeBaseError, match="--force"):
        make(source, source)
    with pytest.raises(KnowledgeBaseError, match="is a file"):
        make(source, source / "a.txt")
    make_knowledge_base([source], source, force=True, load=load, jobs=1)
    assert (source / "a.txt").exists()
    assert (source / MANIFEST).exists()


def test_a_run_that_fails_leaves_no_folder(tmp_path: Path) -> None:
    def cannot() -> Any:
        raise UsageError("no reader")

    with pytest.raises(UsageError):
        make_knowledge_base([write(tmp_path / "in", a="x")], tmp_path / "kb", load=cannot, jobs=1)
    assert not (tmp_path / "kb").exists()


def test_two_runs_at_once_are_refused(tmp_path: Path) -> None:
    source, kb = write(tmp_path / "in", a="Le prix est de 12 €."), tmp_path / "kb"
    make(source, kb)
    code = "import fcntl, sys, time; f = open(sys.argv[1], 'w'); fcntl.lockf(f, fcntl.LOCK_EX); print(1, flush=True)"
    code += "; time.sleep(60)"
    other = subprocess.Popen([sys.executable, "-c", code, str(kb / ".recoupe-lock")], stdout=subprocess.PIPE)
    try:
        assert other.stdout
        other.stdout.readline()
        with pytest.raises(KnowledgeBaseError, match="another run"):
            make(source, kb)
    finally:
        other.kill()
        other.wait()
    make(source, kb)


def test_memory_does_not_grow_with_the_corpus(tmp_path: Path) -> None:
    """Measured in a process of its own: ten times the articles, the same peak within 10 MB."""
    line = json.dumps({"text": "Le contrat de la Société Abc vaut N € par mois, selon elle. " * 30})
    for name, count in (("petit", 300), ("grand", 3000)):
        rows = (line.replace("N", str(number), 1) + "\n" for number in range(count))
        (tmp_path / f"{name}.jsonl").write_text("".join(rows), "utf-8")
    code = (
        "import resource, sys; from tests.fake_reader import load; from recoupe.run import make_knowledge_base\n"
        "make_knowledge_base([sys.argv[1]], sys.argv[2], load=load, jobs=1)\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    peaks = []
    for name in ("petit", "grand"):
        command = [sys.executable, "-c", code, str(tmp_path / f"{name}.jsonl"), str(tmp_path / name)]
        peaks.append(int(subprocess.run(command, env=ENVIRONMENT, capture_output=True, check=True).stdout))
    assert peaks[1] - peaks[0] < 10_000


def test_a_manifest_of_something_else_does_not_make_a_knowledge_base(tmp_path: Path) -> None:
    source = write(tmp_path / "in", a="Le prix est de 12 €.")
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "manifest.json").write_text('{"name": "une application"}', "utf-8")
    with pytest.raises(KnowledgeBaseError, match="--force"):
        make(source, tmp_path / "app")
    make(source, tmp_path / "kb")
    old = json.loads((tmp_path / "kb" / MANIFEST).read_text("utf-8")) | {"schema_version": 0}
    (tmp_path / "kb" / MANIFEST).write_text(json.dumps(old), "utf-8")
    make(source, tmp_path / "kb")


def test_what_did_not_change_is_not_read_again(tmp_path: Path) -> None:
    source, kb = write(tmp_path / "in", a="Le prix est de 12 €.", b="Il reste 4 €."), tmp_path / "kb"
    make(source, kb)
    first = files(kb)
    make_knowledge_base([source], kb, jobs=1, load=load)
    assert files(kb) == first
    write(source, b="Il reste 5 €.", c="MEURT")
    with pytest.raises(ZeroDivisionError):
        make_knowledge_base([source], kb, jobs=1, load=refuse)
    (source / "c.txt").unlink()
    make(source, kb)
    assert files(kb) == files_of_one_run(source, tmp_path / "once")


def files_of_one_run(source: Path, kb: Path) -> dict[str, bytes]:
    make(source, kb)
    return files(kb)


def refuse() -> Any:
    return 1 / 0


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_run_that_was_killed_goes_on_where_it_stopped(jobs: int, tmp_path: Path) -> None:
    source, kb = (
        write(tmp_path / "in", **{f"lent{n}": f"LENT {n} €" + " x" * 48_000 for n in range(8)}),
        tmp_path / "kb",
    )
    command = [sys.executable, "-m", "tests.fake_recoupe", "extract", str(source), "-o", str(kb), "--jobs", str(jobs)]
    process = subprocess.Popen(command, env=ENVIRONMENT, stderr=subprocess.PIPE, text=True)
    while remembered(kb) < 2:
        assert process.poll() is None
        time.sleep(0.05)
    workers = children(process.pid)
    process.kill()
    process.wait()
    assert remembered(kb) < 8
    assert len(workers) == (jobs if jobs > 1 else 0)
    until = time.monotonic() + 20
    while any(lives(worker) for worker in workers):
        assert time.monotonic() < until, "a worker outlives the run"
        time.sleep(0.05)
    make(source, kb)
    make(source, tmp_path / "once", jobs=2)
    assert files(kb) == files(tmp_path / "once")


def children(process: int) -> list[str]:
    """The processes that one has started and that live."""
    return Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split()


def lives(process: str) -> bool:
    """Whether a process goes on: neither gone nor a zombie that nobody has buried."""
    try:
        return Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def remembered(kb: Path) -> int:
    """How many articles a run that is going on has read."""
    try:
        with closing(sqlite3.connect(f"file:{kb / MEMORY}?mode=ro", uri=True)) as database:
            return int(database.execute("SELECT count(*) FROM extracted").fetchone()[0])
    except sqlite3.OperationalError:
        return 0


def test_a_damaged_memory_is_forgotten(tmp_path: Path) -> None:
    source, kb = write(tmp_path / "in", a="Le prix est de 12 €."), tmp_path / "kb"
    make(source, kb)
    before = files(kb)
    (kb / MEMORY).write_bytes(b"SQLite format 3\0" + b"\xff" * 4000)
    make(source, kb)
    assert files(kb) == before


def test_the_fingerprint_follows_the_reader() -> None:
    assert fingerprint("a") == fingerprint("a") != fingerprint("b")
