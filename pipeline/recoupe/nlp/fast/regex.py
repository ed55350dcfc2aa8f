"""The French tokenizer's giant `token_match`, compiled when a word first needs it and in factorised form.

spaCy joins 2,500 alternatives, each with a character class of 1,500 letters, into one expression of 4 million
characters: three of the four seconds that the stock model takes to load. Nearly all alternatives differ only in a
short head before one of a dozen tails, so that one group of heads a tail says the same; each demands a hyphen or an
apostrophe, so that most words need no expression at all; and loose ones, compiled in a tenth of the time, tell for
most others that they need none of the exact ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any

__all__ = ["TokenMatch", "factorised", "quick_token_match"]

_COMPILE = re.compile
_LONG_CLASS = re.compile(r"\[[^\]\\]*(?:\\.[^\]\\]*)*\]")
_OPENING = "(?iu)(?:"


def factorised(pattern: str) -> list[tuple[str, str]]:
    """The same language as `pattern` (for a yes or no from the start), as one expression a distinct tail.

    Args:
        pattern: `(?iu)(?:A)|(?:B)|…` as `spacy.lang.fr.tokenizer_exceptions` builds it.

    Returns:
        For each tail a loose expression, to which every character is a letter, and the exact one.
    """
    classes: dict[str, str] = {}

    def short(found: re.Match[str]) -> str:
        if len(found[0]) < 300:
            return found[0]
        return classes.setdefault(found[0], chr(0xE000 + len(classes)))

    body = _LONG_CLASS.sub(short, pattern.removeprefix("(?iu)"))
    signs = "".join(classes.values())
    tails: dict[str, list[str]] = {}
    for alternative in body.removeprefix("(?:").removesuffix(")").split(")|(?:^"):
        alternative = alternative.removeprefix("^")
        cut = next((i for i, char in enumerate(alternative) if char in signs), len(alternative))
        tails.setdefault(alternative[cut:], []).append(alternative[:cut])
    expressions = []
    for tail, heads in tails.items():
        loose = exact = f"^(?:{'|'.join(heads)}){tail}"
        for long, sign in classes.items():
            loose, exact = loose.replace(sign, "."), exact.replace(sign, long)
        expressions.append(("(?isu)" + loose, "(?iu)" + exact))
    return expressions


class _Tail:
    """The words with one tail."""

    def __init__(self, loose: str, exact: str) -> None:
        self._loose = _COMPILE(loose)
        self._pattern = exact

    @cached_property
    def _exact(self) -> re.Pattern[str]:
        return _COMPILE(self._pattern)

    def match(self, text: str) -> re.Match[str] | None:
        return self._exact.match(text) if self._loose.match(text) else None


class TokenMatch:
    """Stands for the compiled expression: has its `pattern`, and a `match` that answers as it would."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern

    @cached_property
    def _tails(self) -> list[_Tail]:
        return [_Tail(loose, exact) for loose, exact in factorised(self.pattern)]

    def match(self, text: str) -> re.Match[str] | None:
        """What the expression's `match` answers; only whether it is None may be relied on."""
        if text.isalpha() or not any(sign in text for sign in "-–—‐‑'’"):
            return None
        return next((found for tail in self._tails if (found := tail.match(text))), None)


@contextmanager
def quick_token_match() -> Iterator[None]:
    """While it is active, compiling spaCy's French `token_match` gives a `TokenMatch` and costs nothing."""
    known: dict[str, TokenMatch] = {}

    def compile_(pattern: Any, flags: Any = 0) -> Any:
        if isinstance(pattern, str) and len(pattern) > 100_000 and pattern.startswith(_OPENING):
            return known.setdefault(pattern, TokenMatch(pattern))
        return _COMPILE(pattern, flags)

    re.compile = compile_
    try:
        yield
    finally:
        re.compile = _COMPILE
