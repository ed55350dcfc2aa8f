"""The store: it answers to the files, whatever happened to them, and it trusts no file that it did not make."""

from __future__ import annotations

import contextlib
import gzip
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recoupe import KnowledgeBase
from recoupe.errors import KnowledgeBaseError
from recoupe.records.flat import CLAIM_COLUMNS, FLAT
from recoupe.run import make_knowledge_base
from recoupe.store import database, migrations
from recoupe.store.database import STORE
from recoupe.store.layout import ARTICLES, CLAIMS, COMPANIES, MENTIONS
from recoupe.store.query import Query
from recoupe.store.sync import Changes
from tests.fake_reader import load

ROOT = Path(__file__).parents[1]
TABLES = ("articles", "companies", "company_names", "claims_flat")


def make(source: Path, kb: Path) -> None:
    make_knowledge_base([source], kb, jobs=1, load=load)


def put(source: Path, **texts: str) -> Path:
    source.mkdir(exist_ok=True)
    for name, text in texts.items():
        (source / f"{name}.txt").write_text(text, "utf-8")
    return source


def lines(kb: Path, name: str) -> list[str]:
    return (kb / name).read_text("utf-8").splitlines()


def held(kb: Path) -> dict[str, list[Any]]:
    """All that the store holds, but for its own numbers."""
    with KnowledgeBase(kb) as base:
        found = {name: sorted(base.db.execute(f"select * from {name}"), key=str) for name in TABLES}
        found["subjects"] = sorted(base.db.execute("select name, company_id, key from subjects"), key=str)
        found["metrics"] = sorted(base.db.execute("select text, metric_key, key from metrics"), key=str)
        found["claims"] = [one.model_dump_json() for one in base.claims()]
        found["mentions"] = [one.model_dump_json() for a in base.articles() for one in base.mentions(a.id)]
        found["found"] = [row for (row,) in base.select(["claim_id"], Query(text="vaut"))]
    return found


def test_it_holds_what_the_files_say(tmp_path: Path) -> None:
    source = put(tmp_path / "in", a="Le prix de la Société Dupont vaut 12 €.", b="Rien.", c="Il vaut 3 € ou 4 €.")
    make(source, tmp_path / "kb")
    kb = tmp_path / "kb"
    with KnowledgeBase(kb) as base:
        assert base.changes == Changes(added=3)
        assert [one.model_dump_json() for one in base.claims()] == lines(kb, CLAIMS)
        assert [one.model_dump_json() for one in base.articles()] == lines(kb, ARTICLES)
        assert [one.model_dump_json() for one in base.companies()] == lines(kb, COMPANIES)
        articles = list(base.articles())
        found = [one.model_dump_json() for article in articles for one in base.mentions(article.id)]
        assert found == lines(kb, MENTIONS)
        assert base.article(articles[1].id) == articles[1]
        assert base.article("none") is None
        assert [len(list(base.claims_of(article.id))) for article in articles] == [1, 0, 2]
        row = dict(zip([column.name for column in FLAT], next(base.rows()), strict=True))
    assert (row["value"], row["unit"], row["number"], row["path"]) == ("12", "EUR", 12.0, "a.txt")
    assert not list(kb.glob("*-wal"))
    with KnowledgeBase(kb) as base:
        assert base.changes is None


def test_what_changed_is_told_apart_and_the_rest_left_alone(tmp_path: Path) -> None:
    source = put(tmp_path / "in", a="Il vaut 1 €.", b="Il vaut 2 €.", c="Il vaut 3 €.")
    kb = tmp_path / "kb"
    make(source, kb)
    with KnowledgeBase(kb) as base:
        numbers = dict(base.db.execute("select claim_id, n from claims"))
    put(source, b="Il vaut 22 €.", aa="Il vaut 4 €.")
    (source / "c.txt").unlink()
    make(source, kb)
    with KnowledgeBase(kb) as base:
        assert base.changes == Changes(added=2, removed=2, kept=1)
        assert [one.value.amount for one in base.claims() if one.value] == [1, 4, 22]
        again = dict(base.db.execute("select claim_id, n from claims"))
    assert len(numbers.keys() & again.keys()) == 1
    assert all(again[id] == numbers[id] for id in numbers.keys() & again.keys())
    make(source, kb)
    with KnowledgeBase(kb) as base:  # The same bytes, written anew.
        assert base.changes == Changes()


