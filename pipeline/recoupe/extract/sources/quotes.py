"""Quotations: the stretches of a text between quotation marks."""

from __future__ import annotations

import re
from typing import Final

from recoupe.read.document import Document
from recoupe.text import Span

__all__ = ["find_quotes"]

_MARK: Final = re.compile(r"[«»\"\n]")


def find_quotes(document: Document) -> list[Span]:
    """The quotations of a document with their marks, in order; one that is never closed ends with its paragraph."""
    return document.once(_find)


def _find(document: Document) -> list[Span]:
    folded = document.folded
    found: list[Span] = []
    opened: tuple[int, str] | None = None
    for mark in _MARK.finditer(folded):
        sign, at = mark[0], mark.start()
        if opened is None:
            if sign in '«"':
                opened = (at, sign)
        elif sign == "\n":
            found.append(Span(opened[0], at))
            opened = None
        elif (sign == "»" and opened[1] == "«") or sign == opened[1] == '"':
            found.append(Span(opened[0], mark.end()))
            opened = None
    if opened is not None:
        found.append(Span(opened[0], len(folded)))
    return found
