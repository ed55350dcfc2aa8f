"""What an installation adds: one package, its lexicons, the command and the spaCy factories; nothing else.

What is compiled of it is the matter of `tests/test_compiled.py`.
"""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from importlib.metadata import entry_points
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """The wheel, built offline from the tree as it is, of Python alone."""
    folder = tmp_path_factory.mktemp("wheel")
    code = "import sys; from hatchling.build import build_wheel; print(build_wheel(sys.argv[1]))"
    done = subprocess.run(
        [sys.executable, "-c", code, folder],
        cwd=ROOT,
        env=os.environ | {"RECOUPE_COMPILE": "0"},
        capture_output=True,
        text=True,
        check=True,
    )
    return zipfile.ZipFile(folder / done.stdout.splitlines()[-1])


def test_the_wheel_holds_the_package_and_nothing_else(wheel: zipfile.ZipFile) -> None:
    """What Cython compiles is in it compiled, if at all."""
    names = {name for name in wheel.namelist() if not name.startswith("recoupe-")}
    package = ROOT / "pipeline"
    wanted = {
        path.relative_to(package).as_posix()
        for path in (package / "recoupe").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.suffix not in (".pyx", ".h")
    }
    assert names == wanted
    assert {"recoupe/py.typed", "recoupe/lexicon/abbreviations.toml"} <= names
    assert {Path(name).suffix for name in names} <= {
        ".py",
        ".toml",
        ".tsv",
        ".typed",
        ".json",
        ".html",
        ".css",
        ".js",
        ".svg",
    }


def test_the_wheel_says_what_it_is(wheel: zipfile.ZipFile) -> None:
    (metadata,) = (name for name in wheel.namelist() if name.endswith(".dist-info/METADATA"))
    text = wheel.read(metadata).decode()
    assert "Name: recoupe\n" in text
    assert "License-Expression: MIT\n" in text
    assert any(name.endswith("licenses/LICENSE") for name in wheel.namelist())


def test_the_factories_are_there() -> None:
    ours = [entry for entry in entry_points(group="spacy_factories") if entry.value.startswith("recoupe.")]
    assert len(ours) == 8
    for entry in ours:
        assert callable(entry.load())
        assert entry.name.replace("_", "").isalpha()  # spaCy refuses a name with a full stop.