def test_a_claim_read_otherwise_is_a_change(tmp_path: Path) -> None:
    source = put(tmp_path / "in", a="Il vaut 1 €.", b="Il vaut 2 €.")
    kb = tmp_path / "kb"
    make(source, kb)
    held(kb)
    path = kb / CLAIMS
    path.write_text(path.read_text("utf-8").replace('"text":"somme"', '"text":"prix"', 1), "utf-8")
    with KnowledgeBase(kb) as base:
        assert base.changes == Changes(changed=1, kept=1)
        assert [one.metric.text for one in base.claims() if one.metric] == ["prix", "somme"]


TEXTS = st.dictionaries(
    st.sampled_from("abcdef"),
    st.sampled_from(["Rien.", "Il vaut 1 €.", "La Société Dupont vaut 2 € et 3 €.", "La Société Éon vaut 5 €."]),
    max_size=6,
)


@settings(max_examples=25, deadline=None)
@given(st.lists(TEXTS, min_size=2, max_size=4))
def test_any_history_ends_as_one_run_over_the_last_folder(tmp_path_factory: Any, history: list[dict[str, str]]) -> None:
    folder = tmp_path_factory.mktemp("history")
    kb = folder / "kb"
    for number, texts in enumerate(history):
        make(put(folder / f"in{number}", **texts), kb)
        if number % 2 == 0:
            held(kb)
    make(folder / f"in{len(history) - 1}", folder / "once")
    assert held(kb) == held(folder / "once")


def test_killed_at_any_moment_the_next_one_ends_right(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "La Société Abc{0} vaut {0} €. Elle vaut {0}1 €. La Société Éon{0} vaut {0}2 €."
    source = put(tmp_path / "in", **{f"a{n:04}": text.format(n) for n in range(600)})
    kb = tmp_path / "kb"
    make(source, kb)
    code = (
        "import sys; from recoupe.store import sync; sync._BATCH = 8; from recoupe import KnowledgeBase;"
        "print('go', flush=True); KnowledgeBase(sys.argv[1]).close(); print('end', flush=True)"
    )
    command = [sys.executable, "-c", code, str(kb)]
    environment = os.environ | {"PYTHONPATH": str(ROOT / "pipeline")}
    chance = random.Random(7)
    killed = 0
    for _ in range(20):
        with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE) as process:
            assert process.stdout
            process.stdout.readline()
            time.sleep(chance.uniform(0, 0.12))
            process.send_signal(signal.SIGKILL)
            killed += b"end" not in process.stdout.read()
        if chance.random() < 0.2:  # Some start from nothing again.
            for path in kb.glob(f"{STORE}*"):
                path.unlink()
    assert killed >= 10
    make(source, tmp_path / "once")
    assert held(kb) == held(tmp_path / "once")


def test_two_at_once_wait_for_each_other(tmp_path: Path) -> None:
    source = put(tmp_path / "in", **{f"a{n}": f"Il vaut {n} €." for n in range(300)})
    kb = tmp_path / "kb"
    make(source, kb)
    code = "import sys; from recoupe import KnowledgeBase; print(KnowledgeBase(sys.argv[1]).count())"
    environment = os.environ | {"PYTHONPATH": str(ROOT / "pipeline")}
    runs = [
        subprocess.Popen([sys.executable, "-c", code, str(kb)], env=environment, stdout=subprocess.PIPE)
        for _ in range(3)
    ]
    assert [run.communicate()[0] for run in runs] == [b"300\n"] * 3


@pytest.fixture
def kb(tmp_path: Path) -> Path:
    make(put(tmp_path / "in", a="La Société Dupont vaut 12 €."), tmp_path / "kb")
    KnowledgeBase(tmp_path / "kb").close()
    return tmp_path / "kb"


def refusal(kb: Path) -> str:
    with pytest.raises(KnowledgeBaseError) as caught, KnowledgeBase(kb) as base:
        list(base.claims())
    return str(caught.value)


def tamper(kb: Path, script: str) -> None:
    with contextlib.closing(sqlite3.connect(kb / STORE)) as conn:
        conn.executescript(script)


@pytest.mark.parametrize(
    "script",
    [
        "create trigger hook after insert on articles begin delete from claims; end",
        "drop view claims_flat; create view claims_flat as select load_extension('x') as claim_id",
        "create table more (x)",
        "drop table mentions",
        "create index more on claims (subject)",
    ],
)
def test_a_store_that_was_tampered_with_is_refused(kb: Path, script: str) -> None:
    tamper(kb, script)
    assert "tampered" in refusal(kb)


