"""Syntax for claims, by spaCy: each component runs only on the sentences, and only if, somebody asks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from recoupe.extract.mend import mended
from recoupe.extract.syntax import Entity, Word
from recoupe.read.document import Document
from recoupe.text import Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

__all__ = ["SpacySyntax"]

_PARSER = ("tok2vec", "morphologizer", "parser", "attribute_ruler", "lemmatizer")
_NAMES = ("ner",)


class SpacySyntax:
    """The parse of one document by a spaCy model; answers the `Syntax` protocol.

    Sentences are those of the document, each a text of its own to the model: the parser never sees two at once, and
    never splits one. The parser and the named entities are asked apart, since most sentences need no parse.
    """

    def __init__(self, document: Document, nlp: Language) -> None:
        self._document = document
        self._nlp = nlp
        self._docs: dict[Span, Doc] = {}
        self._words: dict[Span, Sequence[Word]] = {}
        self._entities: Sequence[Entity] | None = None

    def prepare(self, sentences: Iterable[Span]) -> None:
        """Parses some sentences together, which costs less than one by one when they are asked for."""
        wanted = [sentence for sentence in dict.fromkeys(sentences) if sentence not in self._words]
        docs = self._run(_PARSER, [self._doc(sentence) for sentence in wanted])
        self._words.update((sentence, _words(doc, sentence.start)) for sentence, doc in zip(wanted, docs, strict=True))

    def words(self, sentence: Span) -> Sequence[Word]:
        """The words of one sentence, in order; white space is left out."""
        self.prepare([sentence])
        return self._words[sentence]

    def entities(self) -> Sequence[Entity]:
        """The named entities of every sentence, in order."""
        if self._entities is None:
            spans = self._document.sentences
            docs = self._run(_NAMES, [self._doc(span) for span in spans])
            self._entities = [
                Entity(span.start + entity.start_char, span.start + entity.end_char, entity.label_)
                for span, doc in zip(spans, docs, strict=True)
                for entity in doc.ents
            ]
        return self._entities

    def _doc(self, sentence: Span) -> Doc:
        if sentence not in self._docs:
            self._docs[sentence] = self._nlp.make_doc(self._document.text[sentence.start : sentence.end])
        return self._docs[sentence]

    def _run(self, names: Iterable[str], docs: list[Doc]) -> list[Doc]:
        for name in names:
            pipe = self._nlp.get_pipe(name)
            docs = list(pipe.pipe(docs, batch_size=64))  # type: ignore[attr-defined]
        return docs


def _words(doc: Doc, offset: int) -> list[Word]:
    tokens = [token for token in doc if not token.is_space]
    place = {token.i: index for index, token in enumerate(tokens)}
    return mended(
        Word(
            offset + token.idx,
            offset + token.idx + len(token),
            token.text,
            token.lemma_.lower(),
            token.pos_,
            token.dep_,
            place.get(token.head.i, index),
            str(token.morph),
        )
        for index, token in enumerate(tokens)
    )
