"""Which part of a thing a figure speaks of, and how it is counted, read off the claim's own words."""

from __future__ import annotations

import re
from functools import lru_cache

from recoupe.crosscheck.asides import asides_of
from recoupe.crosscheck.places import place_named
from recoupe.crosscheck.wording import SOMEWHERE, wording
from recoupe.lexicon.comparability import comparability
from recoupe.store.blocks import Told
from recoupe.store.naming import key_of

__all__ = ["base_of", "hard", "perimeter_of"]

_WORLD = "001"
_BESIDE = "beside:"
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")


def perimeter_of(told: Told) -> frozenset[str]:
    """The tags of a claim: cues, parts and places in its metric, its baseline and its sentence."""
    tags = {f"{_BESIDE} {word}" for word in asides_of(told)}
    for text in (told.metric, told.evidence, told.baseline):
        if text:
            tags |= wording(text).tags
    tags.discard(_WORLD)
    if told.subject and (mine := place_named(key_of(told.subject))):
        tags.discard(mine)
    if told.per:  # The figure's own unit says so.
        tags.discard("per-head")
    return frozenset(tags)


def hard(tags: frozenset[str]) -> frozenset[str]:
    """The tags without which two figures do not even agree. The others keep them from contradicting each other: what a
    sentence says besides may be about something else."""
    return frozenset(tag for tag in tags - comparability().soft if not tag.startswith((SOMEWHERE, _BESIDE)))


def base_of(told: Told) -> str | None:
    """What a change is measured against: `year`, `quarter`, `month`, `since 2019`, other words, or None if not said."""
    return _base(told.baseline, told.period_start and told.period_start[:4]) if told.baseline else None


@lru_cache(maxsize=8_192)
def _base(baseline: str, year: str | None) -> str | None:
    lexicon = comparability()
    if tags := lexicon.bases.tags(baseline):
        return min(tags)
    if found := _YEAR.search(baseline):
        return "year" if year and int(year) - 1 == int(found[1]) else f"since {found[1]}"
    return None if lexicon.cues.tags(baseline) else key_of(baseline).strip()
