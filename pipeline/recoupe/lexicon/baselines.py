"""What a change is measured against (the lists are lexicon/baselines.toml)."""

from __future__ import annotations

import re
from typing import Final

from recoupe.lexicon.numbers import CARDINALS
from recoupe.lexicon.tables import load, strings
from recoupe.lexicon.trie import trie
from recoupe.lexicon.words import words

__all__ = ["BASELINE", "BASELINE_WORDS"]

_DATA: Final = load("baselines")["baselines"]
_FIXED: Final = sorted(strings("baselines", _DATA, "fixed"), key=len, reverse=True)
_OPEN: Final = sorted(strings("baselines", _DATA, "open"), key=len, reverse=True)
_SPANS: Final = "|".join(sorted(strings("baselines", _DATA, "spans"), key=len, reverse=True))
_HEIGHTS: Final = "|".join(strings("baselines", _DATA, "heights"))
_COUNT: Final = rf"(?:{trie(CARDINALS)}|l'|le|la|les|\d{{1,3}})"
_QUALITY: Final = r"(?:dernière?s?|premiers?|précédente?s?|écoulée?s?|seule?|même|quelques|prochaine?s?)"

BASELINE: Final[re.Pattern[str]] = re.compile(
    rf"[ ,(](?P<base>(?:[Ss]ur|[Ee]n) {_COUNT} ?(?:{_QUALITY} )*(?:{_SPANS})(?!\w)"
    rf"(?: (?:{_QUALITY}|glissants?|pleins?))?"
    rf"|{trie(_FIXED, capitals=True)}(?!\w)"
    rf"|sous (?:son|sa|ses|leurs?|le|la|les) (?:{_HEIGHTS})(?!\w)[^,;:.!?()«»\n%]{{0,60}}"
    rf"|{trie(_OPEN, capitals=True)} [^,;:.!?()«»\n%]{{1,60}})"
)
"""A baseline where it starts; `open` runs on to the next sign of punctuation and is cut by its user."""

BASELINE_WORDS: Final[frozenset[str]] = frozenset(
    set(strings("baselines", _DATA, "spans")) | {max(words(phrase.lower()), key=len) for phrase in (*_FIXED, *_OPEN)}
)
"""The longest word of each phrase: without any of them, the words before a figure hold no baseline."""
