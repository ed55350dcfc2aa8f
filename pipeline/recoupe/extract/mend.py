"""Slips of the tagger that cost sources and claims, put right where the words alone give them away."""

from __future__ import annotations

import re
from collections.abc import Iterable

from recoupe.extract.syntax import Word

__all__ = ["mended"]

_ARTICLES = frozenset(
    {"un", "une", "le", "la", "l'", "l’", "les", "des", "du", "au", "aux", "cette", "cet", "ce", "ces"}
)
_ARTICLES |= {"son", "sa", "ses", "leur", "leurs", "notre", "nos", "votre", "vos", "mon", "ma", "mes"}


_SITE = re.compile(r"[^\W_][\w-]*\.(?:ai|be|biz|ca|ch|co|com|eu|fr|info|io|lu|ma|net|org|tv)")


def _site(word: Word) -> Word:
    """A web address is a name, whatever its end looks like: « données.ai »."""
    if "." not in word.text or not _SITE.fullmatch(word.text.lower()):
        return word
    return word._replace(pos="PROPN", lemma=word.text.lower(), morph="")


def mended(words: Iterable[Word]) -> list[Word]:
    """The words; a finite verb right after an article is a noun (« une offre à 5,99 € »), a web address a name."""
    out = [_site(word) for word in words]
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
