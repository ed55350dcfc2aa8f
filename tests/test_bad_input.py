"""Bad input, through the command line: each case a clear line, the rest of the run unharmed, every input counted."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from recoupe.cli.printable import printable
from recoupe.ingest.reading import MAX_BYTES

ROOT = Path(__file__).parents[1]
ENVIRONMENT = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path])}
GOOD = "Selon la direction, le contrat de la Société Dupont vaut 12 € par mois et par client."


class Ended(NamedTuple):
    """How a run of the command line ended."""

    code: int
    out: str
    err: str
    kb: Path

    def lines(self, name: str) -> list[dict[str, Any]]:
        """The records of one of the files."""
        return [json.loads(line) for line in (self.kb / name).read_text("utf-8").split("\n") if line]

    @property
    def errors(self) -> list[tuple[str, str]]:
        """The inputs that could not be read, each with why."""
        return [(problem["path"], problem["error"]) for problem in self.lines("errors.jsonl")]


def extract(*arguments: str | bytes | Path, kb: Path, stdin: bytes | None = None) -> Ended:
    """Runs `recoupe extract` in a process of its own."""
    command = [sys.executable, "-m", "tests.fake_recoupe", "extract", *arguments, "-o", kb, "--jobs", "1"]
    done = subprocess.run(command, env=ENVIRONMENT, capture_output=True, input=stdin, check=False)
    ended = Ended(done.returncode, done.stdout.decode(), done.stderr.decode(), kb)
    assert "Traceback" not in ended.err
    if kb.exists():
        inputs = json.loads((kb / "manifest.json").read_text("utf-8"))["inputs"]
        assert inputs["given"] == inputs["read"] + inputs["empty"] + inputs["skipped"] + inputs["failed"]
        assert f"{inputs['given']} inputs: {inputs['read']} read" in ended.out
        assert len(ended.errors) == inputs["empty"] + inputs["failed"]
        assert len(ended.lines("articles.jsonl")) == inputs["read"] - inputs["copies"]
    return ended


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A folder with one good article, to which a test adds a bad one."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "m-bon.txt").write_text(GOOD, "utf-8")
    return folder


FILES: dict[str, tuple[str, bytes, str]] = {
    "empty file": ("a.txt", b"", "empty"),
    "white space": ("a.txt", " \u00a0\n".encode(), "empty"),
    "empty page": ("a.html", b"", "empty"),
    "empty lines": ("a.jsonl", b"\n\n", "empty"),
    "front matter alone": ("a.md", b"---\ntitle: x\n---\n", "empty"),
    "binary": ("a.txt", bytes(range(256)) * 20, "binary"),
    "a picture called text": ("z.md", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0", "binary"),
    "a page without article": ("a.html", b"<html><body><nav><a href=/>Accueil</a></nav></body></html>", "no-article"),
    "a page that is none": ("a.html", b"<<<>>><//>" * 50, "no-article"),
    "nested page": ("a.html", b"<div>" * 20_000, "no-article"),
    "50 MB": ("a.txt", b"Le contrat vaut 12 euros. " * 2_000_000, "too-large"),
}


@pytest.mark.parametrize("case", FILES)
def test_one_bad_file_among_others(case: str, source: Path, tmp_path: Path) -> None:
    name, data, error = FILES[case]
    (source / name).write_bytes(data)
    ended = extract(source, kb=tmp_path / "kb")
    assert ended.errors == [(name, error)]
    assert f"recoupe: {name}: {error}: " in ended.err
    assert ended.code == (0 if error == "empty" else 1)
    assert [article["path"] for article in ended.lines("articles.jsonl")] == ["m-bon.txt"]
    assert len(ended.lines("claims.jsonl")) == 1


def test_a_broken_line(source: Path, tmp_path: Path) -> None:
    good = json.dumps({"text": f"Autre texte. {GOOD}"})
    (source / "a.jsonl").write_text(f"{good}\n{{'text': 'x'}}\n\n{good[:20]}\n{good}\n", "utf-8")
    ended = extract(source, kb=tmp_path / "kb")
    assert (ended.code, ended.errors) == (1, [("a.jsonl#2", "not-json"), ("a.jsonl#4", "not-json")])
    (first, _) = ended.lines("articles.jsonl")
    assert (first["path"], first["copies"]) == ("a.jsonl#1", ["a.jsonl#5"])


def test_a_line_longer_than_an_article(source: Path, tmp_path: Path) -> None:
    good = json.dumps({"text": GOOD}).encode()
    (source / "a.jsonl").write_bytes(good + b'\n{"text": "' + b"x" * (2 * MAX_BYTES + 5) + b'"}\n' + good + b"\n")
    ended = extract(source, kb=tmp_path / "kb")
    assert (ended.code, ended.errors) == (1, [("a.jsonl#2", "too-large")])


def test_an_unreadable_file_a_dead_link_and_a_pipe(source: Path, tmp_path: Path) -> None:
    (source / "a.txt").symlink_to(tmp_path / "rien.txt")
    os.mkfifo(source / "b.txt")
    (source / "c.txt").symlink_to(source / "c.txt")  # A link to itself.
    ended = extract(source, kb=tmp_path / "kb")
    assert (ended.code, ended.errors) == (1, [(name, "unreadable") for name in ("a.txt", "b.txt", "c.txt")])


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission(source: Path, tmp_path: Path) -> None:
    (source / "a.txt").write_text(GOOD, "utf-8")
    (source / "a.txt").chmod(0)
    ended = extract(source, kb=tmp_path / "kb")
    assert (ended.code, ended.errors) == (1, [("a.txt", "unreadable")])


def test_a_folder_without_articles(tmp_path: Path) -> None:
    (tmp_path / "in" / "vide").mkdir(parents=True)
    (tmp_path / "in" / "photo.jpg").write_bytes(b"x")
    ended = extract(tmp_path / "in", kb=tmp_path / "kb")
    assert ended.code == 0
    assert ended.out.startswith("1 inputs: 0 read (0 of them copies), 0 empty, 1 skipped (.jpg 1), 0 failed\n")
    assert "no articles" in ended.err


def test_odd_names(source: Path, tmp_path: Path) -> None:
    for number, name in enumerate([b"caf\xe9.txt", "été\n\x1b[31m.txt".encode(), b"-x.txt", b"a#1.txt", b" .txt"]):
        (Path(os.fsdecode(os.path.join(os.fsencode(source), name)))).write_text(f"{number} {GOOD}", "utf-8")  # noqa: PTH118
    (source / "b\n\x1b]0;x\x07.txt").write_text("", "utf-8")
    ended = extract(source, kb=tmp_path / "kb")
    paths = [article["path"] for article in ended.lines("articles.jsonl")]
    assert paths == [" .txt", "-x.txt", "a#1.txt", "caf\\xe9.txt", "m-bon.txt", "été\n\x1b[31m.txt"]
    assert ended.errors == [("b\n\x1b]0;x\x07.txt", "empty")]
    assert "\x1b" not in ended.err + ended.out
    assert "\x07" not in ended.err


def test_a_foreign_article_is_kept_with_a_warning(source: Path, tmp_path: Path) -> None:
    (source / "a.txt").write_text(
        "The company said on Tuesday that its revenue rose by 5% to 3 billion euros.", "utf-8"
    )
    ended = extract(source, kb=tmp_path / "kb")
    assert (ended.code, ended.errors) == (0, [])
    assert [article["language"] for article in ended.lines("articles.jsonl")] == ["en", "fr"]
    assert "recoupe: a.txt: not-french: " in ended.err
    assert json.loads((ended.kb / "manifest.json").read_text("utf-8"))["warnings"] == {"not-french": 1}


def test_an_article_that_trips_the_extraction(source: Path, tmp_path: Path) -> None:
    (source / "a.txt").write_text("Une phrase qui EXPLOSE.", "utf-8")
    ended = extract(source, kb=tmp_path / "kb")
    assert (ended.code, ended.errors) == (1, [("a.txt", "extraction-failed")])
    assert "recoupe: a.txt: extraction-failed: ValueError: une phrase qui explose" in ended.err


def test_a_file_of_an_unknown_kind_that_was_named(source: Path, tmp_path: Path) -> None:
    (source / "a.csv").write_text("x", "utf-8")
    ended = extract(source / "a.csv", source / "m-bon.txt", kb=tmp_path / "kb")
    assert (ended.code, ended.errors) == (1, [("a.csv", "unknown-format")])


def test_standard_input(tmp_path: Path) -> None:
    ended = extract("-", kb=tmp_path / "kb", stdin=GOOD.encode("cp1252"))
    assert ended.code == 0
    assert [(article["path"], article["text"]) for article in ended.lines("articles.jsonl")] == [("-", GOOD)]
    assert extract("-", kb=tmp_path / "kb2", stdin=b"").errors == [("-", "empty")]


def test_many_warnings_are_not_all_told(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("{\n" * 50, "utf-8")
    ended = extract(tmp_path / "a.jsonl", kb=tmp_path / "kb")
    assert len(ended.errors) == 50
    assert ended.err.count("not-json") == 20
    assert "and 30 more warnings and failures" in ended.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["rien.txt"], "rien.txt does not exist"),
        ([".", "--published", "hier"], "--published"),
        ([".", "--limit", "0"], "--limit"),
        ([], "PATH"),
    ],
)
def test_bad_usage_ends_with_2(arguments: list[str], said: str, tmp_path: Path) -> None:
    ended = extract(*arguments, kb=tmp_path / "kb")
    assert ended.code == 2
    assert said in ended.err
    assert not (tmp_path / "kb").exists()


def test_a_folder_that_cannot_be_made(source: Path, tmp_path: Path) -> None:
    (tmp_path / "fichier").write_text("x", "utf-8")
    command = [sys.executable, "-m", "tests.fake_recoupe", "extract", source, "-o", tmp_path / "fichier" / "kb"]
    done = subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "cannot be written" in done.stderr


@pytest.mark.parametrize(
    "hostile",
    ["\x1b[31mrouge", "\x1b]0;titre\x07", "\x9b2J", "a\rb", "\u202egauche", "\x00", "\u2028", "\ud800", "\x7f\x08\x08"],
)
def test_printable_lets_nothing_act(hostile: str) -> None:
    safe = printable(hostile)
    assert all(char.isprintable() for char in safe)
    safe.encode()
