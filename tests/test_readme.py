"""The README: its Python runs, its commands print what it shows, and it names every command and option there is."""

from __future__ import annotations

import doctest
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from recoupe.cli import app

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PYTHON = [block for language, block in _BLOCK.findall(README) if language == "python"]
CONSOLE = [block for language, block in _BLOCK.findall(README) if language == "console"]
SETUP = ("git clone", "scripts/", "pip ", "cd ")

pytestmark = pytest.mark.xdist_group("model")


@pytest.mark.parametrize("block", PYTHON, ids=range(len(PYTHON)))
def test_the_python_runs(block: str) -> None:
    test = doctest.DocTestParser().get_doctest(block, {}, "README.md", "README.md", 0)
    assert test.examples
    said: list[str] = []
    doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE).run(test, out=said.append)
    assert not said, "".join(said)


@pytest.mark.parametrize("block", CONSOLE, ids=range(len(CONSOLE)))
def test_the_commands_print_what_is_shown(block: str, tmp_path: Path) -> None:
    """A `$` line is run in a folder that holds corpus/ and schemas/; the lines after it are what it prints."""
    for name in ("corpus", "schemas"):
        (tmp_path / name).symlink_to(ROOT / name)
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, shown = part.partition("\n")
        if command.startswith(SETUP):
            continue
        words = shlex.split(command)
        assert words[0] == "recoupe"
        environment = os.environ | {"COLUMNS": "110", "PYTHONPATH": os.pathsep.join(sys.path)}
        arguments = [sys.executable, "-m", "recoupe", *words[1:]]
        done = subprocess.run(arguments, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
        assert done.stderr == ""
        assert lines(done.stdout) == lines(shown), command


def lines(text: str) -> list[str]:
    """The lines that say something, without the space at their ends."""
    return [line.rstrip() for line in text.splitlines() if line.strip()]


def test_every_command_and_option_is_in_the_reference() -> None:
    root = typer.main.get_command(app)
    for name, command in root.commands.items():  # type: ignore[attr-defined]
        assert f"`recoupe {name} " in README
        section = README.split(f"`recoupe {name} ")[1].split("\n\n")[0]
        for parameter in command.params:
            for option in parameter.opts:
                if option.startswith("--") and option != "--help":
                    assert option in section, f"recoupe {name} {option}"


def test_what_the_readme_links_to_is_there() -> None:
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", README):
        assert (ROOT / target).exists(), target
