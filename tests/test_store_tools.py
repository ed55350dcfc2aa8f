"""The store in the tools of others, opened as it is: Datasette, DuckDB, pandas and the shell of SQLite.

What they show is compared with the flat rows that the library gives. A tool that is not installed is skipped.
"""

from __future__ import annotations

import asyncio
import contextlib
import importlib.resources
import json
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from recoupe import KnowledgeBase
from recoupe.records import Interval, Metric, Subject
from recoupe.records.flat import FLAT
from recoupe.store.database import STORE
from tests.knowledge_bases import article, claim, money, write

NAMES = [column.name for column in FLAT]


@pytest.fixture(scope="module")
def kb(tmp_path_factory: Any) -> Path:
    folder = tmp_path_factory.mktemp("tools") / "kb"
    contents = []
    for number, (name, figure, amount) in enumerate(
        [("L’Oréal", "43,48 milliards d’euros", "43480000000"), ("Séché", "0,1 euro", "0.1"), ("Séché", "3 €", "3")]
    ):
        one = article(f"{number}.txt", f"{name} annonce {figure} de recettes.", title=f"N° {number} « {name} »")
        mention = money(one, figure, amount=Decimal(amount), currency="EUR")
        who = Subject(name=name, company_id=name.lower())
        year = Interval(text="2024")
        contents.append(
            (one, [mention], [claim(one, mention, subject=who, metric=Metric(text="recettes"), period=year)])
        )
    write(folder, contents)
    return folder


@pytest.fixture(scope="module")
def rows(kb: Path) -> list[dict[str, Any]]:
    with KnowledgeBase(kb) as base:
        return [dict(zip(NAMES, row, strict=True)) for row in base.rows()]


def by_id(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(found, key=lambda row: row["claim_id"])


@pytest.fixture
def duck(kb: Path) -> Iterator[Any]:
    """DuckDB with its sqlite extension as the Python package brings it: nothing is fetched."""
    duckdb = pytest.importorskip("duckdb")
    pytest.importorskip("duckdb_extension_sqlite_scanner")
    folder = importlib.resources.files("duckdb_extension_sqlite_scanner")
    name = f"extensions/v{duckdb.__version__}/sqlite_scanner.duckdb_extension"
    if not folder.joinpath(name).is_file():
        pytest.skip("the sqlite extension is of another DuckDB")
    with importlib.resources.as_file(folder.joinpath(name)) as file, contextlib.closing(duckdb.connect()) as conn:
        conn.execute(f"load '{file}'")
        conn.execute(f"attach '{kb / STORE}' as kb (type sqlite, read_only)")
        yield conn


def test_duckdb_reads_the_view(duck: Any, rows: list[dict[str, Any]]) -> None:
    found = duck.execute("select * from kb.claims_flat").fetchall()
    assert [column[0] for column in duck.description] == NAMES
    assert by_id([dict(zip(NAMES, row, strict=True)) for row in found]) == by_id(rows)
    sums = duck.execute(
        "select subject, sum(value::decimal(38, 2))::varchar from kb.claims_flat group by all order by all"
    )
    assert sums.fetchall() == [("L’Oréal", "43480000000.00"), ("Séché", "3.10")]


def test_duckdb_reads_the_exports(kb: Path, rows: list[dict[str, Any]], tmp_path: Path) -> None:
    from recoupe.export import csv, parquet

    duckdb = pytest.importorskip("duckdb")
    with KnowledgeBase(kb) as base:
        parquet.write(base, tmp_path / "claims.parquet")
        csv.write(base, tmp_path / "claims.csv")
    for name in ("claims.parquet", "claims.csv"):
        found = duckdb.execute(f"select subject, number, unit from '{tmp_path / name}'").fetchall()
        assert found == [(row["subject"], row["number"], row["unit"]) for row in rows]


def test_pandas_reads_the_view(kb: Path, rows: list[dict[str, Any]]) -> None:
    pandas = pytest.importorskip("pandas")
    with contextlib.closing(sqlite3.connect(kb / STORE)) as conn:
        frame = pandas.read_sql("select * from claims_flat", conn, parse_dates=["published"])
    assert list(frame.columns) == NAMES
    assert frame["number"].dtype == float
    assert str(frame["published"].dtype).startswith("datetime64")
    assert frame.groupby("subject")["number"].sum().to_dict() == {"L’Oréal": 43_480_000_000.0, "Séché": 3.1}
    assert sorted(frame["value"]) == sorted(row["value"] for row in rows)


def test_datasette_serves_the_view(kb: Path, rows: list[dict[str, Any]]) -> None:
    app = pytest.importorskip("datasette.app")

    async def asked(*addresses: str) -> list[Any]:
        site = app.Datasette([str(kb / STORE)])
        return [await site.client.get(address) for address in addresses]

    table, query, page, words = asyncio.run(
        asked(
            "/recoupe/claims_flat.json?_shape=array",
            "/recoupe.json?_shape=array&sql=select+sum(number)+as+total+from+claims_flat+where+company_id+is+not+null",
            "/recoupe/claims_flat",
            "/recoupe/claims.json?_shape=array&_fts_table=claims_fts&_fts_pk=n&_search=oréal",
        )
    )
    assert [dict(row) for row in by_id(table.json())] == by_id(rows)
    assert query.json() == [{"total": 43_480_000_003.1}]
    assert page.status_code == 200
    assert "43480000000" in page.text
    assert [row["subject"] for row in words.json()] == ["L’Oréal"]


def test_the_shell_of_sqlite_reads_the_view(kb: Path) -> None:
    if shutil.which("sqlite3") is None:
        pytest.skip("sqlite3 is not installed")
    sql = "select subject, value from claims_flat order by number"
    done = subprocess.run(
        ["sqlite3", "-json", kb / STORE, sql], capture_output=True, text=True, encoding="utf-8", check=True
    )
    assert [row["value"] for row in json.loads(done.stdout)] == ["0.1", "3", "43480000000"]
