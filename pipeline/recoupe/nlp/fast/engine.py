"""The model's decisions without its bookkeeping: sentences in, entities and words out, nothing written to documents."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, chain
from typing import TYPE_CHECKING, Any

import numpy as np

from recoupe.extract.syntax import Word
from recoupe.nlp.fast.forms import flat
from recoupe.nlp.fast.names import NameFinder
from recoupe.nlp.fast.panels import Panels
from recoupe.nlp.fast.runs import runs
from recoupe.nlp.fast.trees import TreeFinder
from recoupe.nlp.words import words_from

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Token

    from recoupe.nlp.engine import Named, Parcel
    from recoupe.nlp.fast.forms import Forms
    from recoupe.nlp.fast.panels import Floats, Indices

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
        ner: Any = nlp.get_pipe("ner")
        tok2vec: Any = nlp.get_pipe("tok2vec")
        self._encode_names = ner.model.layers[0].layers[0].attrs["encoder"]
        self._encode = tok2vec.model.attrs["encoder"]
        self._forms: Forms = self._encode.forms
        self._lemmas = _Lemmas(nlp, self._forms, self._tags.said)

    def renew(self) -> None:
        """Forgets the forms that it knows if there are too many."""
        self._forms.renew()

    def tokens(self, texts: Sequence[str]) -> list[list[int]]:
        """The numbers of the forms of some sentences."""
        return self._forms.of_texts(texts)

    def entities(self, articles: Sequence[Parcel]) -> list[list[Named]]:
        """The entities of every sentence of every article."""
        found: Iterator[Named] = (named for batch in _batches(articles) for named in self._entities(batch))
        return [[next(found) for _ in parcel.sentences] for parcel in articles]

    def _entities(self, docs: list[list[int]]) -> list[Named]:
        lengths = [len(doc) for doc in docs]
        starts = list(accumulate(lengths, initial=0))
        numbers = flat(docs)
        vectors = self._encode_names(numbers, lengths)
        begins, ends = self._forms.places(numbers, lengths, [0] * len(docs))
        found: list[Named] = [[] for _ in docs]
        for name in self._names.find(vectors, lengths, self._forms.blanks(numbers)):
            found[bisect(starts, name.first) - 1].append((begins[name.first], ends[name.last - 1], name.label))
        return found

    def words(self, articles: Sequence[Parcel]) -> list[list[list[Word]]]:
        """The words of every sentence of every article."""
        offsets = [offset for parcel in articles for offset in parcel.offsets]
        read: list[list[Word]] = []
        for batch in _batches(articles):
            read += self._words(batch, offsets[len(read) : len(read) + len(batch)])
        found = iter(read)
        return [[next(found) for _ in parcel.sentences] for parcel in articles]

    def _words(self, docs: list[list[int]], offsets: Sequence[int]) -> Iterator[list[Word]]:
        lengths = [len(doc) for doc in docs]
        numbers = flat(docs)
        vectors = self._encode(numbers, lengths)
        heads, relations = self._trees.find(vectors, lengths)
        tags = self._tags.of(vectors)
        columns = [
            *self._forms.places(numbers, lengths, offsets),
            list(map(self._forms.spellings.__getitem__, chain.from_iterable(docs))),
            self._lemmas.of(numbers, tags),
            list(map(self._tags.parts.__getitem__, tags)),
            relations,
            heads,
            list(map(self._tags.features.__getitem__, tags)),
            self._forms.blanks(numbers).tolist(),
        ]
        start = 0
        for length in lengths:
            yield words_from(*[column[start : start + length] for column in columns])
            start += length


def _batches(articles: Sequence[Parcel]) -> Iterator[list[list[int]]]:
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

    def __init__(self, nlp: Language, forms: Forms, said: Sequence[str]) -> None:
        self._nlp = nlp
        self._forms = forms
        self._said = said
        self._age = forms.age
        self._known: dict[int, str] = {}

    def of(self, numbers: Indices, tags: Sequence[int]) -> list[str]:
        """The lemmas, in lower case, of some forms with their tags."""
        if self._age != self._forms.age or len(self._known) > _MOST_LEMMAS:
            self._age = self._forms.age
            self._known.clear()
        known = self._known
        pairs = (self._forms.spelt[numbers] * len(self._said) + np.array(tags, np.intp)).tolist()
        try:
            return list(map(known.__getitem__, pairs))
        except KeyError:
            new = {pair: at for at, pair in enumerate(pairs) if pair not in known}
            asked = [(self._forms.spellings[numbers[at]], self._said[tags[at]]) for at in new.values()]
            known.update(zip(new, self._ask(asked), strict=True))
            return list(map(known.__getitem__, pairs))

    def _ask(self, pairs: Sequence[tuple[str, str]]) -> list[str]:
        from spacy.tokens import Doc

        doc = Doc(self._nlp.vocab, words=[form for form, _ in pairs])
        lemmatize: Callable[[Token], list[str]] = self._nlp.get_pipe("lemmatizer").lemmatize  # type: ignore[attr-defined]
        lemmas = []
        for token, (_, said) in zip(doc, pairs, strict=True):
            token.pos_ = said
            lemmas.append(lemmatize(token)[0].lower())
        return lemmas
