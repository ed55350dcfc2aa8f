"""The model's decisions without its bookkeeping: sentences in, entities and words out, nothing written to documents."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, Any

import numpy as np

from recoupe.extract.syntax import Word
from recoupe.nlp.fast.names import NameFinder
from recoupe.nlp.fast.panels import Panels
from recoupe.nlp.fast.runs import runs
from recoupe.nlp.fast.trees import TreeFinder
from recoupe.nlp.words import Tokenised, words_from

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Token

    from recoupe.nlp.engine import Named, Parcel
    from recoupe.nlp.fast.panels import Floats

__all__ = ["FastEngine"]

_BATCH = 16_000
"""Tokens decided together; a parse takes 4 kB each."""
_MOST_LEMMAS = 200_000


class FastEngine:
    """Answers as `StockEngine` does, with the encoders of `recoupe.nlp.fast.tok2vec` and moves in compiled loops."""

    def __init__(self, nlp: Language) -> None:
        self._names = NameFinder(nlp.get_pipe("ner"))
        self._trees = TreeFinder(nlp.get_pipe("parser"))
        self._tags = _Tags(nlp)
        self._lemmas = _Lemmas(nlp)
        ner: Any = nlp.get_pipe("ner")
        tok2vec: Any = nlp.get_pipe("tok2vec")
        self._encode_names = ner.model.layers[0].layers[0].attrs["encoder"]
        self._encode = tok2vec.model.attrs["encoder"]

    def entities(self, articles: Sequence[Parcel]) -> list[list[Named]]:
        """The entities of every sentence of every article."""
        found: Iterator[Named] = (named for batch in _batches(articles) for named in self._entities(batch))
        return [[next(found) for _ in parcel.sentences] for parcel in articles]

    def _entities(self, docs: list[Tokenised]) -> list[Named]:
        lengths = [len(doc) for doc in docs]
        starts = list(accumulate(lengths, initial=0))
        spaces = np.array([space for doc in docs for space in doc.places[2]], dtype=np.uint8)
        found: list[Named] = [[] for _ in docs]
        for name in self._names.find(self._encode_names(docs), lengths, spaces):
            index = bisect(starts, name.first) - 1
            begins, sizes, _, _ = docs[index].places
            last = name.last - 1 - starts[index]
            found[index].append((begins[name.first - starts[index]], begins[last] + sizes[last], name.label))
        return found

    def words(self, articles: Sequence[Parcel]) -> list[list[list[Word]]]:
        """The words of every sentence of every article."""
        where = ((parcel.text, offset) for parcel in articles for offset in parcel.offsets)
        read = (words for batch in _batches(articles) for words in self._words(batch, where))
        return [[next(read) for _ in parcel.sentences] for parcel in articles]

    def _words(self, docs: list[Tokenised], where: Iterator[tuple[str, int]]) -> Iterator[list[Word]]:
        vectors = self._encode(docs)
        tags = self._tags.of(vectors)
        heads, relations = self._trees.find(vectors, [len(doc) for doc in docs])
        start = 0
        for doc in docs:
            end = start + len(doc)
            some = tags[start:end]
            yield words_from(
                *next(where),
                doc.places,
                self._lemmas.of(doc.places[3], some),
                [self._tags.parts[tag] for tag in some],
                relations[start:end],
                heads[start:end],
                [self._tags.features[tag] for tag in some],
            )
            start = end


def _batches(articles: Sequence[Parcel]) -> Iterator[list[Tokenised]]:
    docs = [doc for parcel in articles for doc in parcel.sentences]
    return runs(docs, [len(doc) for doc in docs], _BATCH)


class _Tags:
    """The morphologizer: part of speech and features of every token.

    Attributes:
        parts, features: by tag; `parts` as words tell them, `said` as the lemmatizer is asked.
    """

    def __init__(self, nlp: Language) -> None:
        pipe: Any = nlp.get_pipe("morphologizer")
        layer = next(node for node in pipe.model.walk() if node.name == "softmax")
        self._panels = Panels.of(layer.get_param("W").T, layer.get_param("b"), filled=-np.inf)
        strings, morphology = nlp.vocab.strings, nlp.vocab.morphology
        shown = [strings[morphology.add(pipe.cfg["labels_morph"].get(label, 0))] for label in pipe.labels]
        self.features = ["" if feature == "_" else feature for feature in shown]
        self.said = [strings[pipe.cfg["labels_pos"].get(label, 0)] for label in pipe.labels]
        self.parts = ["X" if part == "SPACE" else part for part in self.said]

    def of(self, vectors: Floats) -> list[int]:
        """The tag of every token, given their vectors."""
        return self._panels.best(vectors)


class _Lemmas:
    """The lemmatizer, asked once for every form and tag."""

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp
        self._said = _Tags(nlp).said
        self._known: dict[tuple[int, int], str] = {}

    def of(self, forms: Sequence[int], tags: Sequence[int]) -> list[str]:
        """The lemmas, in lower case, of some forms (by hash) with their tags."""
        if len(self._known) > _MOST_LEMMAS:
            self._known.clear()
        known = self._known
        pairs = list(zip(forms, tags, strict=True))
        try:
            return [known[pair] for pair in pairs]
        except KeyError:
            new = sorted({pair for pair in pairs if pair not in known})
            known.update(zip(new, self._ask(new), strict=True))
            return [known[pair] for pair in pairs]

    def _ask(self, pairs: Sequence[tuple[int, int]]) -> list[str]:
        from spacy.tokens import Doc

        strings = self._nlp.vocab.strings
        doc = Doc(self._nlp.vocab, words=[strings[form] for form, _ in pairs])
        lemmatize: Callable[[Token], list[str]] = self._nlp.get_pipe("lemmatizer").lemmatize  # type: ignore[attr-defined]
        lemmas = []
        for token, (_, tag) in zip(doc, pairs, strict=True):
            token.pos_ = self._said[tag]
            lemmas.append(lemmatize(token)[0].lower())
        return lemmas
