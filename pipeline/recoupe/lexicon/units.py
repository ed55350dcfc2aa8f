"""Units of proportion: percent, points, basis points, per mille (the lists are lexicon/units.toml)."""

from __future__ import annotations

import re
from typing import Final, Literal

from recoupe.errors import LexiconError
from recoupe.lexicon.tables import load, strings
from recoupe.lexicon.trie import at_word_start

__all__ = ["GAMES", "NO_POINT", "PROPORTIONS", "RATES_FOR_POINTS", "SPREADS", "UNIT", "Proportion"]

Proportion = Literal["percent", "percentage_point", "basis_point", "per_mille"]
_DATA: Final = load("units")


def _proportions() -> dict[str, tuple[Proportion, bool]]:
    found: dict[str, tuple[Proportion, bool]] = {}
    for entry in _DATA["unit"]:
        for form in strings("units", entry, "forms"):
            if form.strip() in found and form == form.strip():
                raise LexiconError(f"lexicon/units.toml: {form!r} is claimed twice")
            found[form.strip()] = (entry["name"], bool(entry.get("bare")))
    return found


def _stems(key: str) -> re.Pattern[str]:
    stems = strings("units", _DATA["points"], key)
    signs = [re.escape(stem) for stem in stems if not stem[0].isalpha()]
    return re.compile("|".join([at_word_start(stem for stem in stems if stem[0].isalpha()), *signs]))


PROPORTIONS: Final[dict[str, tuple[Proportion, bool]]] = _proportions()
"""By form: the unit, and whether it is a bare « point », which needs a rate beside it."""

_LONGEST_FIRST: Final = sorted(PROPORTIONS, key=len, reverse=True)
UNIT: Final[re.Pattern[str]] = re.compile(
    "(?i:" + "|".join(re.escape(form) + (r"(?!\w)" if form[-1].isalpha() else "") for form in _LONGEST_FIRST) + ")"
)
"""Any of the forms, the longest first."""

RATES_FOR_POINTS: Final[re.Pattern[str]] = _stems("rates")
"""Words by which a sentence speaks of rates, so that its points are percentage points."""

GAMES: Final[re.Pattern[str]] = _stems("games")
"""Words by which a sentence speaks of an index or a game, so that its points are none."""

NO_POINT: Final[re.Pattern[str]] = re.compile("(?:" + "|".join(map(re.escape, _DATA["points"]["after"])) + r")(?!\w)")
"""What follows « points » that are no unit: « points de vente »."""

SPREADS: Final[re.Pattern[str]] = _stems("spreads")
"""Words of gaps between rates, whose bare points are hundredths of a point."""
