"""Compiles the reading rules while a wheel is built: a build hook of hatchling, which pyproject.toml names.

mypyc makes C of the same annotated Python that runs without it, and only of the modules that read text; Cython makes C
of the loops of the fast model. Whatever uses them sees no difference but time. Where nothing can be compiled (no C
compiler, say), the wheel holds the Python alone, which runs the stock model, and a warning says so. `RECOUPE_COMPILE=0`
asks for that, `RECOUPE_COMPILE=1` makes a failure an error. An editable installation is never compiled.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_SOURCE = "pipeline"
_CHECKS = ["--config-file=", f"--cache-dir={os.devnull}", "--follow-imports=silent"]
_CHECKS += [f"--disable-error-code={code}" for code in ("import-untyped", "import-not-found")]
"""Types are looked up here, and judged by the project's own run of mypy: where a wheel is built, few of the libraries
are there that the package imports. Nothing is taken from an earlier run."""
_LIBRARY = "recoupe"
"""The library that all compiled modules share lies beside the package, as `recoupe__mypyc`: mypyc loses the way to the
modules of a package when it lies inside."""
_LOOP_FLAGS = ["-O3", "-g0"]
_RULE_FLAGS = ["-fvisibility=hidden", "-Werror=maybe-uninitialized"]
"""Calls from module to module need not go through a table when nothing else may see them, which is 2 % of a run; Python
finds what it loads all the same. What mypyc 2.4 makes of `x if a and things[i].end > b else y`, where things are of a
compiled class, lets go of one that was never looked up: the C compiler sees that, and must not go on."""


class CompiledHook(BuildHookInterface[Any]):
    """Adds a compiled module beside every module that `compiled` in the hook's configuration names."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before it packs; `build_data` is told of the files made."""
        wish = os.environ.get("RECOUPE_COMPILE", "")
        if self.target_name != "wheel" or version != "standard" or wish == "0":
            return
        self._folder = tempfile.TemporaryDirectory()
        try:
            made = compile_into(Path(self._folder.name), Path(self.root), self.config)
        except (Exception, SystemExit) as error:  # mypyc leaves by SystemExit, setuptools by errors of its own.
            if wish == "1":
                raise
            self.app.display_warning(f"recoupe is installed without its compiled part, and reads slower: {error}")
            return
        build_data["pure_python"] = False
        build_data["infer_tag"] = True
        build_data["force_include"].update({str(path): place for path, place in made})

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Called when the wheel is packed."""
        if hasattr(self, "_folder"):
            self._folder.cleanup()


def modules(root: Path, config: dict[str, Any]) -> list[str]:
    """The paths from the root of the modules to compile: files and folders of `compiled`.

    None may hold a cached property: mypyc computes it at every look.
    """
    found = (file for name in config["compiled"] for file in _files(root / _SOURCE / name))
    return sorted({str(file.relative_to(root)) for file in found})


def _files(path: Path) -> Iterator[Path]:
    return path.rglob("*.py") if path.is_dir() else iter([path])


def loops(config: dict[str, Any]) -> dict[str, str]:
    """The modules that Cython compiles, each with the path of its source from the root.

    They lie beside the package too, so that it finds them when it is run from its source.
    """
    return {f"{_LIBRARY}__{Path(name).stem}": f"{_SOURCE}/{name}" for name in config["loops"]}


def compile_into(folder: Path, root: Path, config: dict[str, Any]) -> Sequence[tuple[Path, str]]:
    """Compiles; returns the files made with their places in a wheel.

    Raises:
        SystemExit: mypyc refuses a module.
        Exception: what Cython raises when it refuses one, setuptools when the compiler fails or is missing.
    """
    from Cython.Build import cythonize
    from mypyc.build import mypycify
    from setuptools import Distribution, Extension
    from setuptools.command.build_ext import build_ext

    here = Path.cwd()
    os.chdir(root)
    os.environ["MYPYPATH"] = _SOURCE
    try:
        extensions = mypycify(
            [*_CHECKS, *modules(root, config)],
            opt_level="1",
            debug_level="0",
            multi_file=True,
            group_name=_LIBRARY,
            target_dir=str(folder / "c"),
        )
        for extension in extensions:
            kept = [one for one in extension.extra_compile_args if one != "-Werror"]
            extension.extra_compile_args = [*kept, *_RULE_FLAGS]
        extensions += cythonize(
            [
                Extension(name, [path], include_dirs=[str(root / Path(path).parent)], extra_compile_args=_LOOP_FLAGS)
                for name, path in loops(config).items()
            ],
            build_dir=str(folder / "c"),
            quiet=True,
        )
        command = build_ext(Distribution({"ext_modules": extensions}))
        command.build_lib, command.build_temp = str(folder / "lib"), str(folder / "temp")
        command.parallel = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
        command.ensure_finalized()
        command.run()
    finally:
        os.chdir(here)
    made = folder / "lib"
    return [(path, path.relative_to(made).as_posix()) for path in sorted(made.rglob("*")) if path.is_file()]
