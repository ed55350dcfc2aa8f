"""The command line: each command, what it says where, and what it costs to ask for help."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import recoupe
import recoupe.run.step
from recoupe.cli import COMMANDS, app
from tests.fake_reader import load

ROOT = Path(__file__).parents[1]
GOOD = "Selon la direction, le contrat de la Société Dupont vaut 12 € par mois et par client."
ESCAPE = "Selon elle, le contrat de la Société Du\x1b[31m coûte 7 € par mois \x1b]0;x\x07 et par client."


def recoupe_(*arguments: object, stdin: str | None = None) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], input=stdin, env={"COLUMNS": "160"})


@pytest.fixture(autouse=True)
def no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reads without the language model."""
    monkeypatch.setattr(recoupe.run.step, "load_reader", load)


@pytest.fixture
def kb(tmp_path: Path) -> Path:
    """A knowledge base of three claims."""
    source = tmp_path / "in"
    source.mkdir()
    for name, text in {"a": GOOD, "b": ESCAPE, "c": "Il reste 3 € en caisse, a-t-on appris mardi soir."}.items():
        (source / f"{name}.txt").write_text(text, "utf-8")
    assert recoupe_("extract", source, "-o", tmp_path / "kb", "--jobs", 1).exit_code == 0
    return tmp_path / "kb"


# extract


def test_extract_says_what_it_did_on_standard_output_only(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GOOD, "utf-8")
    done = recoupe_("extract", tmp_path / "a.txt", "-o", tmp_path / "kb", "--published", "2024-01-04")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "1 inputs: 1 read (0 of them copies), 0 empty, 0 skipped, 0 failed",
        "2 mentions: company 1, money 1",
        f"1 claims, 1 companies, in {tmp_path / 'kb'}",
    ]
    article = json.loads((tmp_path / "kb" / "articles.jsonl").read_text("utf-8"))
    assert (article["published"], article["published_source"]) == ("2024-01-04", "option")


def test_quiet_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\0")
    done = recoupe_("extract", tmp_path / "a.txt", "-o", tmp_path / "kb", "-q")
    assert (done.exit_code, done.output) == (1, "")


def test_extract_wants_force_to_write_among_other_files(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GOOD, "utf-8")
    done = recoupe_("extract", tmp_path, "-o", tmp_path)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "--force" in done.stderr
    assert not (tmp_path / "manifest.json").exists()
    assert recoupe_("extract", tmp_path, "-o", tmp_path, "--force").exit_code == 0


def test_a_bar_is_drawn_on_a_terminal(tmp_path: Path) -> None:
    """A pseudo-terminal as standard error: the bar is there, and not on standard output."""
    pty = pytest.importorskip("pty")
    (tmp_path / "a.txt").write_text(GOOD, "utf-8")
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "tests.fake_recoupe", "extract", tmp_path / "a.txt", "-o", tmp_path / "kb"]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path]), "TERM": "xterm"}
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, stderr=theirs, check=True, text=True)
    os.close(theirs)
    drawn = os.read(ours, 65536).decode()
    os.close(ours)
    assert "1/1" in drawn
    assert done.stdout.startswith("1 inputs: 1 read")


# show


def test_show(kb: Path) -> None:
    done = recoupe_("show", kb)
    assert done.exit_code == 0
    assert "\x1b" not in done.output
    rows = [line.split() for line in done.stdout.splitlines() if " EUR" in line]
    assert [row[:4] for row in rows] == [
        ["Dupont", "somme", "12", "EUR"],
        ["Du", "somme", "7", "EUR"],
        ["–", "somme", "3", "EUR"],
    ]


@pytest.mark.parametrize(
    ("options", "count"),
    [
        (["--company", "dupont"], 1),
        (["--kind", "money"], 3),
        (["--kind", "percentage"], 0),
        (["--realis", "actual", "--company", "du"], 2),
        (["--realis", "forecast"], 0),
        (["--limit", "2"], 2),
    ],
)
def test_show_filters(options: list[str], count: int, kb: Path) -> None:
    done = recoupe_("show", kb, *options)
    assert done.stdout.count(" EUR") == count
    assert ("1 more claims" in done.stderr) == ("--limit" in options)


@pytest.mark.parametrize("options", [["--kind", "monnaie"], ["--realis", "peut-être"]])
def test_show_refuses_unknown_filters(options: list[str], kb: Path) -> None:
    assert recoupe_("show", kb, *options).exit_code == 2


@pytest.mark.parametrize("command", [["show"], ["validate"], ["score", ROOT / "corpus" / "gold"]])
def test_what_is_no_knowledge_base(command: list[str], tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "rien", tmp_path / "a.jsonl"):
        done = recoupe_(*command, path)
        assert (done.exit_code, done.stdout) == (2, "")
        assert done.stderr.startswith("recoupe: ")


# explain


def test_explain(kb: Path) -> None:
    done = recoupe_("explain", f"{GOOD}\n{ESCAPE}")
    assert done.exit_code == 0
    assert "\x1b" not in done.output
    assert done.stdout.startswith(GOOD)
    assert re.search(r"12 € +money +12 EUR +fake-money", done.stdout)
    assert re.search(r"Société Dupont +company +Dupont +fake-company", done.stdout)
    assert "claim 1" in done.stdout
    assert re.search(r"metric +somme +fake-metric\n +not +total +fake-total\n", done.stdout)
    assert "  and by   fake-claim\n" in done.stdout
    assert recoupe_("explain", "-", stdin=GOOD).stdout == recoupe_("explain", GOOD).stdout


