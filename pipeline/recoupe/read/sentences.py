"""Sentence spans found by rule: no model is needed to know where a sentence ends."""

from __future__ import annotations

import re
from typing import Final

from recoupe.lexicon.abbreviations import BEFORE_FIGURES, NEVER_LAST
from recoupe.text import Span, fold

__all__ = ["sentence_spans"]

# A sentence ends at . ! ? … (with the closing quotes and brackets that follow) before a space and a sign that can
# open a sentence; and at every line end. The score of a rule-free splitter beats the parser's on headlines and lists.
# The one set of characters in front is what `re` skips to; a run of stops is tried from its first stop only.
_END: Final = re.compile(
    r"[.!?…\n](?:(?<=\n)\s*+|(?<!\n)(?<![.!?…].)[.!?…]*+[»”\"')\]\s]*\s(?=[«“\"'(\[-]*\s?[A-ZÀ-ÖØ-ÞŒ0-9]))"
)
_LONGEST: Final = max(map(len, NEVER_LAST | BEFORE_FIGURES))
_LAST_WORD: Final = re.compile(r"[^\W\d_][\w'-]*$")


def _ends_nothing(text: str, start: int, stop: int, end: int) -> bool:
    """Whether the full stop at `stop` belongs to an abbreviation, an initial or a list number."""
    if text[stop] != "." or text[stop : stop + 2] == "..":
        return False
    if stop - start <= 2 and text[start:stop].isdigit():
        return True
    begin = max(start, stop - 24, text.rfind(" ", start, stop) + 1)
    if stop - begin > _LONGEST and text[begin:stop].isalpha():
        return False
    found = _LAST_WORD.search(text, begin, stop)
    if found is None:
        return False
    word = found[0].casefold()
    if word in NEVER_LAST or (word in BEFORE_FIGURES and text[end : end + 1].isdigit()):
        return True
    return len(word) == 1 and found[0].isupper()


def sentence_spans(text: str) -> list[Span]:
    """The sentences of a text, in order, without the white space between them; never empty ones.

    Args:
        text: any text; line ends always end a sentence.

    Returns:
        Spans into `text`. Every character that is not white space lies in exactly one of them.
    """
    spans: list[Span] = []
    start = 0
    folded = fold(text)
    for found in _END.finditer(folded):
        at, end = found.span()
        if folded[at] != "\n" and "\n" not in found[0] and _ends_nothing(folded, start, at, end):
            continue
        _add(spans, folded, start, end)
        start = end
    _add(spans, folded, start, len(folded))
    return spans


def _add(spans: list[Span], folded: str, start: int, end: int) -> None:
    piece = folded[start:end].rstrip()
    if piece:
        end = start + len(piece)
        spans.append(Span(end - len(piece.lstrip()), end))
