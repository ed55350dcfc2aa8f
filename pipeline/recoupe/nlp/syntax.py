"""Syntax for claims, by spaCy: one document's sentences parsed when they are first asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from recoupe.extract.syntax import Entity, Word
from recoupe.read.document import Document
from recoupe.text import Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

__all__ = ["SpacySyntax"]


class SpacySyntax:
    """The parse of one document by a spaCy model; answers the `Syntax` protocol.

    Sentences are those of the document, parsed one by one: the parser never sees two at once, and never splits one.
    """

    def __init__(self, document: Document, nlp: Language) -> None:
        self._document = document
        self._nlp = nlp
        self._docs: dict[Span, Doc] = {}

    def _doc(self, sentence: Span) -> Doc:
        if sentence not in self._docs:
            self._docs[sentence] = self._nlp(self._document.text[sentence.start : sentence.end])
        return self._docs[sentence]

    def words(self, sentence: Span) -> Sequence[Word]:
        """The words of one sentence, in order; white space is left out."""
        tokens = [token for token in self._doc(sentence) if not token.is_space]
        place = {token.i: index for index, token in enumerate(tokens)}
        return [
            Word(
                sentence.start + token.idx,
                sentence.start + token.idx + len(token.text),
                token.text,
                token.lemma_.lower(),
                token.pos_,
                token.dep_,
                place.get(token.head.i, index),
                str(token.morph),
            )
            for index, token in enumerate(tokens)
        ]

    def entities(self) -> Sequence[Entity]:
        """The named entities of every sentence, in order."""
        return [
            Entity(span.start + entity.start_char, span.start + entity.end_char, entity.label_)
            for span in self._document.sentences
            for entity in self._doc(span).ents
        ]
