"""Which way a quantity goes: the verb or noun of change that governs it, and whether it governs it at all."""

from __future__ import annotations

from typing import NamedTuple

from recoupe.extract.quantities.context import Context, Way
from recoupe.lexicon.kinds import LEVEL_VERBS, RATE_NOUNS, SHARE_NOUNS, SHARE_VERBS
from recoupe.lexicon.surroundings import listed
from recoupe.lexicon.trends import TREND_ADJECTIVES, TREND_NOUNS, TREND_OBJECTS, TREND_VERBS

__all__ = ["Governor", "govern"]

_STOPS = {";", ":", "»", "!", "?", "("}
_LIGHT = listed("light")


class Governor(NamedTuple):
    """What governs a quantity.

    Attributes:
        link: the preposition right before the figure: « de », « à », « par », « pour », or "".
        change: whether a word of change governs it.
        way: which way, where that word says.
        rate, share: whether a noun or verb of level or of part stands nearest.
    """

    link: str
    change: bool
    way: Way | None
    rate: bool
    share: bool


_LINKS = {
    "de": "de",
    "d'": "de",
    "à": "à",
    "au": "à",
    "aux": "à",
    "par": "par",
    "pour": "pour",
    "sur": "sur",
    "avec": "avec",
    "en": "en",
    "chez": "chez",
}


def govern(context: Context) -> Governor:
    """The governor of a quantity, from the words before it in its sentence."""
    left = context.left
    at = 0
    while at < len(left) and left[at] in _LIGHT:
        at += 1
    link = _LINKS.get(left[at], "") if at < len(left) else ""
    if link:
        at += 1
    while at < len(left) and left[at] in _LIGHT and left[at] != "en":
        at += 1
    return _walk(left[at : at + 18], link)


def _walk(left: list[str], link: str) -> Governor:
    rate = share = False
    level = False
    for index, word in enumerate(left):
        if word in _STOPS or (word.isdigit() and link != "de"):
            break
        previous = left[index - 1] if index else ""
        after = left[index + 1] if index + 1 < len(left) else ""
        way = _way(word, after, previous, link, index, level)
        if way is not None:
            return Governor(link, True, way or None, rate, share)  # type: ignore[arg-type]
        if word in RATE_NOUNS and not share:
            rate = True
            if index == 0 and after not in ("du", "de", "des", "l'", "la", "le", "les") and link == "de":
                break
        elif (word in SHARE_NOUNS or word in SHARE_VERBS) and not rate:
            share = True
            if word in SHARE_VERBS and index < 2:
                break
        if word in LEVEL_VERBS and index < 3:
            level = True
    return Governor(link, False, None, rate, share)


def _way(word: str, after: str, previous: str, link: str, index: int, level: bool) -> str | None:
    """Which way a word says that the figure goes: "up", "down", "" for either, None where it does not govern it."""
    if (word in TREND_NOUNS and after not in ("à", "aux")) or (word in TREND_NOUNS and after == ""):
        in_motion = after == "en"
        if link == "de" or (index == 0 and link == ""):
            return TREND_NOUNS[word]
        if level and not in_motion:
            return TREND_NOUNS[word]
        return None
    if link == "de" and (word in TREND_VERBS or word in TREND_ADJECTIVES):
        return TREND_VERBS.get(word, TREND_ADJECTIVES.get(word))
    if link == "" and word in TREND_OBJECTS and index <= 2:
        return TREND_OBJECTS[word]
    return None
