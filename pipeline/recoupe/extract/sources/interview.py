"""Interviews: paragraphs that answer questions in the first person are told by who is interviewed."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from recoupe.extract.sources.attribution import Attribution
from recoupe.lexicon.first_names import first_names
from recoupe.read.document import Document
from recoupe.text import Span, matched

__all__ = ["find_answers"]

_LINE: Final = re.compile(r"[^\n]+")
_FEWEST: Final = 3
"""How many questions make an interview."""
_LONGEST: Final = 400
_MARKED: Final = re.compile(r" ?(?:\*\*|__|[-–—•>] |#{1,4} )")
_FIRST_PERSON: Final = re.compile(r"(?<![\w-])(?:nous|je|j'|notre|nos|mon|ma|mes|on)(?!\w)", re.IGNORECASE)
_NAME: Final = re.compile(r"(?<![\w-])([A-ZÀ-Ý][\w-]+)((?: (?:de|du|van|el|ben|le|la|d'))? [A-ZÀ-Ý][\w'-]+)")


_INSIDE: Final = re.compile(r"[\w,] $")


class _Part(NamedTuple):
    question: Span
    answer: Span


def find_answers(document: Document) -> list[Attribution]:
    """The answers of an interview, each told by the first person that its opening names; none for other texts."""
    parts = _parts(document.folded)
    if not parts:
        return []
    own = sum(_FIRST_PERSON.search(document.folded, part.answer.start, part.answer.end) is not None for part in parts)
    name = _named(document.folded, parts[0].question.start) or _named(document.folded, parts[0].question.end)
    if name is None or own * 3 < len(parts) * 2:
        return []
    who = document.text[name.start : name.end]
    return [
        Attribution(who, None, name, "?", _mark(document.folded, part.question), part.answer, "source-interview")
        for part in parts
    ]


def _parts(folded: str) -> list[_Part]:
    """Every line that asks, with the lines up to the next one; none where too few ask."""
    lines = [matched(line) for line in _LINE.finditer(folded)]
    asking = [line for line in lines if _asks(folded, line)]
    if len(asking) < _FEWEST:
        return []
    ends = [line.start for line in asking[1:]] + [len(folded)]
    return [_Part(line, Span(line.end, end)) for line, end in zip(asking, ends, strict=True)]


def _asks(folded: str, line: Span) -> bool:
    said = folded[line.start : line.end].rstrip(" *_\r")
    return len(said) <= _LONGEST and said.endswith("?") and _MARKED.match(said) is not None


def _named(folded: str, end: int) -> Span | None:
    """The first full name before an offset; one with a known first name, else one inside a sentence."""
    names = list(_NAME.finditer(folded, 0, end))
    known = next((found for found in names if found[1].partition("-")[0] in first_names()), None)
    inside = (found for found in names if _INSIDE.search(folded, max(0, found.start() - 2), found.start()))
    chosen = known or next(inside, None)
    return matched(chosen) if chosen is not None else None


def _mark(folded: str, question: Span) -> Span:
    at = folded.rfind("?", question.start, question.end)
    return Span(at, at + 1)
