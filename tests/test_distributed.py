"""The run on a cluster: the bytes of the run on one machine, whatever dies on the way."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from recoupe.distributed import extract, merge
from recoupe.distributed.parts import PLAN, RUN, Folder
from recoupe.distributed.plan import Chunk, chunks
from recoupe.distributed.task import Job, Killer, count_articles, fingerprint_of, read_chunk
from recoupe.distributed.trial import Killed, find_killers
from recoupe.errors import ClusterError, KnowledgeBaseError, UsageError
from recoupe.ingest.finding import find_sources
from recoupe.ingest.formats import SUFFIXES
from recoupe.ingest.sources import Source
from recoupe.run import make_knowledge_base
from recoupe.store.layout import ERRORS, FILES
from tests.clusters import ENVIRONMENT, ROOT, cluster, load_slow, load_uneven, mixed, scheduler, set_environment, worker
from tests.fake_reader import load

pytest.importorskip("distributed")
pytest.importorskip("pyarrow")
pytestmark = pytest.mark.xdist_group("cluster")


@pytest.fixture(scope="module")
def client() -> Iterator[Any]:
    with cluster() as made:
        yield made


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return mixed(tmp_path_factory.mktemp("corpus") / "in")


@pytest.fixture(scope="module")
def expected(corpus: Path) -> dict[str, bytes]:
    """The knowledge base that one process makes of the corpus."""
    kb = corpus.parent / "kb"
    make_knowledge_base([corpus], kb, jobs=1, load=load)
    return files(kb)


def files(kb: Path) -> dict[str, bytes]:
    return {name: (kb / name).read_bytes() for name in FILES}


def merged(parts: str | Path, folder: Path) -> dict[str, bytes]:
    merge(parts, folder)
    return files(folder)


def receipts(parts: Path) -> dict[str, int]:
    """The receipts that are there, with the times at which they were written."""
    return {path.name: path.stat().st_mtime_ns for path in parts.glob("parts/*/[!.]*.json")}


def errors(kb: dict[str, bytes]) -> list[tuple[str, str]]:
    return [(one["path"], one["error"]) for one in map(json.loads, kb[ERRORS].splitlines())]


def many(folder: Path, count: int = 30) -> Path:
    folder.mkdir()
    for number in range(count):
        (folder / f"{number:02}.txt").write_text(
            f"Le contrat de la Société Abc vaut {number} € par mois, selon elle.", "utf-8"
        )
    return folder


def one_process(corpus: Path, kb: Path) -> dict[str, bytes]:
    make_knowledge_base([corpus], kb, jobs=2, load=load)  # Not one: some articles kill.
    return files(kb)


# The same bytes


def test_a_cluster_makes_what_one_process_makes(
    client: Any, corpus: Path, expected: dict[str, bytes], tmp_path: Path
) -> None:
    run = extract(client, corpus, tmp_path / "parts", articles=4, load=load)
    assert merged(tmp_path / "parts", tmp_path / "kb") == expected
    manifest = json.loads(expected["manifest.json"])
    assert (run.failed, run.skipped) == (manifest["inputs"]["failed"], {".jpg": 1})
    assert run.chunks > 20
    assert len(errors(expected)) > 4


def test_parts_are_one_jsonl_and_one_parquet_a_chunk(client: Any, corpus: Path, tmp_path: Path) -> None:
    from pyarrow import parquet as pq

    parts = tmp_path / "parts"
    run = extract(client, corpus, parts, articles=8, load=load)
    found = sorted(path.suffix for path in parts.glob("parts/*/*"))
    assert found == sorted([".json", ".jsonl", ".parquet"] * run.chunks)
    assert {path.name for path in parts.iterdir()} == {RUN, PLAN, "parts"}
    merge(parts, tmp_path / "kb")
    claims = [json.loads(line) for line in (tmp_path / "kb" / "claims.jsonl").read_bytes().splitlines()]
    rows = [row for path in parts.glob("parts/*/*.parquet") for row in pq.read_table(path).to_pylist()]
    assert {row["claim_id"]: row["value"] for row in rows} == {one["id"]: one["value"]["amount"] for one in claims}
    assert {json.loads(row["record"])["id"] for row in rows} == {one["id"] for one in claims}


def test_parquet_and_a_date_for_those_that_have_none(client: Any, tmp_path: Path) -> None:
    import datetime as dt

    import pyarrow as pa
    from pyarrow import parquet as pq

    (tmp_path / "in").mkdir()
    texts = [f"La Société P{n % 9} vaut {n} € par mois. " + os.urandom(90).hex() for n in range(700)]
    pq.write_table(pa.table({"text": texts}), tmp_path / "in" / "a.parquet", row_group_size=300)
    day = dt.date(2024, 5, 6)
    run = extract(client, tmp_path / "in", tmp_path / "parts", articles=1, published=day, load=load)
    assert run.chunks > 2
    make_knowledge_base([tmp_path / "in"], tmp_path / "kb", jobs=1, published=day, load=load)
    assert merged(tmp_path / "parts", tmp_path / "merged") == files(tmp_path / "kb")


# What may die


def test_a_worker_killed_in_mid_run_costs_nothing(client: Any, tmp_path: Path) -> None:
    corpus = many(tmp_path / "in")

    def kill() -> None:
        while len(receipts(tmp_path / "parts")) < 4:
            time.sleep(0.02)
        victim = next(iter(client.run(os.getpid).values()))
        os.kill(victim, signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    extract(client, corpus, tmp_path / "parts", articles=1, load=load_slow)
    killer.join()
    assert merged(tmp_path / "parts", tmp_path / "kb") == one_process(corpus, tmp_path / "once")


def test_an_article_that_kills_its_workers_costs_only_itself(client: Any, tmp_path: Path) -> None:
    corpus = many(tmp_path / "in", 5)
    texts = ["Le contrat vaut 3 € par mois, selon elle.", "Selon elle, il MEURT pour 3 € par mois.", "Selon elle, 5 €."]
    (corpus / "03 bis.jsonl").write_text("\n".join(json.dumps({"text": text}) for text in texts), "utf-8")
    extract(client, corpus, tmp_path / "parts", load=load)
    found = merged(tmp_path / "parts", tmp_path / "kb")
    once = one_process(corpus, tmp_path / "once")
    assert {name: data for name, data in found.items() if name not in (ERRORS, "manifest.json")} == {
        name: data for name, data in once.items() if name not in (ERRORS, "manifest.json")
    }
    assert errors(found) == errors(once)
    assert errors(found) == [("03 bis.jsonl#2", "worker-died")]
    assert b"reading it ended the worker process 3 times" in found[ERRORS]
    before = receipts(tmp_path / "parts")
    extract(client, corpus, tmp_path / "parts", load=load)
    assert receipts(tmp_path / "parts") == before


@pytest.mark.parametrize("killers", [{(0, 0)}, {(3, 5), (3, 6), (7, 0)}, {(2, None), (3, 99)}, set()])
def test_killers_are_found_and_nobody_else(killers: set[tuple[int, int | None]]) -> None:
    """Without a cluster: of eight files, the fourth of a hundred articles; a whole file may be unreadable."""
    counts = [1, 1, 1, 100, 1, 1, 1, 1]
    chunk = Chunk("x", tuple(Source(str(number), None) for number in range(8)))

    def alone(function: Any, chunk: Chunk, job: Job, which: Any, places: Any = None) -> Any:
        if function is count_articles:
            return Killed(3) if (which, None) in killers else counts[which]
        start, end = places or (0, 100)
        struck = any(source in which and (place is None or start <= place < end) for source, place in killers)
        return Killed(3) if struck else True

    found = find_killers(chunk, Job("", None, load, "", anew=False), alone)
    assert found == tuple(Killer(source, place, 3) for source, place in sorted(killers, key=str))


def test_a_client_that_was_killed_goes_on_where_it_stopped(client: Any, tmp_path: Path) -> None:
    corpus, parts = many(tmp_path / "in"), tmp_path / "parts"
    code = (
        "import sys; from distributed import Client; from recoupe.distributed import extract\n"
        "from tests.clusters import load_slow\n"
        "extract(Client(sys.argv[1]), *sys.argv[2:], articles=1, load=load_slow)"
    )
    command = [sys.executable, "-c", code, client.scheduler.address, str(corpus), str(parts)]
    process = subprocess.Popen(command, env=ENVIRONMENT)
    while len(receipts(parts)) < 3:
        assert process.poll() is None
        time.sleep(0.02)
    process.kill()
    process.wait()
    with pytest.raises(KnowledgeBaseError, match="is not complete"):
        merge(parts, tmp_path / "kb")
    before = receipts(parts)
    assert 3 <= len(before) < 30
    extract(client, corpus, parts, articles=1, load=load_slow)
    after = receipts(parts)
    assert len(after) == 30
    assert before.items() <= after.items()
    assert merged(parts, tmp_path / "kb") == one_process(corpus, tmp_path / "once")


def test_a_lost_scheduler_is_named_and_the_run_goes_on_elsewhere(client: Any, tmp_path: Path) -> None:
    import dask

    from recoupe.distributed.tasks import connect

    corpus, parts = many(tmp_path / "in"), tmp_path / "parts"
    quickly = {"distributed.comm.timeouts.connect": "1s", "distributed.client.heartbeat": "1s"}
    with scheduler(tmp_path) as (process, address), worker(address, tmp_path), dask.config.set(quickly):

        def kill() -> None:
            while len(receipts(parts)) < 3:
                time.sleep(0.02)
            process.kill()

        killer = threading.Thread(target=kill)
        with connect(address) as lost:
            killer.start()
            with pytest.raises(ClusterError, match=f"{address} is gone; what was done is in {parts}"):
                extract(lost, corpus, parts, articles=1, load=load_slow)
        killer.join()
        with pytest.raises(ClusterError, match=f"no scheduler answers at {address}"):
            connect(address, timeout=1)
    before = receipts(parts)
    extract(client, corpus, parts, articles=1, load=load_slow)
    assert before.items() <= receipts(parts).items()
    assert merged(parts, tmp_path / "kb") == one_process(corpus, tmp_path / "once")


def test_a_slow_worker_leaves_the_work_to_the_others(
    client: Any, corpus: Path, expected: dict[str, bytes], tmp_path: Path
) -> None:
    started = time.monotonic()
    extract(client, corpus, tmp_path / "parts", articles=2, load=load_uneven)
    assert merged(tmp_path / "parts", tmp_path / "kb") == expected
    assert time.monotonic() - started < 0.1 * 460 / 2


# What is done is not done again


def test_only_what_changed_is_done_again(client: Any, corpus: Path, tmp_path: Path) -> None:
    shutil.copytree(corpus, tmp_path / "in")
    corpus, parts = tmp_path / "in", tmp_path / "parts"
    extract(client, corpus, parts, articles=4, load=load)
    first = receipts(parts)
    extract(client, corpus, parts, articles=4, load=load)
    assert receipts(parts) == first
    (corpus / "a000.txt").write_text("Le prix est de 99 €.", "utf-8")
    (corpus / "sous" / "nouveau.txt").write_text("Le prix est de 98 €.", "utf-8")
    left = parts / "parts" / next(iter(first))[:2] / ".tué.jsonl.0123"
    left.write_bytes(b"x")
    extract(client, corpus, parts, articles=4, load=load)
    assert len(first.items() - receipts(parts).items()) <= 2
    assert not left.exists()
    assert merged(parts, tmp_path / "kb") == one_process(corpus, tmp_path / "once")
    extract(client, corpus, parts, articles=4, load=load, force=True)
    assert not first.items() & receipts(parts).items()


@pytest.mark.parametrize("suffix", [".jsonl", ".parquet", ".json"])
def test_a_damaged_part_is_found_and_made_anew(client: Any, suffix: str, tmp_path: Path) -> None:
    corpus, parts = mixed(tmp_path / "in", lines=20, files=10), tmp_path / "parts"
    extract(client, corpus, parts, articles=4, load=load)
    before = merged(parts, tmp_path / "kb")
    victim = sorted(parts.glob(f"parts/*/*{suffix}"))[0]
    data = victim.read_bytes()
    victim.write_bytes(data[:-9] + b"xxxxxxxx\n")
    if suffix != ".parquet":
        with pytest.raises(KnowledgeBaseError, match="missing or damaged"):
            merge(parts, tmp_path / "kb")
        assert files(tmp_path / "kb") == before
    extract(client, corpus, parts, articles=4, load=load)
    assert victim.read_bytes() == data
    assert merged(parts, tmp_path / "kb") == before


def test_a_file_among_many_changes_one_chunk(tmp_path: Path) -> None:
    for number in range(600):
        (tmp_path / f"{number:04}.txt").write_text("x", "utf-8")
    before = list(chunks(find_sources([tmp_path], SUFFIXES)[0], "x", 16))
    (tmp_path / "0003 bis.txt").write_text("x", "utf-8")
    after = list(chunks(find_sources([tmp_path], SUFFIXES)[0], "x", 16))
    assert len({chunk.id for chunk in after} - {chunk.id for chunk in before}) <= 3
    assert sum(len(chunk.sources) for chunk in before) == 600
    assert 20 < len(before) < 120
    assert max(len(chunk.sources) for chunk in before) <= 32


def test_a_worker_of_another_version_is_refused(corpus: Path, tmp_path: Path) -> None:
    (chunk, *_) = chunks(find_sources([corpus], SUFFIXES)[0], "x")
    job = Job(str(tmp_path), None, load, "another", anew=False)
    with pytest.raises(ClusterError, match="another version"):
        read_chunk(chunk, job)
    assert not receipts(tmp_path)
    assert read_chunk(chunk, job._replace(fingerprint=fingerprint_of(load))).inputs


# Other places


def test_object_storage_in_memory(corpus: Path, expected: dict[str, bytes], tmp_path: Path) -> None:
    import fsspec

    fs = fsspec.filesystem("memory")
    fs.put(str(corpus), "/nuage/in", recursive=True)
    with cluster(processes=False) as client:
        extract(client, "memory://nuage/in", "memory://nuage/parts", articles=8, load=load)
        names = fs.find("/nuage/parts")
        extract(client, "memory://nuage/in", "memory://nuage/parts", articles=8, load=load)
    assert fs.find("/nuage/parts") == names
    assert merged("memory://nuage/parts", tmp_path / "kb") == expected
    make_knowledge_base(["memory://nuage/in"], tmp_path / "here", jobs=1, load=load)
    assert files(tmp_path / "here") == expected


def test_object_storage_by_s3(
    client: Any, corpus: Path, expected: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Against a server that speaks S3, from two worker processes."""
    server = pytest.importorskip("moto.server", reason="moto, the server that stands for S3, is not installed")
    s3fs = pytest.importorskip("s3fs")
    known = {"AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "x", "AWS_DEFAULT_REGION": "us-east-1"}
    one = server.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    one.start()
    try:
        known["AWS_ENDPOINT_URL"] = "http://{}:{}".format(*one.get_host_and_port())
        for name, value in known.items():
            monkeypatch.setenv(name, value)
        client.wait_for_workers(2)  # Both, and not the one that comes back from a death of a moment ago.
        client.run(set_environment, known)
        fs = s3fs.S3FileSystem()
        fs.mkdir("presse")
        fs.put(str(corpus), "presse/in", recursive=True)
        extract(client, "s3://presse/in", "s3://presse/parts", articles=32, load=load)
        assert merged("s3://presse/parts", tmp_path / "kb") == expected
        assert Folder("s3://presse/parts").run().complete
        assert not [name for name in fs.find("presse/parts") if "/." in name]
    finally:
        one.stop()


def test_a_file_system_that_renames_onto_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """As HDFS does."""
    from fsspec.implementations.memory import MemoryFileSystem

    plain = MemoryFileSystem.mv

    def strict(self: Any, old: str, new: str, **options: Any) -> None:
        if self.exists(new):
            raise FileExistsError(new)
        plain(self, old, new, **options)

    monkeypatch.setattr(MemoryFileSystem, "mv", strict)
    folder = Folder("memory://strict")
    for data in (b"1", b"2"):
        folder.write("parts/aa/x.json", data)
        assert folder.read("parts/aa/x.json") == data
    assert list(folder.others(())) == []


# The command line


def command(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    whole = [sys.executable, "-m", "tests.fake_recoupe", *words]
    return subprocess.run(whole, env=ENVIRONMENT | environment, capture_output=True, text=True, check=False)


def test_the_command_line(client: Any, corpus: Path, expected: dict[str, bytes], tmp_path: Path) -> None:
    address = client.scheduler.address
    given = json.loads(expected["manifest.json"])["inputs"]["given"] - 1  # The photograph is skipped.
    done = command("extract", str(corpus), "-o", str(tmp_path / "parts"), "--scheduler", address)
    assert "recoupe: the dashboard of the cluster: http://" in done.stderr
    assert "worker-died" not in done.stderr
    assert (done.returncode, done.stdout.splitlines()[-1].split(" in ")[0]) == (1, f"{given:,} inputs")
    done = command("merge", str(tmp_path / "parts"), "-o", str(tmp_path / "kb"))
    assert (done.returncode, files(tmp_path / "kb")) == (1, expected)
    done = command("extract", str(corpus), "-o", str(tmp_path / "both"), "--scheduler", address, "--merge", "-q")
    assert (done.returncode, done.stdout, files(tmp_path / "both")) == (1, "", expected)
    make_knowledge_base([corpus], tmp_path / "both", jobs=1, load=load)


def test_the_lines_of_the_documentation(tmp_path: Path) -> None:
    """With the language model, in two worker processes that are started by hand, beside a run on one machine."""
    whole = (ROOT / "docs" / "scale.md").read_text("utf-8")
    lines = whole.split("```bash\n", 1)[1].split("```", 1)[0].replace("8786", str(free_port()))
    articles = tmp_path / "corpus" / "articles"
    articles.mkdir(parents=True)
    for path in sorted((ROOT / "corpus" / "articles").iterdir())[::4]:
        shutil.copy(path, articles)
    tools = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    script = f"trap 'kill $(jobs -p); wait' EXIT\nset -e\n{lines}"
    done = subprocess.run(
        ["bash", "-c", script],
        env=ENVIRONMENT | {"PATH": tools},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    make_knowledge_base([articles], tmp_path / "once", jobs=1)
    assert files(tmp_path / "kb") == files(tmp_path / "once")


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def test_the_benchmark_runs() -> None:
    words = [sys.executable, str(ROOT / "scripts" / "bench_dask.py"), "--articles", "0", "--growth", "30"]
    done = subprocess.run(words, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "\n| 30 | " in done.stdout


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--merge"], "--scheduler"),
        (["--scheduler", "tcp://127.0.0.1:9", "--jobs", "2"], "--jobs is for the processes of this machine"),
        (["-o", "s3://x/y"], "need a cluster"),
        (["-o", "s3://x/y", "--merge", "--scheduler", "tcp://127.0.0.1:9"], "recoupe merge"),
    ],
)
def test_options_that_do_not_go_together(options: list[str], said: str, tmp_path: Path) -> None:
    done = command("extract", str(tmp_path), "-o", str(tmp_path / "kb"), *options)
    assert done.returncode == 2
    assert said in done.stderr


def test_without_the_extra_it_says_how_to_have_it(tmp_path: Path) -> None:
    code = (
        "import sys; sys.modules.update(dict.fromkeys(['dask', 'distributed', 'fsspec', 'pyarrow', 's3fs']))\n"
        "from recoupe.cli import app; app(sys.argv[1:])"
    )
    for words in (
        ["extract", str(tmp_path), "-o", "parts", "--scheduler", "tcp://127.0.0.1:9"],
        ["extract", "s3://presse/in", "-o", "kb"],
        ["merge", "s3://presse/in", "-o", "kb"],
    ):
        run = [sys.executable, "-c", code, *words]
        done = subprocess.run(run, env=ENVIRONMENT, capture_output=True, text=True, cwd=tmp_path, check=False)
        assert done.returncode == 2, done.stderr
        assert "pip install 'recoupe[dask]'" in done.stderr
        assert len(done.stderr.splitlines()) == 1


def test_what_is_no_place_for_parts(client: Any, corpus: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="holds no parts"):
        merge(tmp_path / "rien", tmp_path / "kb")
    with pytest.raises(KnowledgeBaseError, match="holds other files"):
        extract(client, corpus, corpus, load=load)
    with pytest.raises(UsageError, match="standard input"):
        extract(client, "-", tmp_path / "parts", load=load)
    with pytest.raises(UsageError, match="does not exist"):
        extract(client, tmp_path / "rien", tmp_path / "parts", load=load)
