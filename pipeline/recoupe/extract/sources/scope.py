"""How far an attribution reaches: the sentence, the quotation, the list after a colon."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

from recoupe.read.document import Document
from recoupe.text import Span

__all__ = ["Reach"]

_RELATIVE: Final = re.compile(r", (?:qui|dont|où|que|qu') ?(?:[^,;:()\n]|,(?=\d))*,(?= )")
_FACT: Final = re.compile(
    r", (?:qui|dont|où) (?:[^,;:()\n]|,(?=\d))*?(?<!\w)(?:a|ont|avait|avaient|était|étaient|est|sont|s'élevait)(?!\w)"
)
_BULLET: Final = re.compile(r"\n+ *[-•*▪·] *[^\n]*")


_FARTHEST: Final = 1500
"""How far from its cue a scope may begin or end, in characters: a text without full stops must not cost more."""


class Reach:
    """The stretches of one document that a source can cover."""

    def __init__(self, document: Document, quotes: Sequence[Span]) -> None:
        self.document = document
        self.quotes = quotes
        self._starts = [quote.start for quote in quotes]

    def quote_at(self, offset: int) -> Span | None:
        """The quotation that holds an offset."""
        at = bisect_right(self._starts, offset) - 1
        quote = self.quotes[at] if at >= 0 else None
        return quote if quote is not None and offset < quote.end else None

    def quote_before(self, offset: int) -> Span | None:
        """The quotation that ends right before an offset, a comma between them at most."""
        at = bisect_right(self._starts, offset) - 1
        if at < 0 or self.quotes[at].end > offset:
            return None
        between = self.document.folded[self.quotes[at].end : offset]
        return self.quotes[at] if len(between) <= 4 and not between.strip(" ,-") else None

    def sentence(self, offset: int) -> Span:
        """The sentence of an offset; of one without end, what lies near."""
        sentence = self.document.sentence_at(offset)
        return Span(max(sentence.start, offset - _FARTHEST), min(sentence.end, offset + _FARTHEST))

    def segment(self, offset: int) -> Span:
        """The part of the sentence between semicolons that an offset lies in."""
        around, folded = self.sentence(offset), self.document.folded
        left, right = folded.rfind(" ; ", around.start, offset), folded.find(" ; ", offset, around.end)
        return Span(left + 3 if left >= 0 else around.start, right if right >= 0 else around.end)

    def brackets(self, offset: int) -> Span | None:
        """The parenthesis of the sentence that an offset lies in."""
        around, folded = self.sentence(offset), self.document.folded
        left = folded.rfind("(", around.start, offset)
        if left < 0 or ")" in folded[left:offset]:
            return None
        right = folded.find(")", offset, around.end)
        return Span(left, right + 1 if right >= 0 else around.end)

    def stretched(self, scope: Span) -> Span:
        """A scope up to the end of the quotation that it breaks off in, and of the list that its colon opens."""
        start, end = scope.start, scope.end
        quote = self.quote_at(end - 1) if end > start else None
        if quote is not None and quote.start > start and quote.end > end:
            end = quote.end
        if self.document.folded[start:end].rstrip().endswith(":"):
            while item := _BULLET.match(self.document.folded, end):
                end = item.end()
        return Span(start, end)

    def without_facts(self, scope: Span) -> list[Span]:
        """A scope without a last relative that tells a fact: « sera semblable à celui du premier, qui a atteint »."""
        found = _FACT.search(self.document.folded, scope.start, scope.end)
        return [Span(scope.start, found.start()) if found and self.quote_at(found.start()) is None else scope]

    def without_relatives(self, scope: Span, cue: int) -> list[Span]:
        """The pieces of a scope that remain when « , qui détient 30 % du capital, » is left to the writer."""
        pieces: list[Span] = []
        at = scope.start
        for found in _RELATIVE.finditer(self.document.folded, scope.start, scope.end):
            if found.start() <= cue <= found.end() + 1 or self.quote_at(found.start() + 1):
                continue
            pieces.append(Span(at, found.start()))
            at = found.end() - 1
        pieces.append(Span(at, scope.end))
        return [piece for piece in pieces if piece.start < piece.end]
