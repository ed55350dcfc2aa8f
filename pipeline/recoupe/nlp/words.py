"""Parsed tokens to `Word`s: the one place where they are made, whoever parsed them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate
from operator import not_
from typing import Any

import numpy as np

from recoupe.extract.mend import mended
from recoupe.extract.syntax import Word, words_in_columns

__all__ = ["words_from", "words_of"]


def words_of(text: str, tokens: Any, offset: int) -> list[Word]:
    """The words of some tokens that spaCy has parsed.

    Args:
        text: the article's.
        tokens: a `Doc` or a `Span`, read off its arrays: a `Token` an attribute would cost four times as much. A word
            whose head is not among them is a root.
        offset: where their document begins in the article.
    """
    from spacy.attrs import DEP, HEAD, IDX, IS_SPACE, LEMMA, LENGTH, MORPH, POS

    numbers = np.asarray(tokens.to_array([LEMMA, POS, DEP, MORPH, HEAD, IDX, LENGTH, IS_SPACE])).reshape(-1, 8)
    name: Callable[[int], str] = tokens.vocab.strings.__getitem__
    lemmas, parts, relations, features = (list(map(name, column)) for column in numbers[:, :4].T.tolist())
    heads: list[int] = (numbers[:, 4].astype("int64") + np.arange(len(numbers))).tolist()
    for number, head in enumerate(heads):
        if not 0 <= head < len(heads):
            heads[number], relations[number] = number, "ROOT"
    begins = [offset + begin for begin in numbers[:, 5].tolist()]
    ends = [begin + length for begin, length in zip(begins, numbers[:, 6].tolist(), strict=True)]
    return words_from(
        begins,
        ends,
        [text[begin:end] for begin, end in zip(begins, ends, strict=True)],
        [lemma.lower() for lemma in lemmas],
        ["X" if part == "SPACE" else part for part in parts],
        relations,
        heads,
        ["" if feature == "_" else feature for feature in features],
        numbers[:, 7].tolist(),
    )


def words_from(
    begins: list[int],
    ends: list[int],
    forms: list[str],
    lemmas: list[str],
    parts: list[str],
    relations: list[str],
    heads: list[int],
    features: list[str],
    spaces: list[int],
) -> list[Word]:
    """The words of a sentence, from its tokens in columns; white space is left out, slips of the tagger are mended.

    Args:
        begins, ends: where tokens begin and end in the article.
        heads: for every token, the index of its head in these columns; its own for a root.
        spaces: whether a token is white space.
    """
    if any(spaces):
        heads = _without(heads, spaces)
    return mended(words_in_columns(begins, ends, forms, lemmas, parts, relations, heads, features, spaces))


def _without(heads: Sequence[int], spaces: Sequence[int]) -> list[int]:
    """The heads counted among the words that are no white space; a word that hangs on white space is a root."""
    index = list(accumulate(map(not_, spaces), initial=0))
    return [index[new if spaces[head] else head] for new, head in enumerate(heads)]
