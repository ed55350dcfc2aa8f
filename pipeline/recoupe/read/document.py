"""What an extractor is given: one text with what is derived from it once and used by all."""

from __future__ import annotations

import datetime as dt
import hashlib
from bisect import bisect_right
from collections.abc import Callable
from typing import Any, Final, TypeVar

from recoupe.read.sentences import sentence_spans
from recoupe.text import Span, fold

__all__ = ["Document", "article_id"]

T = TypeVar("T")
_MISSING: Final = object()


def article_id(text: str, published: dt.date | None) -> str:
    """The id of an article: made from its text and publication date, never from its path."""
    what = f"{published or ''}\n{text}".encode("utf-8", "surrogatepass")
    return hashlib.blake2b(what, digest_size=10).hexdigest()


class Document:
    """A text to read, and its publication date where it is known.

    Attributes:
        text: the text; every offset of every record points into it.
        published: the day that « hier », « cette année » are counted from, or None.
        title: the headline that stands above the text without being part of it; it tells what the text is about.
    """

    def __init__(
        self, text: str, *, published: dt.date | None = None, id: str | None = None, title: str | None = None
    ) -> None:
        self.text = text
        self.published = published
        self.title = title
        self._id = id or None
        self._folded: str | None = None
        self._sentences: list[Span] | None = None
        self._begins: list[int] | None = None
        self._derived: dict[Callable[..., Any], Any] = {}

    @classmethod
    def of(cls, text: str | Document, published: dt.date | None = None) -> Document:
        """The document itself, or a new one for a bare string."""
        return text if isinstance(text, Document) else cls(text, published=published)

    @property
    def id(self) -> str:
        """The id of the article that the text is."""
        if self._id is None:
            self._id = article_id(self.text, self.published)
        return self._id

    @property
    def folded(self) -> str:
        """The text with one spelling a sign, same length: what rules are matched against."""
        if self._folded is None:
            self._folded = fold(self.text)
        return self._folded

    @property
    def sentences(self) -> list[Span]:
        """The spans of its sentences, in order."""
        if self._sentences is None:
            self._sentences = sentence_spans(self.folded)
        return self._sentences

    @property
    def _starts(self) -> list[int]:
        if self._begins is None:
            self._begins = [span.start for span in self.sentences]
        return self._begins

    def sentence_index(self, offset: int) -> int:
        """The index in `sentences` of the one that an offset lies in (or the last that starts before it)."""
        return max(bisect_right(self._starts, offset) - 1, 0)

    def sentence_at(self, offset: int) -> Span:
        """The sentence that an offset lies in."""
        return self.sentences[self.sentence_index(offset)]

    def once(self, derive: Callable[[Document], T]) -> T:
        """What a function derives from this document, computed at the first call and kept.

        This is how extractors share a scan without knowing of each other.
        """
        derived: Any = self._derived.get(derive, _MISSING)
        if derived is _MISSING:
            derived = self._derived[derive] = derive(self)
        found: T = derived
        return found

    def forget(self) -> None:
        """Lets go of what was derived, which may hold the document: for when its reading is done."""
        self._derived.clear()