# validate


def spoil(path: Path, line: int, **fields: object) -> None:
    rows = [json.loads(row) for row in path.read_text("utf-8").splitlines()]
    rows[line - 1] |= fields
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")


def test_validate_is_silent_when_all_is_well(kb: Path) -> None:
    for path in (kb, *kb.glob("[!.]*")):
        done = recoupe_("validate", path)
        assert (done.exit_code, done.output) == (0, ""), path


@pytest.mark.parametrize(
    ("file", "line", "fields", "said"),
    [
        ("claims.jsonl", 2, {"realis": "peut-être"}, "claims.jsonl:2: realis: "),
        ("claims.jsonl", 3, {"confidence": 2}, "claims.jsonl:3: confidence: "),
        ("claims.jsonl", 1, {"inconnu": 1}, "claims.jsonl:1: inconnu: "),
        ("claims.jsonl", 1, {"mentions": ["x"]}, "claims.jsonl:1: mentions: x is no mention of the article"),
        ("claims.jsonl", 1, {"article_id": "x"}, "article_id: names no article"),
        ("mentions.jsonl", 2, {"amount": "12.0"}, 'amount: "12.0" is not the canonical spelling, "12"'),
        ("mentions.jsonl", 2, {"amount": 12.5}, "mentions.jsonl:2: money.amount: "),
        ("mentions.jsonl", 2, {"start": 1}, "mentions.jsonl:2: text: is not what stands at 1–"),
        ("mentions.jsonl", 1, {"type": "couleur"}, "mentions.jsonl:1: "),
        ("articles.jsonl", 1, {"text": "autre"}, "articles.jsonl:1: sha256: is not that of the text"),
        ("articles.jsonl", 1, {"published": "hier"}, "articles.jsonl:1: published: "),
        ("companies.jsonl", 1, {"articles": "x"}, "companies.jsonl:1: articles: "),
    ],
)
def test_validate_tells_file_line_and_field(
    file: str, line: int, fields: dict[str, object], said: str, kb: Path
) -> None:
    spoil(kb / file, line, **fields)
    done = recoupe_("validate", kb)
    assert done.exit_code == 1
    assert said in done.stdout
    assert f"{file}:0: the whole: it is not the file that the manifest speaks of" in done.stdout


def test_validate_misses_absent_fields_and_broken_lines(kb: Path) -> None:
    path = kb / "claims.jsonl"
    rows = path.read_text("utf-8").splitlines()
    first = json.loads(rows[0])
    del first["period"], first["value"]["per"]
    path.write_text("\n".join([json.dumps(first), "{", rows[2]]) + "\n", "utf-8")
    said = recoupe_("validate", path).stdout.splitlines()
    assert said[0].startswith("claims.jsonl:1: value.per: the field is absent")
    assert said[1].startswith("claims.jsonl:1: period: the field is absent")
    assert said[2].startswith("claims.jsonl:2: ")
    assert len(said) == 3


def test_validate_a_file_of_another_name(kb: Path, tmp_path: Path) -> None:
    (tmp_path / "revue.jsonl").write_bytes((kb / "claims.jsonl").read_bytes())
    assert recoupe_("validate", tmp_path / "revue.jsonl").exit_code == 0
    (tmp_path / "autre.jsonl").write_text('{"x": 1}\n', "utf-8")
    assert recoupe_("validate", tmp_path / "autre.jsonl").exit_code == 2


# schema, help


def test_schema() -> None:
    assert json.loads(recoupe_("schema").stdout) == json.loads(recoupe_("schema", "claim").stdout)
    assert json.loads(recoupe_("schema", "mention").stdout)["title"].startswith("Recoupe mention")
    assert recoupe_("schema", "poème").exit_code == 2


def test_version_and_help() -> None:
    assert recoupe_("--version").stdout == f"recoupe {recoupe.__version__}\n"
    for command in COMMANDS:
        done = recoupe_(command.__name__.rstrip("_"), "--help")
        assert done.exit_code == 0
        assert "Usage: recoupe" in done.stdout.replace("root", "recoupe")


def test_help_is_quick_and_imports_nothing_heavy() -> None:
    code = (
        "import sys; from recoupe.cli import app; app(['--help'], standalone_mode=False);"
        "print(sorted({name.split('.')[0] for name in sys.modules} & "
        "{'spacy', 'numpy', 'pydantic', 'rich', 'trafilatura', 'dateparser', 'babel', 'lxml', 'yaml'}))"
    )
    took = []
    for _ in range(5):
        start = time.perf_counter()
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        took.append(time.perf_counter() - start)
    assert done.stdout.splitlines()[-1] == "[]"
    assert min(took) < 0.3 or os.getloadavg()[0] > 1.5, took


def test_the_command_that_an_installation_adds() -> None:
    from importlib.metadata import entry_points

    (command,) = entry_points(group="console_scripts", name="recoupe")
    assert command.value == "recoupe.cli:app"
    assert command.load() is app
