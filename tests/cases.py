"""The one-line cases of `corpus/cases`: a sentence a journalist could write, with what must be read in it.

    Un prêt de [3 000 €](3000 EUR) sur [deux ans](…).   a mark: the span, and what it is read as
    La route compte 3 000 lampadaires.                  no mark: nothing may be found
    # a comment; blank lines are passed over

An optional prefix `@2024-01-04 ` sets the publication date. `\\n` in a line stands for a line end, `\\[` for a bracket.
"""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import NamedTuple

import pytest

CASES = Path(__file__).parents[1] / "corpus" / "cases"
_MARK = re.compile(r"(?<!\\)\[((?:[^\[\]\\]|\\.)*)\]\(([^()]*(?:\([^()]*\)[^()]*)*)\)")
_DATE = re.compile(r"@(\d{4}-\d\d-\d\d) ")


class Mark(NamedTuple):
    """One marked span and what it must be read as."""

    start: int
    end: int
    reading: str


class Case(NamedTuple):
    """One line of a case file."""

    text: str
    published: dt.date | None
    marks: list[Mark]


def _plain(text: str) -> str:
    return text.replace("\\n", "\n").replace("\\[", "[").replace("\\]", "]")


def parse(line: str) -> Case:
    """The text of a line without its marks, and the marks with offsets into that text."""
    published = None
    if found := _DATE.match(line):
        published, line = dt.date.fromisoformat(found[1]), line[found.end() :]
    text, marks, last = "", [], 0
    for found in _MARK.finditer(line):
        text += _plain(line[last : found.start()])
        inside = _plain(found[1])
        marks.append(Mark(len(text), len(text) + len(inside), found[2].strip()))
        text += inside
        last = found.end()
    return Case(text + _plain(line[last:]), published, marks)


def cases(name: str) -> list[object]:
    """The cases of `corpus/cases/NAME` as pytest parameters with ids such as `money.txt:14`."""
    lines = (CASES / name).read_text("utf-8").splitlines()
    return [
        pytest.param(parse(line), id=f"{name}:{number}")
        for number, line in enumerate(lines, 1)
        if line.strip() and not line.startswith("#")
    ]