def test_foreign_newer_and_damaged_files_are_refused(kb: Path) -> None:
    whole = (kb / STORE).read_bytes()
    (kb / STORE).write_bytes(b"PK\x03\x04" + whole)
    assert "no SQLite database" in refusal(kb)
    (kb / STORE).write_bytes(whole[:16] + bytes(random.Random(1).randbytes(len(whole) - 16)))
    assert "remove it" in refusal(kb) or "cannot be used" in refusal(kb)
    (kb / STORE).unlink()
    tamper(kb, "create table other (x)")
    assert "none of Recoupe's" in refusal(kb)
    (kb / STORE).write_bytes(whole)
    tamper(kb, "insert into _migrations (n, name) values (99, '0099-later')")
    assert "newer version" in refusal(kb)
    (kb / STORE).write_bytes(whole)
    tamper(kb, "update claims set record = '{}'")
    assert "no record" in refusal(kb)


def test_damage_in_any_page_is_refused_or_harmless(kb: Path) -> None:
    whole = (kb / STORE).read_bytes()
    expected = lines(kb, CLAIMS)
    chance = random.Random(3)
    for _ in range(60):
        bad = bytearray(whole)
        at = chance.randrange(len(bad))
        bad[at : at + 200] = chance.randbytes(min(200, len(bad) - at))
        for path in kb.glob(f"{STORE}*"):
            path.unlink()
        (kb / STORE).write_bytes(bad)
        try:
            with KnowledgeBase(kb) as base:
                found = [one.model_dump_json() for one in base.claims()]
        except KnowledgeBaseError:
            continue
        assert found == expected or len(found) < 2


def test_lines_that_are_no_records_are_refused_by_line(kb: Path) -> None:
    path = kb / CLAIMS
    line = path.read_text("utf-8")
    path.write_text(line.replace('"realis":"actual"', '"realis":"perhaps"'), "utf-8")
    assert "claims.jsonl, line 1: realis" in refusal(kb)
    path.write_text(line.replace('"article_id":"', '"article_id":"x'), "utf-8")
    assert "line 1" in refusal(kb)
    path.write_text("{\n", "utf-8")
    assert "line 1: not a record" in refusal(kb)
    path.write_text(line, "utf-8")
    assert len(held(kb)["claims"]) == 1


def test_the_connection_is_on_its_guard(kb: Path) -> None:
    with KnowledgeBase(kb) as base:
        assert base.db.execute("pragma trusted_schema").fetchone() == (0,)
        assert base.db.execute("pragma journal_mode").fetchone() == ("wal",)
        if sys.version_info >= (3, 12):
            assert base.db.conn.getconfig(sqlite3.SQLITE_DBCONFIG_DEFENSIVE)


def test_an_older_store_is_upgraded(kb: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = (*migrations.MIGRATIONS, migrations.Migration("9999-later", lambda: ["create table later (x)"]))
    monkeypatch.setattr(migrations, "MIGRATIONS", steps)
    db = database.open_store(kb)
    assert db["later"].exists()
    db.conn.close()
    with KnowledgeBase(kb) as base:
        assert base.count() == 1


def test_a_store_of_each_former_version_is_upgraded(tmp_path: Path) -> None:
    fossils = sorted((ROOT / "schemas" / "fossils").glob("store-*"))
    assert fossils
    for fossil in fossils:
        kb = tmp_path / fossil.name
        shutil.copytree(fossil, kb)
        (kb / STORE).write_bytes(gzip.decompress((kb / f"{STORE}.gz").read_bytes()))
        with KnowledgeBase(kb) as base:
            assert base.changes in (None, Changes())  # What it holds is kept, not made again.
            assert [one.model_dump_json() for one in base.claims()] == lines(kb, CLAIMS)
            names = [name for (name,) in base.db.execute("select name from _migrations order by n")]
        assert names == [step.name for step in migrations.MIGRATIONS]


def test_the_view_has_the_columns_of_a_flat_row(kb: Path) -> None:
    with KnowledgeBase(kb) as base:
        names = [column[0] for column in base.db.execute("select * from claims_flat").description]
        assert names == [column.name for column in FLAT]
        columns = [row[1] for row in base.db.execute("pragma table_info(claims)")]
    assert columns == ["n", *CLAIM_COLUMNS, "subject_id", "metric_id", "record"]
