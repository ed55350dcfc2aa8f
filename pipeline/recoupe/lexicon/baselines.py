"""What a change is measured against (the lists are lexicon/baselines.toml)."""

from __future__ import annotations

import re

from recoupe.lexicon.tables import load, strings

__all__ = ["BASELINE"]

_DATA = load("baselines")["baselines"]
_FIXED = sorted(strings("baselines", _DATA, "fixed"), key=len, reverse=True)
_OPEN = sorted(strings("baselines", _DATA, "open"), key=len, reverse=True)
_SPANS = "|".join(sorted(strings("baselines", _DATA, "spans"), key=len, reverse=True))
_COUNT = r"(?:un|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze|l'|le|la|les|\d{1,3})"
_QUALITY = r"(?:dernière?s?|premiers?|précédente?s?|écoulée?s?|seule?|même|quelques|prochaine?s?)"

BASELINE: re.Pattern[str] = re.compile(
    rf"(?<!\w)(?:(?P<span>(?:sur|en) {_COUNT} ?(?:{_QUALITY} )*(?:{_SPANS})(?!\w)(?: (?:{_QUALITY}|glissant|plein))?)"
    rf"|(?P<fixed>(?:{'|'.join(map(re.escape, _FIXED))})(?!\w))"
    rf"|(?P<open>(?:{'|'.join(map(re.escape, _OPEN))}) [^,;:.!?()«»\n%]{{1,60}}))",
    re.IGNORECASE,
)
"""A baseline where it starts; `open` runs on to the next sign of punctuation and is cut by its user."""
