"""A currency written out where it starts: the longest of the names that a text may show there."""

from __future__ import annotations

import re
from typing import Final

from recoupe.lexicon.currencies import NAMES, Unit

__all__ = ["NAME_HEADS", "name_at"]

NAME_HEADS: Final = {name.split(" ")[0].split("'")[0] for name in NAMES}
"""What a name may begin with."""

_FIRST: Final = re.compile(r"[^\W\d_]['\w]*")
_WORDS: Final = re.compile(rf"{_FIRST.pattern}(?:[ -]{_FIRST.pattern}){{0,5}}")
_TOKEN: Final = re.compile(r"([ -])")
_REACHES: Final[dict[str, int]] = {}
for _name in NAMES:
    _tokens = _TOKEN.split(_name)
    for _head in {_tokens[0], _tokens[0].split("'")[0]}:
        _REACHES[_head] = max(_REACHES.get(_head, 1), len(_tokens) // 2 + 1)


def name_at(text: str, at: int) -> tuple[Unit, int] | None:
    """The longest currency name that starts at a place, and where it ends."""
    first = _FIRST.match(text, at)
    head = first[0].lower() if first is not None else ""
    reach = _REACHES.get(head) or _REACHES.get(head.split("'")[0])
    if first is None or reach is None:
        return None
    if reach == 1:
        return (NAMES[head], first.end()) if head in NAMES else None
    words = _TOKEN.split(_WORDS.match(text, at)[0])  # type: ignore[index]
    for count in range(min(len(words), 2 * reach - 1), 0, -2):
        name = "".join(words[:count])
        unit = NAMES.get(name.lower())
        if unit is not None:
            return unit, at + len(name)
    return None
