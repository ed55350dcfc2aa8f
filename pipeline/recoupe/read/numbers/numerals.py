"""Numbers in words below a million: « deux cent quarante-huit », « quatre-vingt-dix », « septante et un »."""

from __future__ import annotations

import re
from typing import Final

from recoupe.lexicon.numbers import CARDINALS
from recoupe.lexicon.trie import trie

__all__ = ["NUMERAL", "read_numeral"]

_ONE: Final = trie(CARDINALS, capitals=True)
_AND: Final = r" et (?=[uU][nN][eE]?(?!\w)|[oO][nN][zZ][eE])|(?<=soixante) et (?=d[io]|qu|trei|sei)"
NUMERAL: Final = rf"{_ONE}(?!\w)(?:(?:{_AND}|-et-|[ -]){_ONE}(?!\w)){{0,14}}"
"""A run of number words, for a larger expression; bounded, since no number below a million takes more than thirteen."""

_SPLIT: Final = re.compile(r"[ -](?:et[ -])?")


def _is_teen(group: int) -> bool:
    """Whether hundreds may be counted by it, as one did (« quinze cents francs »)."""
    return 11 <= group <= 19


def read_numeral(text: str) -> int | None:
    """The value of a run of number words, or None where they do not make one number.

    Args:
        text: what `NUMERAL` matched; any case.

    Returns:
        « deux cents » → 200; « mille neuf cent » → 1900; « un deux » → None.
    """
    total = group = 0
    last = 10**9
    for word in _SPLIT.split(text.lower()):
        value = CARDINALS.get(word)
        if value is None:
            return None
        if value == 1000:
            total, group, last = total + max(group, 1) * 1000, 0, 1000
        elif value == 100:
            if (group >= 10 and not _is_teen(group)) or (group == 0 and last < 100):
                return None
            group, last = max(group, 1) * 100, 100
        elif value == 20 and group % 100 == 4 and last == 4:
            group, last = group + 76, 20
        elif value < last and (last >= 100 or (last >= 20 and value < 20) or (last == 10 and value >= 7)):
            group, last = group + value, value
        else:
            return None
    return total + group
