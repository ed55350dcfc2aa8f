"""spaCy imported without its command line, which a reader never needs and which is two thirds of the time of it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any

__all__ = ["quick_import"]

_CLI = ("spacy.cli", "spacy.cli.info")


@contextmanager
def quick_import() -> Iterator[None]:
    """While it lasts, `import spacy` finds something empty in the place of `spacy.cli`, of which it wants `info` alone.

    Afterwards `spacy.cli` is there as ever for whoever asks for it, imported then. Where spaCy is imported already,
    nothing is done.
    """
    if "spacy" in sys.modules:
        yield
        return
    stubs: list[Any] = [ModuleType(name) for name in _CLI]
    stubs[0].__path__ = []
    stubs[1].info = _info
    sys.modules.update(zip(_CLI, stubs, strict=True))
    try:
        spacy: Any = import_module("spacy")
        spacy.__getattr__ = _attribute
        yield
    finally:
        for name, stub in zip(_CLI, stubs, strict=True):
            if sys.modules.get(name) is stub:
                del sys.modules[name]


def _attribute(name: str) -> Any:
    """What the module `spacy` gives for a name that it has not: stock spaCy has imported `cli` by itself."""
    if name == "cli":
        return import_module("spacy.cli")
    raise AttributeError(f"module 'spacy' has no attribute {name!r}")


def _info(*given: Any, **named: Any) -> Any:
    return import_module("spacy.cli.info").info(*given, **named)
