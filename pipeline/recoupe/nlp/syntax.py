"""Syntax for claims, by spaCy: each component runs only on the sentences, and only if, somebody asks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from recoupe.extract.mend import mended
from recoupe.extract.syntax import Entity, Word
from recoupe.read.document import Document
from recoupe.text import Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

__all__ = ["SpacySyntax"]

_PARSER = ("tok2vec", "morphologizer", "parser", "lemmatizer")
"""What words need. The model's attribute ruler is left out: all it does to words is to copy their POS to a TAG."""
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
        self._entities: dict[Span, Sequence[Entity]] = {}

    def prepare(self, sentences: Iterable[Span]) -> None:
        """Parses some sentences together, which costs less than one by one when they are asked for."""
        wanted = [sentence for sentence in dict.fromkeys(sentences) if sentence not in self._words]
        if not wanted:
            return
        docs = self._run(_PARSER, [self._doc(sentence) for sentence in wanted])
        self._words.update((sentence, _words(doc, sentence.start)) for sentence, doc in zip(wanted, docs, strict=True))

    def words(self, sentence: Span) -> Sequence[Word]:
        """The words of one sentence, in order; white space is left out."""
        self.prepare([sentence])
        return self._words[sentence]

    def entities(self, sentences: Iterable[Span]) -> Sequence[Entity]:
        """The named entities of some sentences, in order."""
        asked = list(dict.fromkeys(sentences))
        wanted = [sentence for sentence in asked if sentence not in self._entities]
        for span, doc in zip(wanted, self._run(_NAMES, [self._doc(span) for span in wanted]), strict=True):
            self._entities[span] = [
                Entity(span.start + entity.start_char, span.start + entity.end_char, entity.label_)
                for entity in doc.ents
            ]
        return [entity for sentence in sorted(asked) for entity in self._entities[sentence]]

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
    """The words of a parsed document, read off its arrays: a `Token` an attribute would cost four times as much."""
    from spacy.attrs import DEP, HEAD, IDX, IS_SPACE, LEMMA, LENGTH, MORPH, POS

    places: list[list[int]] = np.asarray(doc.to_array([IDX, LENGTH, HEAD, IS_SPACE]), "int64").reshape(-1, 4).tolist()
    names: list[list[int]] = np.asarray(doc.to_array([LEMMA, POS, DEP, MORPH]), "uint64").reshape(-1, 4).tolist()
    name: Callable[[int], str] = doc.vocab.strings.__getitem__
    text = doc.text
    index_of: dict[int, int] = {}
    for number, (_, _, _, is_space) in enumerate(places):
        if not is_space:
            index_of[number] = len(index_of)
    words = []
    for number, index in index_of.items():
        start, length, head, _ = places[number]
        lemma, pos, dep, morph = names[number]
        words.append(
            Word(
                offset + start,
                offset + start + length,
                text[start : start + length],
                name(lemma).lower(),
                "X" if name(pos) == "SPACE" else name(pos),
                name(dep),
                index_of.get(number + head, index),
                "" if name(morph) == "_" else name(morph),
            )
        )
    return mended(words)
