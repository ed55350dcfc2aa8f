"""Which part of a thing a figure speaks of, and how it is counted, read off the claim's own words."""

from __future__ import annotations

import re
from functools import cache

from babel import Locale

from recoupe.crosscheck.asides import asides_of
from recoupe.lexicon.comparability import comparability
from recoupe.records import Claim
from recoupe.store.naming import key_of
from recoupe.text import fold

__all__ = ["base_of", "hard", "perimeter_of"]

_WORLD = "001"
_IN = "somewhere:"
_BESIDE = "beside:"
_SOMEWHERE = re.compile(
    r"(?<![\w-])(?:[àÀ]|[Ee]n|[Dd]ans (?:les?|la)|[Dd]ans l'|[Pp]rès de)[ ]?"
    r"([A-ZÉÈÎÂÔ][\w'-]+(?: [A-ZÉÈÎÂÔ][\w'-]+)*)"
)
"""A place that no list needs to know: a name after a preposition of place, « à Lyon », « dans les Hauts-de-France »."""
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")


@cache
def _places() -> tuple[re.Pattern[str], dict[str, str]]:
    """Places after a preposition, by their names in CLDR, and their codes."""
    names = Locale("fr").territories
    codes = {fold(name).casefold(): code for code, name in names.items() if code not in ("ZZ", "EZ", "UN")}
    forms = "|".join(re.escape(name) for name in sorted(codes, key=lambda name: (-len(name), name)))
    return re.compile(
        rf"(?<![\w-])(hors (?:de |d'|du |des )?|en |au |aux |dans (?:le |la |les |l'))({forms})(?![\w-])"
    ), codes


@cache
def _by_key() -> dict[str, str]:
    return {key_of(name): code for name, code in _places()[1].items()}


def perimeter_of(claim: Claim) -> frozenset[str]:
    """The tags of a claim: cues, parts and places in its metric, its baseline and its sentence."""
    words = [claim.metric.text if claim.metric else "", claim.evidence.text]
    baseline = getattr(claim.value, "baseline", None)
    cased = fold(" ; ".join([*words, baseline or ""]))
    text = cased.casefold()
    lexicon = comparability()
    tags = set(lexicon.cues.tags(text))
    tags.update(f"part {word}" for _, word in lexicon.parts.findall(text))
    tags.update(lexicon.marked[word] for word in lexicon.marks.findall(text))
    pattern, codes = _places()
    for preposition, name in pattern.findall(text):
        tags.add(f"not {codes[name]}" if preposition.startswith("hors") else codes[name])
    tags.update(f"{_BESIDE} {word}" for word in asides_of(claim))
    tags.update(f"{_IN} {name.casefold()}" for name in _SOMEWHERE.findall(cased))
    mine = {_by_key().get(key_of(claim.subject.name))} if claim.subject else set()
    rate = {"per-head"} if getattr(claim.value, "per", None) else set()  # The figure's own unit says so.
    return frozenset(tags - mine - rate - {_WORLD})


def hard(tags: frozenset[str]) -> frozenset[str]:
    """The tags without which two figures do not even agree. The others keep them from contradicting each other: what a
    sentence says besides may be about something else."""
    return frozenset(tag for tag in tags - comparability().soft if not tag.startswith((_IN, _BESIDE)))


def base_of(claim: Claim) -> str | None:
    """What a change is measured against: `year`, `quarter`, `month`, `since 2019`, other words, or None if not said."""
    baseline = getattr(claim.value, "baseline", None)
    if not baseline:
        return None
    lexicon = comparability()
    if tags := lexicon.bases.tags(baseline):
        return min(tags)
    if year := _YEAR.search(baseline):
        start = claim.period.start if claim.period else None
        return "year" if start and start.year - 1 == int(year[1]) else f"since {year[1]}"
    return None if lexicon.cues.tags(baseline) else key_of(baseline).strip()
