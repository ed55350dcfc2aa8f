"""Recoupe reads French articles and gets out of them, exactly and with proof, what they claim.

Everything public is imported from here, and loaded only when it is first used: `import recoupe` costs nothing, and
what needs no language model never loads one.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from recoupe.extract.forecasts import extract_forecasts as extract_forecasts
    from recoupe.extract.money import extract_money as extract_money
    from recoupe.extract.multiples import extract_multiples as extract_multiples
    from recoupe.extract.percentages import extract_percentages as extract_percentages
    from recoupe.extract.periods import extract_periods as extract_periods
    from recoupe.nlp.reader import Reader as Reader
    from recoupe.nlp.reader import extract_claims as extract_claims
    from recoupe.nlp.reader import extract_companies as extract_companies
    from recoupe.nlp.reader import load as load
    from recoupe.read.document import Document as Document
    from recoupe.store.knowledge import KnowledgeBase as KnowledgeBase

__version__ = "0.1.0"

_HOMES = {
    "Document": "read.document",
    "KnowledgeBase": "store.knowledge",
    "Reader": "nlp.reader",
    "extract_claims": "nlp.reader",
    "extract_companies": "nlp.reader",
    "extract_forecasts": "extract.forecasts",
    "extract_money": "extract.money",
    "extract_multiples": "extract.multiples",
    "extract_percentages": "extract.percentages",
    "extract_periods": "extract.periods",
    "load": "nlp.reader",
}

__all__ = ["__version__", *_HOMES]  # pyright: ignore[reportUnsupportedDunderAll]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"recoupe.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'recoupe' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
