"""Syntax for claims from a document that a pipeline has parsed already."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from recoupe.extract.syntax import Entity, Syntax, Word
from recoupe.nlp.model import load_model
from recoupe.nlp.syntax import SpacySyntax
from recoupe.nlp.words import words_of
from recoupe.read.document import Document
from recoupe.text import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["DocSyntax", "syntax_of"]


class DocSyntax:
    """The parse that a document carries; answers the `Syntax` protocol.

    A word whose head lies in another sentence is a root: a parser may cut sentences elsewhere than Recoupe does.
    """

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        self._text = doc.text

    def prepare(self, sentences: Iterable[Span]) -> None:
        """Nothing to do: all is parsed."""

    def words(self, sentence: Span) -> Sequence[Word]:
        """The words of one sentence, in order; white space is left out."""
        span = self._doc.char_span(sentence.start, sentence.end, alignment_mode="contract")
        return words_of(self._text, span, 0) if span is not None else ()

    def entities(self, sentences: Iterable[Span]) -> Sequence[Entity]:
        """The named entities, in order; all of them, whatever the sentences."""
        return [Entity(entity.start_char, entity.end_char, entity.label_) for entity in self._doc.ents]


def syntax_of(doc: Doc, document: Document) -> Syntax:
    """The parse that a document carries where it has one, else that of Recoupe's own model, made when asked for."""
    if doc.has_annotation("DEP") and doc.has_annotation("ENT_IOB"):
        return DocSyntax(doc)
    return SpacySyntax(document, load_model())
