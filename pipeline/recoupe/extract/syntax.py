"""What rules ask of a parser, as one small Protocol: `nlp` answers it with spaCy, a test with a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

from recoupe.text import Span

__all__ = ["Entity", "NoSyntax", "Syntax", "Word"]


class Word(NamedTuple):
    """One token of a parsed sentence.

    Attributes:
        start, end: its place in the article's text.
        lemma: its dictionary form, lower case; the word itself where none is known.
        pos: its Universal Dependencies part of speech (« NOUN », « VERB »…).
        dep: its Universal Dependencies relation to its head (« nsubj », « obj »…); « ROOT » for a root.
        head: the index of its head in the same sentence; its own for a root.
        morph: its features, in UD notation (« Mood=Ind|Number=Sing|Tense=Fut »).
    """

    start: int
    end: int
    text: str
    lemma: str
    pos: str
    dep: str
    head: int
    morph: str = ""


class Entity(NamedTuple):
    """A name that the model found, with its label (« ORG », « LOC », « PER », « MISC »)."""

    start: int
    end: int
    label: str


class Syntax(Protocol):
    """The parse of one document."""

    def prepare(self, sentences: Iterable[Span]) -> None:
        """Says which sentences will be asked for; to parse them together costs less. Never needed."""

    def words(self, sentence: Span) -> Sequence[Word]:
        """The words of one sentence of the document (a member of `Document.sentences`), in order."""

    def entities(self, sentences: Iterable[Span]) -> Sequence[Entity]:
        """The named entities of some sentences of the document, in order."""


class NoSyntax:
    """The parse of nobody: what remains is what rules read off the text."""

    def prepare(self, sentences: Iterable[Span]) -> None:
        """Nothing to do."""

    def words(self, sentence: Span) -> Sequence[Word]:
        """No words."""
        return ()

    def entities(self, sentences: Iterable[Span]) -> Sequence[Entity]:
        """No entities."""
        return ()
