"""Syntax for claims, by spaCy: each component runs only on the sentences, and only if, somebody asks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias, TypeVar

from recoupe.extract.syntax import Entity, Word
from recoupe.nlp.engine import Engine, Parcel, engine_of
from recoupe.read.document import Document
from recoupe.text import Span

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["SpacySyntax", "Wish", "together"]

T = TypeVar("T")
Tokens: TypeAlias = "dict[tuple[SpacySyntax, Span], Any]"


class SpacySyntax:
    """The parse of one document by a spaCy model; answers the `Syntax` protocol.

    Sentences are those of the document, each a text of its own to the model: the parser never sees two at once, and
    never splits one. The parser and the named entities are asked apart, since most sentences need no parse.
    """

    def __init__(self, document: Document, nlp: Language) -> None:
        self._document = document
        self._nlp = nlp
        self._words: dict[Span, list[Word]] = {}
        self._entities: dict[Span, list[Entity]] = {}

    def prepare(self, sentences: Iterable[Span]) -> None:
        """Parses some sentences together, which costs less than one by one when they are asked for."""
        missing = [sentence for sentence in sentences if sentence not in self._words]
        if missing:
            together([Wish(self, parsed=missing)])

    def words(self, sentence: Span) -> Sequence[Word]:
        """The words of one sentence, in order; white space is left out."""
        if sentence not in self._words:
            self.prepare([sentence])
        return self._words[sentence]

    def entities(self, sentences: Iterable[Span]) -> Sequence[Entity]:
        """The named entities of some sentences, in order."""
        asked = sorted(set(sentences))
        together([Wish(self, named=asked)])
        return [entity for sentence in asked for entity in self._entities[sentence]]


class Wish(NamedTuple):
    """The sentences of a document whose entities, and whose words, will be asked for."""

    syntax: SpacySyntax
    named: Iterable[Span] = ()
    parsed: Iterable[Span] = ()


def together(wishes: Sequence[Wish]) -> None:
    """Reads for several documents of one model at once what each will ask for.

    To read much together costs less; what is read is the same as if each document had been alone.
    """
    if not wishes:
        return
    engine = engine_of(wishes[0].syntax._nlp)
    named = [(one.syntax, [span for span in one.named if span not in one.syntax._entities]) for one in wishes]
    parsed = [(one.syntax, [span for span in one.parsed if span not in one.syntax._words]) for one in wishes]
    engine.renew()
    tokens: Tokens = {}
    for syntax, span, entities in _read(engine, engine.entities, named, tokens):
        start = span.start
        syntax._entities[span] = [Entity(start + first, start + last, label) for first, last, label in entities]
    for syntax, span, words in _read(engine, engine.words, parsed, tokens):
        syntax._words[span] = words


def _read(
    engine: Engine,
    read: Callable[[Sequence[Parcel]], list[list[T]]],
    wanted: Iterable[tuple[SpacySyntax, list[Span]]],
    tokens: Tokens,
) -> Iterator[tuple[SpacySyntax, Span, T]]:
    some = [(syntax, spans) for syntax, spans in wanted if spans]
    _tokenise(engine, [(syntax, span) for syntax, spans in some for span in spans], tokens)
    parcels = [
        Parcel(syntax._document.text, [tokens[syntax, span] for span in spans], [span.start for span in spans])
        for syntax, spans in some
    ]
    answers = read(parcels) if parcels else []
    for (syntax, spans), found in zip(some, answers, strict=True):
        for span, one in zip(spans, found, strict=True):
            yield syntax, span, one


def _tokenise(engine: Engine, sentences: Iterable[tuple[SpacySyntax, Span]], tokens: Tokens) -> None:
    new = [one for one in sentences if one not in tokens]
    texts = [syntax._document.text[span.start : span.end] for syntax, span in new]
    tokens.update(zip(new, engine.tokens(texts), strict=True))
