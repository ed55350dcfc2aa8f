"""The installed package, compiled, reads what the source reads: the same bytes of every text that there is."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from recoupe.nlp.fast import LOOPS
from tests.cases import CASES, parse
from tests.test_quantity_properties import HOSTILE

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "pipeline"
HOOK = ["tool", "hatch", "build", "targets", "wheel", "hooks", "custom"]


def _environment(source: bool) -> dict[str, str]:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return environment | {"PYTHONPATH": str(SOURCE)} if source else environment


def _installed(code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-P", "-c", code], env=_environment(source=False), capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


@pytest.fixture(scope="module")
def compiled() -> Path:
    """Where the compiled package is; skips where recoupe is installed without its compiled part, or from its source."""
    home = Path(_installed("import recoupe; print(recoupe.__path__[0])"))
    if not list(home.parent.glob("recoupe__mypyc*")):
        pytest.skip("recoupe is installed without its compiled part (no C compiler, or RECOUPE_COMPILE=0)")
    for path in home.rglob("*.py"):
        if path.read_bytes() != (SOURCE / "recoupe" / path.relative_to(home)).read_bytes():
            pytest.fail(f"the installed {path.relative_to(home)} is not that of the source: run scripts/setup")
    return home


@pytest.fixture(scope="module")
def hook() -> ModuleType:
    """The build hook."""
    spec = importlib.util.spec_from_file_location("compiled", ROOT / "scripts" / "compiled.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _config() -> dict[str, Any]:
    """What pyproject.toml tells the hook."""
    config = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    for name in HOOK:
        config = config[name]
    return config


def _modules(hook: ModuleType) -> list[str]:
    """The paths of the modules that pyproject.toml has compiled."""
    modules: list[str] = hook.modules(ROOT, _config())
    return modules


def test_every_module_that_is_named_is_compiled(compiled: Path, hook: ModuleType) -> None:
    wanted = {Path(name).relative_to("pipeline").with_suffix("").as_posix() for name in _modules(hook)}
    found = {
        path.relative_to(compiled.parent).as_posix().split(".")[0]
        for path in compiled.rglob("*")
        if path.suffix in (".so", ".pyd")
    }
    assert found == wanted


def test_the_loops_are_those_of_the_source(compiled: Path, hook: ModuleType) -> None:
    (module,) = hook.loops(_config())
    assert module == LOOPS
    assert list(compiled.parent.glob(f"{module}.*"))
    assert not [path for path in compiled.rglob("*") if path.suffix in (".pyx", ".h")]


class _App:
    """What hatchling gives a hook to speak through."""

    def __init__(self) -> None:
        self.warnings: list[str] = []

    def display_warning(self, message: str) -> None:
        self.warnings.append(message)


@pytest.mark.parametrize("failure", [SystemExit(1), OSError("no cc")], ids=repr)
def test_a_wheel_is_python_alone_where_nothing_can_be_compiled(
    hook: ModuleType, failure: BaseException, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise failure

    monkeypatch.setattr(hook, "compile_into", fails)
    app, data = _App(), {"force_include": {}}
    build = hook.CompiledHook(str(ROOT), {}, None, None, "", "wheel", app)
    monkeypatch.setenv("RECOUPE_COMPILE", "0")
    build.initialize("standard", data)
    assert not app.warnings
    monkeypatch.delenv("RECOUPE_COMPILE")
    build.initialize("editable", data)
    assert not app.warnings
    build.initialize("standard", data)
    assert data == {"force_include": {}}
    assert str(failure) in app.warnings[0]
    monkeypatch.setenv("RECOUPE_COMPILE", "1")
    with pytest.raises(type(failure)):
        build.initialize("standard", data)


def test_it_is_the_compiled_modules_that_are_run(compiled: Path) -> None:
    path = Path(_installed("import recoupe.extract.money as money; print(money.__file__)"))
    assert path.is_relative_to(compiled)
    assert path.suffix in (".so", ".pyd")


def _all_texts() -> list[dict[str, str]]:
    """The line of every case, and every hostile pattern, as articles."""
    cases = [
        parse(line)
        for path in sorted(CASES.glob("*.txt"))
        for line in path.read_text("utf-8").splitlines()
        if line.strip() and not line.startswith("#")
    ]
    dated = [{"text": case.text, "published": (case.published or "2024-05-17")} for case in cases]
    return [{"text": str(one["text"]), "published": str(one["published"])} for one in dated] + [
        {"text": (piece * 40).strip() + " fin", "published": "2024-05-17"} for piece in HOSTILE
    ]


_READ_AGAIN = """
import gc, pathlib, sys
from recoupe import Document, load
articles = [path.read_text("utf-8") for path in sorted(pathlib.Path(sys.argv[1]).glob("*.md"))[:12]]
def left():
    load().read_all([Document(text) for text in articles])
    gc.collect()
    return len(gc.get_objects())
left()
print(-left() + left())
"""


def test_nothing_is_kept_of_what_was_read(compiled: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-P", "-c", _READ_AGAIN, ROOT / "corpus" / "articles"],
        env=_environment(source=False),
        capture_output=True,
        text=True,
        check=True,
    )
    assert abs(int(done.stdout)) < 50


def test_what_it_reads_is_the_same_to_the_byte(compiled: Path, tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    lines = (json.dumps(one, ensure_ascii=False) for one in _all_texts())
    (texts / "cases.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    for name, source in (("source", True), ("compiled", False)):
        command = ["-P", "-m", "recoupe", "extract", texts, ROOT / "corpus" / "articles", "-o", tmp_path / name, "-q"]
        subprocess.run([sys.executable, *command], env=_environment(source), check=True)
    for name in ("mentions.jsonl", "claims.jsonl", "companies.jsonl", "errors.jsonl"):
        assert (tmp_path / "compiled" / name).read_bytes() == (tmp_path / "source" / name).read_bytes()


def test_no_compiled_class_has_a_cached_property(hook: ModuleType) -> None:
    for name in _modules(hook):
        assert "cached_property" not in (ROOT / name).read_text("utf-8"), name
