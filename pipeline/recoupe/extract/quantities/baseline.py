"""What a change is measured against, where the text states it: « sur un an », « que la moyenne », « son record »."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import Final

from recoupe.extract.quantities.context import Context
from recoupe.lexicon.baselines import BASELINE, BASELINE_WORDS
from recoupe.lexicon.inflection import verb
from recoupe.lexicon.surroundings import listed
from recoupe.lexicon.trends import TREND_ADJECTIVES
from recoupe.records import Percentage

__all__ = ["baseline"]

_AND: Final = re.compile(r" et (?:de |d')$")
_CLAUSE: Final = re.compile(r",?[^(;:%,]*")
# « inférieur de 26 % à celui de l'an passé », « 26 % supérieur à la moyenne », « 26 % de plus que la moyenne ».
_ADJECTIVE: Final = re.compile(r" (?:supérieur|inférieur)e?s?(?!\w)")
_THAN: Final = re.compile(r"(?: (?:supérieur|inférieur)e?s?)? (?P<base>(?:à|au|aux) [^,;:.!?()«»\n%]{2,60})")
# « dépasse de 4 % son niveau d'avant-crise ».
_BEYOND: Final = re.compile(
    r" (?P<base>(?:l'|(?:le|la|les|son|sa|ses|leurs?|celui|celle|ceux) )[^,;:.!?()«»\n%]{2,60})"
)
_MORE_THAN: Final = re.compile(r" (?P<base>qu(?:e |')[^,;:.!?()«»\n%]{2,60})")
_END: Final = re.compile(
    r" (?:(?:et|ou)(?= (?:de |d'|à |en hausse |en baisse )?(?:\d|deux |trois |quatre |cinq |six |dix ))"
    r"|(?:puis|contre|mais|tandis|alors|grâce|selon))(?!\w)"
    r"|(?<!rapport) à (?=\d{1,3}$)| de(?= \d{1,3}$|$)"
)
_OTHER_FIGURE: Final = re.compile(r"[+-]\d*\Z")  # « +0,4 % vs +0,3 % »
_OTHERS: Final = {";", "tandis", "alors"}
_BEYOND_VERBS: Final = {form for lemma in listed("beyond") for form in verb(lemma)}


def baseline(context: Context, compared: bool, last: Percentage | None) -> str | None:
    """The baseline of a change, where the text states it.

    Args:
        context: what stands around the percentage.
        compared: whether a comparison follows it (« de plus », « moins cher »).
        last: the percentage before it.
    """
    return _stated(context, compared) or _shared(context, last)


def _stated(context: Context, compared: bool) -> str | None:
    clause = _CLAUSE.match(context.right)[0]  # type: ignore[index]
    found = BASELINE.search(clause)
    if found is None and not _BEYOND_VERBS.isdisjoint(context.left[1:3]):
        found = _BEYOND.match(clause)
    if compared:
        than = _MORE_THAN.search(clause)
        found = than if than is not None and (found is None or than.start() <= found.start()) else found
    if found is None and (not TREND_ADJECTIVES.keys().isdisjoint(context.left[:3]) or _ADJECTIVE.match(clause)):
        found = _THAN.match(clause)
    if found is None and not BASELINE_WORDS.isdisjoint(context.left):
        found = BASELINE.search(_own(context.left))
    base = _END.split(found["base"], maxsplit=1)[0].strip() if found else None
    return None if base is None or _OTHER_FIGURE.search(base) else base


def _shared(context: Context, last: Percentage | None) -> str | None:
    """« de 1,8 % sur un an dans l'ancien, et de 5,3 % à Paris »: a change told with the one before it."""
    if last is None or last.baseline is None or last.sentence.start != context.span.start:
        return None
    between = context.document.folded[last.end : context.quantity.start]
    return last.baseline if len(between) < 90 and _AND.search(between) else None


def _own(left: list[str]) -> str:
    """The words before a figure, back to another clause; none where another percentage stands there with its own."""
    own = list(takewhile(lambda word: word not in _OTHERS, left))
    return "" if "%" in own else " " + " ".join(reversed(own)).replace("' ", "'")
