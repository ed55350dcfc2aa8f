"""Parsed tokens to `Word`s: the one place where they are made, whoever parsed them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from itertools import accumulate, repeat
from operator import not_
from typing import Any

import numpy as np

from recoupe.extract.mend import mended
from recoupe.extract.syntax import Word, words_in_columns

__all__ = ["Tokenised", "words_from", "words_of"]

Places = list[list[int]]


@cache
def _attributes() -> list[int]:
    from spacy.attrs import IDX, IS_SPACE, LENGTH, NORM, ORTH, SPACY

    return [ORTH, NORM, SPACY, IDX, LENGTH, IS_SPACE]


class Tokenised:
    """Some tokens, their numbers read off once for all who ask: a look at them costs as much as a little arithmetic.

    Attributes:
        tokens: a `Doc` or a `Span`.
        forms: for every token the hashes of its form and of its norm, and whether a space follows.
        places: in columns, its offset and length, whether it is white space, its form's hash.
    """

    __slots__ = ("forms", "places", "tokens")

    def __init__(self, tokens: Any) -> None:
        numbers = tokens.to_array(_attributes()).reshape(-1, 6)
        self.tokens = tokens
        self.forms: Any = numbers[:, :3]
        self.places: Places = [*numbers[:, 3:].T.tolist(), numbers[:, 0].tolist()]

    def __len__(self) -> int:
        return len(self.places[0])


def words_of(text: str, tokens: Any, offset: int) -> list[Word]:
    """The words of some tokens that spaCy has parsed.

    Args:
        text: the article's.
        tokens: a `Doc` or a `Span`, read off its arrays: a `Token` an attribute would cost four times as much. A word
            whose head is not among them is a root.
        offset: where their document begins in the article.
    """
    from spacy.attrs import DEP, HEAD, LEMMA, MORPH, POS

    numbers = np.asarray(tokens.to_array([LEMMA, POS, DEP, MORPH, HEAD])).reshape(-1, 5)
    name: Callable[[int], str] = tokens.vocab.strings.__getitem__
    lemmas, parts, relations, features = (list(map(name, column)) for column in numbers[:, :4].T.tolist())
    heads: list[int] = (numbers[:, 4].astype("int64") + np.arange(len(numbers))).tolist()
    for number, head in enumerate(heads):
        if not 0 <= head < len(heads):
            heads[number], relations[number] = number, "ROOT"
    return words_from(
        text,
        offset,
        Tokenised(tokens).places,
        [lemma.lower() for lemma in lemmas],
        ["X" if part == "SPACE" else part for part in parts],
        relations,
        heads,
        ["" if feature == "_" else feature for feature in features],
    )


def words_from(
    text: str,
    offset: int,
    places: Places,
    lemmas: list[str],
    parts: list[str],
    relations: list[str],
    heads: list[int],
    features: list[str],
) -> list[Word]:
    """The words of a sentence, from its tokens in columns; white space is left out, slips of the tagger are mended.

    Args:
        text: the article's.
        offset: where in it the text begins that the places point into.
        places: those of `Tokenised`.
        heads: for every token, the index of its head in these columns; its own for a root.
    """
    begins, lengths, spaces, _ = places
    if offset:
        begins = list(map(int.__add__, begins, repeat(offset)))
    ends = list(map(int.__add__, begins, lengths))
    forms = [text[begin:end] for begin, end in zip(begins, ends, strict=True)]
    if any(spaces):
        heads = _without(heads, spaces)
    return mended(words_in_columns(begins, ends, forms, lemmas, parts, relations, heads, features, spaces))


def _without(heads: Sequence[int], spaces: Sequence[int]) -> list[int]:
    """The heads counted among the words that are no white space; a word that hangs on white space is a root."""
    index = list(accumulate(map(not_, spaces), initial=0))
    return [index[new if spaces[head] else head] for new, head in enumerate(heads)]
