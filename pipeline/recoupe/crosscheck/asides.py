"""Words around a figure that may narrow it to a part, whatever they are: no list holds all the parts of all things.

« [24 %] du capital », « [38 %] des droits de vote »: two figures whose sentences put other words there may be of other
things, so that they are not said to contradict each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from recoupe.lexicon.comparability import comparability
from recoupe.lexicon.metrics import METRICS
from recoupe.records import Claim
from recoupe.text import fold

__all__ = ["asides_of"]

_WORD = re.compile(r"[^\W\d_][\w-]+")
_AFTER = re.compile(
    r"(?:net|brut)(?:te|e)?s?\b"
    r"|(?:de la |de l'|du |des |de |d'|à |au |aux |sur |pour |chez |sans |avec )(?P<what>[^,.;:!?()«»\"]{2,60})"
)
"""What may stand right after a figure: « net », « du capital », « de passagers d'affaires », « à temps plein »."""
_BEFORE = re.compile(r"\W*(?P<what>[^,.;:!?()«»\"]{2,45}), ")
"""What a sentence may begin with: « Sur vingt ans, », « Sans la vente de son siège, », « La semaine de Noël, »."""
_IN = re.compile(r"(?<![\w-])dans (?:les? |la |l')(?P<what>\w[\w-]+)")
"""Where among what it does: « le chiffre d'affaires de X dans les surgelés »."""
_OF = re.compile(r"(?:de la|de l'|du|des|de|d')? ?$")
_CHAIN = re.compile(r"[^,.;:!?()«»\"]{0,60}$")
_LINKS = frozenset({"de", "du", "des", "la", "le", "les", "un", "une"})
_DIGIT = re.compile(r"\d")
_SAME = 6
"""Two words that begin with so many letters alike count as one: « passager », « passagers »."""
_LONGEST = 3


def asides_of(claim: Claim) -> frozenset[str]:
    """The words, cut to their beginnings, that stand in the metric, after the figure, before the subject and before the
    sentence, but for those of the subject, of time, and of the names that the metric goes by."""
    told = _stems(*_told(claim))
    left = told - _idle()
    if not left or claim.metric is None:
        return frozenset()
    names = (name for name in _names(claim.metric.key) or () if name <= told)
    return frozenset(left.difference(_stems(*_known(claim)), *names))


def _known(claim: Claim) -> Iterator[str]:
    baseline = getattr(claim.value, "baseline", None)
    for text in (claim.subject and claim.subject.name, claim.period and claim.period.text, baseline):
        yield from _words(text or "")


@cache
def _idle() -> set[str]:
    lexicon = comparability()
    return _stems(*lexicon.idle, *lexicon.times)


def _told(claim: Claim) -> Iterator[str]:
    if claim.metric is None or claim.value is None or _names(claim.metric.key) is None:
        return
    yield from _words(claim.metric.text)
    text = fold(claim.evidence.text).casefold()
    found = _AFTER.match(text, claim.value.end - claim.evidence.start + 1)
    if found:
        yield from _first(found["what"]) if found["what"] else [found[0]]
    if (found := _BEFORE.match(text)) and not _DIGIT.search(found["what"]):
        yield from _words(found["what"])
    yield from (found["what"] for found in _IN.finditer(text))
    yield from _governing(claim, text)


def _governing(claim: Claim, text: str) -> list[str]:
    """The words of which the subject is the complement: « les fonds monétaires » of « les fonds monétaires de X »."""
    name = fold(claim.subject.name).casefold() if claim.subject else ""
    at = text.find(name) if name else -1
    of = _OF.search(text, 0, at) if at > 0 else None
    if of is None or not of[0].strip():
        return []
    chain = _CHAIN.search(text, 0, of.start())
    taken: list[str] = []
    for word in reversed(_words(chain[0]) if chain else []):
        if word in comparability().idle and word not in _LINKS:
            break
        taken.append(word)
    return taken


@cache
def _names(key: str | None) -> tuple[set[str], ...] | None:
    """The names of a metric by their words; None for one that has no key, and is compared by its words as they are."""
    if key is None:
        return None
    return tuple(_stems(*_words(form)) for entry in METRICS if entry.key == key for form in entry.forms)


def _first(text: str) -> Iterator[str]:
    """The first words up to one that begins something else."""
    idle = comparability().idle
    for place, found in enumerate(_WORD.finditer(text)):
        if place >= _LONGEST or found[0] in idle:
            return
        yield found[0]


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text).casefold())


def _stems(*words: str) -> set[str]:
    return {word[:_SAME].rstrip("sxe") for word in words}
