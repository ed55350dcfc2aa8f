"""The README's examples for less, jq, SQLite's shell and spreadsheets: each line is run, and its output looked at."""

from __future__ import annotations

import csv
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from recoupe import KnowledgeBase
from tests.review_bases import PRESS, make_base

ROOT = Path(__file__).parents[1]
SECTION = (ROOT / "README.md").read_text("utf-8").split("## With other tools\n")[1].split("\n## ")[0]
LINES = re.findall(r"```sh\n(.*?)```", SECTION, re.DOTALL)[0].splitlines()
TOOLS = ("less", "jq", "sqlite3")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: Any) -> Path:
    """A folder with a knowledge base `kb` in it, its store made, and a command `recoupe`."""
    folder = tmp_path_factory.mktemp("tools")
    make_base(folder / "kb")
    KnowledgeBase(folder / "kb").close()
    command = folder / "bin" / "recoupe"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m recoupe "$@"\n')
    command.chmod(0o755)
    return folder


def ran(line: str, folder: Path) -> str:
    """What a line prints, run by a shell in the folder."""
    for tool in TOOLS:
        if re.search(rf"(^|\| ){tool} ", line) and shutil.which(tool) is None:
            pytest.skip(f"{tool} is not installed")
    path = os.pathsep.join([str(folder / "bin"), os.environ["PATH"]])
    environment = os.environ | {"PATH": path, "PYTHONPATH": os.pathsep.join(sys.path), "COLUMNS": "160"}
    command = ["bash", "-o", "pipefail", "-c", line]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


def of(start: str) -> str:
    return next(line for line in LINES if line.startswith(start))


@pytest.mark.parametrize("line", LINES, ids=range(len(LINES)))
def test_every_line_runs(line: str, folder: Path) -> None:
    assert "Traceback" not in ran(line, folder)


def test_less_shows_the_table_and_the_file(folder: Path) -> None:
    table = ran(of("recoupe show"), folder)
    assert table.count("Aubépine") >= 5
    assert max(map(len, table.splitlines())) <= 160
    assert ran(of("less kb"), folder) == (folder / "kb" / "claims.jsonl").read_text("utf-8")


def test_jq_picks_and_counts(folder: Path) -> None:
    rows = [line.split("\t") for line in ran(of("jq -r 'select"), folder).splitlines()]
    told = [said for said in PRESS if said.realis == "forecast"]
    assert sorted(row[2] for row in rows) == sorted(said.figure for said in told)
    assert json.loads(ran(of("jq -s"), folder)) == {"money": 4, "multiple": 1, "percentage": 3}


def test_a_spreadsheet_reads_what_is_exported(folder: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    ran(of("recoupe export kb claims.csv"), folder)
    with (folder / "claims.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["figure"] for row in rows} == {said.figure for said in PRESS}
    ran(of("recoupe export kb claims.xlsx"), folder)
    book = openpyxl.load_workbook(folder / "claims.xlsx")
    assert book.sheetnames == ["claims", "articles", "companies"]
    assert book["claims"].max_row == len(PRESS) + 1


def test_the_shell_of_sqlite_shows_the_least_sure(folder: Path) -> None:
    shown = ran(of("sqlite3"), folder)
    assert "Gamelle" in shown
    assert shown.count("\n") == 5 + 4
