"""The words of a document in columns, as the company reader walks them: forth, back, and within one sentence."""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

from recoupe.read.document import Document
from recoupe.read.words import Known, words_in

__all__ = ["Tokens", "tokens_of"]


def _capitals(text: str) -> int | None:
    return len(text) if text.isupper() else None


_CAPITALS: Final = Known(_capitals, low=False)


class Tokens:
    """Every word and sign of a document.

    Attributes:
        texts: as written (folded); plains: without case and accents.
        size: how many they are.
        starts, ends: offsets into the document's text.
        sentences: the index of each token's sentence.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self.folded = document.folded
        self.words = words_in(document)
        self.texts, self.starts = self.words.texts, self.words.starts
        self.ends = [start + len(text) for start, text in zip(self.starts, self.texts, strict=True)]
        self.plains = self.words.plains
        self.size = len(self.texts)
        self._before: dict[int, tuple[str, int]] = {}
        self._sentences: list[int] | None = None
        self._shouting: frozenset[int] | None = None

    def __len__(self) -> int:
        return self.size

    @property
    def sentences(self) -> list[int]:
        if self._sentences is None:
            found: list[int] = []
            for index, span in enumerate(self.document.sentences[1:]):
                found += [index] * (bisect_left(self.starts, span.start) - len(found))
            rest = [max(len(self.document.sentences) - 1, 0)] * (self.size - len(found))
            self._sentences = found + rest
        return self._sentences

    @property
    def shouting(self) -> frozenset[int]:
        """The sentences written in capitals, where a capital tells nothing."""
        if self._shouting is None:
            self._shouting = self._find_shouting()
        return self._shouting

    def _find_shouting(self) -> frozenset[int]:
        loud: dict[int, int] = {}
        for at, many in _CAPITALS.of(self.words):
            loud[self.sentences[at]] = loud.get(self.sentences[at], 0) + many
        found = set()
        for index, many in loud.items():
            if many < _LOUD:
                continue
            span = self.document.sentences[index]
            letters = [char for char in self.folded[span.start : span.end] if char.isalpha()]
            if len(letters) > 12 and sum(map(str.isupper, letters)) > 0.7 * len(letters):
                found.add(index)
        return frozenset(found)

    def gap(self, index: int) -> str:
        """What stands between a token and the next: "", " ", a line end…"""
        return self.folded[self.ends[index] : self.starts[index + 1]] if index + 1 < self.size else "\n"

    def glued(self, index: int) -> bool:
        """Whether nothing stands between a token and the next."""
        return index + 1 < self.size and self.ends[index] == self.starts[index + 1]

    def spaced(self, index: int) -> bool:
        """Whether a token and the next are two words of one line."""
        return self.gap(index) in (" ", "  ")

    def opens(self, index: int) -> bool:
        """Whether a token is the first word of its sentence, a list point, a quotation or a title after a colon."""
        before = index - 1
        while before >= 0 and self.texts[before] in _OPENING:
            before -= 1
        return before < 0 or self.sentences[before] != self.sentences[index] or self.texts[before] in ":|"

    def _hyphen(self, index: int) -> bool:
        """Whether a token is a hyphen inside a word."""
        return self.texts[index] == "-" and self.glued(index - 1) and self.glued(index)

    def word_before(self, index: int) -> tuple[str, int]:
        """The word that ends before a token, with its hyphens (« start-up »), and where it begins.

        Returns:
            ("", -1) at the start of a sentence.
        """
        known = self._before.get(index)
        if known is None:
            known = self._before[index] = self._word_before(index)
        return known

    def _word_before(self, index: int) -> tuple[str, int]:
        last = index - 1
        if last < 0 or self.sentences[last] != self.sentences[min(index, self.size - 1)]:
            return "", -1
        first = last
        while first >= max(last - _PARTS, 2) and self._hyphen(first - 1):
            first -= 2
        return "".join(self.plains[first : last + 1]), first

    def word_at(self, index: int) -> tuple[str, int]:
        """The word that begins at a token, with its hyphens, and the index after it; ("", index) beyond the end."""
        if index >= self.size:
            return "", index
        last = index
        while last + 2 < self.size and last - index < _PARTS and self._hyphen(last + 1):
            last += 2
        return "".join(self.plains[index : last + 1]), last + 1

    def text(self, first: int, last: int) -> str:
        """What stands from one token up to (and without) another."""
        return self.folded[self.starts[first] : self.ends[last - 1]]


# As many tokens as a word with hyphens may have: looking further would make a chain of them cost its square.
_PARTS: Final = 8
# So many letters in words of capitals make a sentence worth counting.
_LOUD: Final = 6
_OPENING: Final = frozenset("«\"'(-*•–|[#>")


def _tokens(document: Document) -> Tokens:
    return Tokens(document)


def tokens_of(document: Document) -> Tokens:
    """The words of a document, made once."""
    return document.once(_tokens)
