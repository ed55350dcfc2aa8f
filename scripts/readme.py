"""Keeps the README true: what its `$ recoupe` lines print, and the reference of commands; `--check` says where not."""

from __future__ import annotations

import difflib
import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from recoupe.cli import app

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
WIDTH = "110"
_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_REFERENCE = re.compile(r"(?<=<!-- commands -->\n).*(?=<!-- end of commands -->)", re.DOTALL)


def run(command: str, folder: Path) -> str:
    """What a command prints on both outputs, without the space at the ends of its lines.

    Raises:
        SystemExit: it fails.
    """
    environment = os.environ | {"COLUMNS": WIDTH, "PYTHONPATH": os.pathsep.join(sys.path)}
    arguments = [sys.executable, "-m", "recoupe", *shlex.split(command)[1:]]
    done = subprocess.run(arguments, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{command}\n{done.stderr}")
    lines = [line.rstrip() for line in (done.stdout + done.stderr).splitlines()]
    return "\n".join(lines).strip("\n") + "\n"


def rewritten(block: str, folder: Path) -> str:
    """A console block with what its commands print now; one without a `recoupe` command stays as it is."""
    commands = re.findall(r"^\$ (recoupe .*)$", block, re.MULTILINE)
    return "".join(f"$ {command}\n{run(command, folder)}" for command in commands) or block


def reference() -> str:
    """Every command with its arguments and options, as a list."""
    group: Any = typer.main.get_command(app)
    return "".join(line for name, command in group.commands.items() for line in described(name, command))


def described(name: str, command: Any) -> Iterator[str]:
    """The lines of one command."""
    arguments = [option for option in command.params if option.param_type_name == "argument"]
    options = [
        option for option in command.params if option.param_type_name == "option" and "--help" not in option.opts
    ]
    needed = [f"{option.opts[-1]} {option.metavar}" for option in options if option.required]
    usage = " ".join(["recoupe", name, *(argument.metavar for argument in arguments), *needed])
    summary = " ".join(command.help.split("\n\n")[0].split())
    yield f"- `{usage}`: {summary[0].lower()}{summary[1:]}\n"
    for option in options:
        spelled = ", ".join(f"`{name}`" for name in [*option.opts, *option.secondary_opts])
        yield f"  - {spelled}{f' {option.metavar}' if option.metavar else ''}: {option.help}\n"


def fresh() -> str:
    """The README as it should be."""
    text = _REFERENCE.sub(lambda _: reference(), README.read_text("utf-8"))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "corpus").symlink_to(ROOT / "corpus")
        return _BLOCK.sub(lambda found: f"```console\n{rewritten(found[1], folder)}```", text)


def main() -> None:
    """Writes, or checks."""
    now, then = fresh(), README.read_text("utf-8")
    if "--check" not in sys.argv[1:]:
        README.write_text(now, "utf-8")
    elif now != then:
        sys.stdout.writelines(difflib.unified_diff(then.splitlines(True), now.splitlines(True)))
        sys.exit("README.md shows other output than its commands give: run scripts/readme")


if __name__ == "__main__":
    main()
