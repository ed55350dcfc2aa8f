"""What rules ask of a parser, as one small Protocol: `nlp` answers it with spaCy, a test with a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

from recoupe.text import Span

__all__ = ["Entity", "NoSyntax", "Syntax", "Word", "words_in_columns"]


class Word:
    """One token of a parsed sentence; a class and no tuple, since compiled code reads its attributes in one step.

    Attributes:
        start, end: its place in the article's text.
        lemma: its dictionary form, lower case; the word itself where none is known.
        pos: its Universal Dependencies part of speech (« NOUN », « VERB »…).
        dep: its Universal Dependencies relation to its head (« nsubj », « obj »…); « ROOT » for a root.
        head: the index of its head in the same sentence; its own for a root.
        morph: its features, in UD notation (« Mood=Ind|Number=Sing|Tense=Fut »).
    """

    __slots__ = ("dep", "end", "head", "lemma", "morph", "pos", "start", "text")

    def __init__(
        self, start: int, end: int, text: str, lemma: str, pos: str, dep: str, head: int, morph: str = ""
    ) -> None:
        self.start = start
        self.end = end
        self.text = text
        self.lemma = lemma
        self.pos = pos
        self.dep = dep
        self.head = head
        self.morph = morph

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Word) and self._fields() == other._fields()

    def __hash__(self) -> int:
        return hash(self._fields())

    def __repr__(self) -> str:
        return f"Word{self._fields()}"

    def _fields(self) -> tuple[int, int, str, str, str, str, int, str]:
        return self.start, self.end, self.text, self.lemma, self.pos, self.dep, self.head, self.morph

    def but(
        self,
        *,
        lemma: str | None = None,
        pos: str | None = None,
        dep: str | None = None,
        head: int | None = None,
        morph: str | None = None,
    ) -> Word:
        """The same word, but for what is given."""
        return Word(
            self.start,
            self.end,
            self.text,
            self.lemma if lemma is None else lemma,
            self.pos if pos is None else pos,
            self.dep if dep is None else dep,
            self.head if head is None else head,
            self.morph if morph is None else morph,
        )


def words_in_columns(
    starts: list[int],
    ends: list[int],
    texts: list[str],
    lemmas: list[str],
    parts: list[str],
    relations: list[str],
    heads: list[int],
    features: list[str],
    spaces: list[int],
) -> list[Word]:
    """Words from columns of equal length, one an attribute of `Word`, without the rows that `spaces` marks."""
    words = []
    for row in range(len(starts)):
        if not spaces[row]:
            words.append(
                Word(
                    starts[row],
                    ends[row],
                    texts[row],
                    lemmas[row],
                    parts[row],
                    relations[row],
                    heads[row],
                    features[row],
                )
            )
    return words


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
