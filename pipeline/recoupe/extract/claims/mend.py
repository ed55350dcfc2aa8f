"""Slips of the tagger that cost claims, put right where the words alone give them away."""

from __future__ import annotations

from collections.abc import Sequence

from recoupe.extract.syntax import Word

__all__ = ["mended"]

_ARTICLES = frozenset(
    {"un", "une", "le", "la", "l'", "l’", "les", "des", "du", "au", "aux", "cette", "cet", "ce", "ces"}
)
_ARTICLES |= {"son", "sa", "ses", "leur", "leurs", "notre", "nos", "votre", "vos", "mon", "ma", "mes"}


def mended(words: Sequence[Word]) -> list[Word]:
    """The words, a finite verb right after an article turned into the noun that it is: « une offre à 5,99 € »."""
    out = list(words)
    for index in range(1, len(out)):
        word, before = out[index], out[index - 1]
        if (
            word.pos == "VERB"
            and "Mood=" in word.morph
            and before.pos in ("DET", "ADP")
            and before.text.lower() in _ARTICLES
        ):
            out[index] = word._replace(pos="NOUN", lemma=word.text.lower().removesuffix("s"), morph="")
    return out
