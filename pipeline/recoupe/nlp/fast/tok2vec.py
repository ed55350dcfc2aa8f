"""The model's two token encoders, with the same weights and the same decisions, several times faster.

Where the time of a stock run goes (85 % in the encoders) and what is done about it:
- embeddings do not depend on context: each distinct (form, norm, space) is embedded once and kept as a row;
- thinc's bundled BLIS multiplies matrices at a quarter of the speed of the loops of this package, which take a window
  where it lies, and reduce and norm what they made of it before it leaves the processor's cache.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from recoupe.nlp.fast.forms import Forms, flat
from recoupe.nlp.fast.panels import Maxout, Panels, aligned
from recoupe.nlp.fast.runs import runs

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from spacy.language import Language
    from spacy.tokens import Doc
    from thinc.api import Model

    from recoupe.nlp.fast.panels import Floats, Indices

__all__ = ["speed_up"]

_CHUNK = 1536
"""Rows encoded at a time, pads included: what two layers make of them stays in the second-level cache of a server."""


class _Embedding:
    """Embeddings of forms, made by the stock weights when a form is first met; row 0 is that of no word at all."""

    def __init__(self, embed: Model[Any, Any], vocab: Any, forms: Forms) -> None:
        from thinc.api import NumpyOps

        nodes = {node.name: node for node in embed.walk()}
        self._vocab = vocab
        self._forms = forms
        self._ops = NumpyOps(use_blis=False)
        self._columns = forms.columns_of(nodes["extract_features"].attrs["columns"])
        self._hashed = [node for node in embed.walk() if node.name == "hashembed"]
        self._vectors = Panels.of(np.asarray(nodes["static_vectors"].get_param("W")).T)
        self._mix = Maxout.of(nodes["maxout"], nodes["layernorm"])
        self.width = len(self._mix.scale)
        self._forget()

    def _forget(self) -> None:
        self._age = self._forms.age
        self._rows: Indices = np.zeros(0, np.intp)  # of forms by their numbers; 0 for those not met here
        self._count = 1
        self.table = aligned(4096, self.width)
        self.table[0] = 0

    def __call__(self, numbers: Indices) -> Indices:
        """The rows of some forms in `table`."""
        if self._age != self._forms.age:
            self._forget()
        if len(self._rows) < len(self._forms):
            self._rows = np.pad(self._rows, (0, len(self._forms.features) - len(self._rows)))
        rows = self._rows[numbers]
        missing = np.unique(numbers[rows == 0])
        if len(missing):
            self._add(missing)
            rows = self._rows[numbers]
        return rows

    def _add(self, numbers: Indices) -> None:
        have = self._count
        self._count += len(numbers)
        if self._count > len(self.table):
            table = aligned(max(self._count, 2 * len(self.table)), self.width)
            table[:have] = self.table[:have]
            self.table = table
        for start in range(0, len(numbers), _CHUNK):
            mixed = self._embed(self._forms.features[numbers[start : start + _CHUNK]])
            self.table[have + start : have + start + len(mixed)] = mixed
        self._rows[numbers] = np.arange(have, self._count)

    def _embed(self, forms: NDArray[np.uint64]) -> Floats:
        features, parts = forms[:, self._columns], []
        for node in self._hashed:
            table = node.get_param("E")
            ids = np.ascontiguousarray(features[:, node.attrs["column"]], dtype="uint64")
            buckets = self._ops.hash(ids, node.attrs["seed"]) % table.shape[0]
            parts.append(self._ops.gather_add(table, buckets))
        vectors = self._vocab.vectors
        found = vectors.find(keys=np.ascontiguousarray(forms[:, 0]))
        static = np.zeros((len(found), self._vectors.columns), "f4")
        static[found >= 0] = self._vectors.products(vectors.data[found[found >= 0]])
        return self._mix.of_rows(np.concatenate([*parts, static], axis=1))


class _Encoder:
    """Embeddings, then the window layers: what a stock token encoder predicts.

    The stock encoder puts empty rows between documents, as many as there are layers. Of these a layer needs only those
    that a word's last layer sees: one less on each side with every layer.
    """

    def __init__(self, tok2vec: Model[Any, Any], vocab: Any, forms: Forms) -> None:
        encode = tok2vec.get_ref("encode")
        maxouts = [node for node in encode.walk() if node.name == "maxout"]
        norms = [node for node in encode.walk() if node.name == "layernorm"]
        self._layers = [Maxout.of(*pair) for pair in zip(maxouts, norms, strict=True)]
        self._embedding = _Embedding(tok2vec.get_ref("embed"), vocab, forms)
        self.forms = forms
        self.width = self._embedding.width
        self._allocate(_CHUNK)

    def _allocate(self, rows: int) -> None:
        self._found, self._next = aligned(rows, self.width), aligned(rows, self.width)

    def __call__(self, numbers: Indices, lengths: Sequence[int]) -> Floats:
        """The vectors of all tokens of some documents, in order; what a document gets depends on it alone.

        Args:
            numbers: of the forms of the tokens.
            lengths: of the documents, in tokens.
        """
        rows = self._embedding(numbers)
        out = aligned(len(rows), self.width)
        start = 0
        filled = [length for length in lengths if length]
        for chunk in runs(filled, [length + 2 * len(self._layers) for length in filled], _CHUNK):
            end = start + sum(chunk)
            self._encode(rows[start:end], np.array(chunk, dtype=np.intp), out[start:end])
            start = end
        return out

    def _encode(self, rows: Indices, lengths: Indices, out: Floats) -> None:
        pads = len(self._layers)
        total = len(rows) + 2 * pads * len(lengths)
        if total > len(self._found):
            self._allocate(total)
        found, after = self._found[:total], self._next
        padded = np.zeros(total, np.intp)
        padded[np.arange(len(rows)) + pads * np.repeat(np.arange(1, 2 * len(lengths), 2), lengths)] = rows
        self._embedding.table.take(padded, axis=0, out=found, mode="clip")
        for layer in self._layers:
            total -= 2 * len(lengths)
            made = after[:total] if pads > 1 else out
            layer.of_windows(found, lengths, pads, made)
            found, after = made, found
            pads -= 1


def speed_up(nlp: Language) -> None:
    """Puts fast encoders in the place of the stock ones, in `tok2vec` and `ner`.

    Raises:
        ValueError, KeyError: the model is not built as `fr_core_news_md` 3.8.0 is; nothing was changed then.
    """
    stock: dict[str, Model[Any, Any]] = {}
    pipe: Any = nlp.get_pipe("tok2vec")
    stock["tok2vec"] = pipe.model
    entities: Any = nlp.get_pipe("ner")
    chain = entities.model.layers[0]
    stock["ner"] = chain.layers[0]
    read = (node.attrs["columns"] for one in stock.values() for node in one.walk() if node.name == "extract_features")
    forms = Forms(nlp, (column for columns in read for column in columns))
    made = {name: _model(_Encoder(one, nlp.vocab, forms)) for name, one in stock.items()}
    pipe.model, chain.layers[0] = made["tok2vec"], made["ner"]


def _model(encoder: _Encoder) -> Model[Any, Any]:
    from thinc.api import Model

    def forward(model: Model[Any, Any], docs: Sequence[Doc], is_train: bool) -> Any:
        encoder.forms.renew()
        encoded = encoder(flat(encoder.forms.of_doc(doc) for doc in docs), [len(doc) for doc in docs])
        ends = np.cumsum([len(doc) for doc in docs])
        return np.split(encoded, ends)[: len(docs)], lambda gradient: []

    return Model("recoupe_tok2vec", forward, dims={"nO": encoder.width}, attrs={"encoder": encoder})
