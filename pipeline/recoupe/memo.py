"""What is worth telling once: the answers of a function, kept by what it was asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, Generic, TypeVar

__all__ = ["Memo"]

K = TypeVar("K")
V = TypeVar("V")
_UNTOLD: Final = object()
_MOST: Final = 65_536


class Memo(Generic[K, V]):
    """A function of one hashable value that remembers its answers.

    As `functools.lru_cache`, without the tuple of arguments that a compiled caller must build for that one at every
    call, and without an order of use: this one forgets all when it is full.

    Args:
        tell: the function; equal values must have equal answers, whatever was asked before.
        most: how many answers are remembered.
    """

    def __init__(self, tell: Callable[[K], V], most: int = _MOST) -> None:
        self._tell = tell
        self._most = most
        self._told: dict[K, Any] = {}

    def of(self, key: K) -> V:
        """The answer for one value."""
        told: Any = self._told.get(key, _UNTOLD)
        if told is _UNTOLD:
            told = self._tell(key)
            if len(self._told) >= self._most:
                self._told.clear()
            self._told[key] = told
        answer: V = told
        return answer
