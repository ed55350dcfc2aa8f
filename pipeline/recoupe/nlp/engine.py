"""What answers the questions of `SpacySyntax`: the stock components, or the same decisions made faster."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from recoupe.extract.syntax import Word
from recoupe.nlp.fast import is_sped_up
from recoupe.nlp.words import words_of

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

__all__ = ["Engine", "Named", "Parcel", "StockEngine", "engine_of"]

_PARSER = ("tok2vec", "morphologizer", "parser", "lemmatizer")
"""What words need. The model's attribute ruler is left out: all it does to words is to copy their POS to a TAG."""

Named = list[tuple[int, int, str]]
"""The entities of a document: where they start and end in its text, and their labels."""


class Parcel(NamedTuple):
    """Sentences of one article.

    Attributes:
        text: the article's.
        sentences: the tokens of some of its sentences, as the engine's `tokens` gave them.
        offsets: where each begins in the text.
    """

    text: str
    sentences: Sequence[Any]
    offsets: Sequence[int]


class Engine(Protocol):
    """Reads tokenised sentences, those of several articles together.

    What it answers for an article does not depend on the articles beside it.
    """

    def renew(self) -> None:
        """Lets it forget what it knows of tokens, if that is too much; those that it gave before are void."""

    def tokens(self, texts: Sequence[str]) -> Sequence[Any]:
        """Sentences as it wants them.

        Raises:
            ValueError: one is longer than the model takes.
        """

    def entities(self, articles: Sequence[Parcel]) -> list[list[Named]]:
        """The entities of every sentence of every article."""

    def words(self, articles: Sequence[Parcel]) -> list[list[list[Word]]]:
        """The words of every sentence of every article."""


class StockEngine:
    """The components of the model, as they come."""

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp

    def renew(self) -> None:
        """Nothing to forget."""

    def tokens(self, texts: Sequence[str]) -> list[Doc]:
        """The sentences as spaCy documents."""
        return list(map(self._nlp.make_doc, texts))

    def entities(self, articles: Sequence[Parcel]) -> list[list[Named]]:
        """The entities of every sentence of every article."""
        read = (self._run(("ner",), parcel.sentences) for parcel in articles)
        return [[[(one.start_char, one.end_char, one.label_) for one in doc.ents] for doc in docs] for docs in read]

    def words(self, articles: Sequence[Parcel]) -> list[list[list[Word]]]:
        """The words of every sentence of every article."""
        return [
            [
                words_of(parcel.text, doc, offset)
                for doc, offset in zip(self._run(_PARSER, parcel.sentences), parcel.offsets, strict=True)
            ]
            for parcel in articles
        ]

    def _run(self, names: Sequence[str], sentences: Sequence[Doc]) -> list[Doc]:
        read = list(sentences)
        for name in names:
            pipe: Any = self._nlp.get_pipe(name)
            read = list(pipe.pipe(read, batch_size=64))
        return read


@cache
def engine_of(nlp: Language) -> Engine:
    """The engine for a model: the fast one if it was loaded for it."""
    if not is_sped_up(nlp):
        return StockEngine(nlp)
    from recoupe.nlp.fast.engine import FastEngine

    return FastEngine(nlp)
