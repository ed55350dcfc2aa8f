"""The README: its Python runs, and it names every command and option there is.

What its commands print is written and checked by `scripts/readme`.
"""

from __future__ import annotations

import doctest
import re
from pathlib import Path
from typing import Any

import pytest
import typer

from recoupe.cli import app

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PYTHON = [block for language, block in _BLOCK.findall(README) if language == "python"]

pytestmark = pytest.mark.xdist_group("model")


@pytest.mark.parametrize("block", PYTHON, ids=range(len(PYTHON)))
def test_the_python_runs(block: str) -> None:
    test = doctest.DocTestParser().get_doctest(block, {}, "README.md", "README.md", 0)
    assert test.examples
    said: list[str] = []
    doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE).run(test, out=said.append)
    assert not said, "".join(said)


def test_every_command_and_option_is_in_the_reference() -> None:
    root: Any = typer.main.get_command(app)
    for name, command in root.commands.items():
        assert f"- `recoupe {name} " in README, f"run scripts/readme: recoupe {name} is not in README.md"
        section = README.split(f"- `recoupe {name} ")[1].split("\n- ")[0]
        for parameter in command.params:
            for option in {*parameter.opts, *parameter.secondary_opts} - {"--help"}:
                assert not option.startswith("-") or f"`{option}`" in section, f"run scripts/readme: {name} {option}"


def test_what_the_readme_links_to_is_there() -> None:
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", README):
        assert (ROOT / target).exists(), target
