"""Words around a figure that may narrow it to a part, whatever they are: no list holds all the parts of all things.

« [24 %] du capital », « [38 %] des droits de vote »: two figures whose sentences put other words there may be of other
things, so that they are not said to contradict each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from recoupe.crosscheck.wording import wording
from recoupe.lexicon.company_nouns import company_nouns
from recoupe.lexicon.comparability import comparability
from recoupe.lexicon.metrics import METRICS
from recoupe.store.blocks import Told
from recoupe.store.naming import key_of
from recoupe.text import fold

__all__ = ["asides_of"]

_WORD = re.compile(r"[^\W\d_][\w-]+")
_AFTER = re.compile(
    r"(?:net|brut)(?:te|e)?s?\b|(?:supplémentaire|additionnel)(?:le)?s?\b"
    r"|(?:de la |de l'|du |des |de |d'|à |au |aux |sur |pour |chez |sans |avec |les? |la |l'|ses |son |sa |leurs? )"
    r"(?P<what>[^,.;:!?()«»\"]{2,60})"
)
"""What may stand right after a figure: « net », « du capital », « de passagers d'affaires », « à temps plein »."""
_OF_METRIC = re.compile(r" (?:(?P<one>de la |de l'|du )|des |de (?:ses |son |sa |leurs? )?|d')(?P<what>[^\W\d_][\w-]+)")
"""What a metric is said to be of: « le salaire de ses cadres », « le taux des nouveaux prêts »."""
_BEFORE = re.compile(r"\W*(?P<what>[^,.;:!?()«»\"]{2,45}), ")
"""What a sentence may begin with: « Sur vingt ans, », « Sans la vente de son siège, », « La semaine de Noël, »."""
_HEAD = re.compile(r"\W*(?:les? |la |l'|une? |des )(?P<what>[^\W\d_][\w-]+)")
"""What a sentence is about, where it begins with it: « Les vols ont coûté [3 millions d'euros] à X »."""
_SETTING = re.compile(
    r"[ («\"](?:à|au|aux|en|dans|sur|parmi|hors|sans|chez|sous|avec)"
    r"(?: (?:les?|la|des?|du|une?|ses|son|sa|leurs?|ces?|cette|tous|toutes|chaque|deux|trois|quatre|cinq|six|dix))*"
    r"(?: l'| d'| )(?P<what>[^\W\d_][\w-]+)"
)
"""Where, among whom, how: « dans les surgelés », « parmi les électeurs », « au tarif réduit », « hors intérim »."""
_PART = re.compile(r"(?<![\w-])dont (?:[\w']+ ){0,2}$")
_PART_LENGTH = 30
"""« dont [14 millions] », « dont quelque [14 millions] »: a part of what was told before."""
_OF = re.compile(r"(?:de la|de l'|du|des|de|d')? ?$")
_OF_LENGTH = 6
_STOP = re.compile(r"[,.;:!?()«»\"]")
_CHAIN = 60
"""How many letters before a subject are looked at for what it is the complement of."""
_LINKS = frozenset({"de", "du", "des", "la", "le", "les", "un", "une"})
_DIGIT = re.compile(r"\d")
_SAME = 6
"""Two words that begin with so many letters alike count as one: « passager », « passagers »."""
_LONGEST = 3


def asides_of(told: Told) -> frozenset[str]:
    """The words, cut to their beginnings, that stand in the metric, after the figure, before the subject and before the
    sentence, but for those of the subject, of time, and of the names that the metric goes by."""
    names = _names(told.metric_key)
    said = _stems_of(told.metric or "").union(_stems(*_around(told)))
    left = said - _idle()
    if not left:
        return frozenset()
    known = (_stems_of(text) for text in (told.subject, told.period, told.baseline, told.per) if text)
    return left.difference(*known, *(name for name in names if name <= said))


@cache
def _idle() -> set[str]:
    lexicon = comparability()
    return _stems(*lexicon.idle, *lexicon.times)


def _around(told: Told) -> Iterator[str]:
    """The words around the figure that may narrow it."""
    text = wording(told.evidence).plain
    end = told.figure_end - told.evidence_start
    start = end - len(told.figure)
    found = _AFTER.match(text, end + 1)
    if found:
        yield from _first(found["what"]) if found["what"] else [found[0]]
    if (found := _BEFORE.match(text)) and not _DIGIT.search(found["what"]):
        yield from _WORD.findall(found["what"])
    settings = comparability().settings
    yield from (found["what"] for found in _SETTING.finditer(f" {text}") if found["what"] not in settings)
    if _PART.search(text, max(0, start - _PART_LENGTH), start):
        yield "partie"
    yield from _other_head(text)
    yield from _complement(told.metric, text)
    yield from _governing(told.subject, text)


def _other_head(text: str) -> Iterator[str]:
    """The noun that the sentence begins with, unless that is the subject by what it is or does."""
    found = _HEAD.match(text)
    if found and found["what"] not in comparability().settings and not _is_firm(found["what"], one=True):
        yield found["what"]


def _complement(metric: str | None, text: str) -> Iterator[str]:
    """The first word of what the metric is of, unless that is the subject again: « du groupe », « du carrier »."""
    name = wording(metric).plain if metric else ""
    at = text.find(name) if name else -1
    found = _OF_METRIC.match(text, at + len(name)) if at >= 0 else None
    if found and found["what"] not in comparability().idle and not _is_firm(found["what"], one=bool(found["one"])):
        yield found["what"]


def _is_firm(word: str, *, one: bool) -> bool:
    """Whether a word stands for a firm: a noun that says so, or with the article of one thing, who does something."""
    lexicon = comparability()
    doer = one and word.endswith(lexicon.doers) and word not in lexicon.things
    return doer or key_of(word).strip() in company_nouns()


def _governing(subject: str | None, text: str) -> list[str]:
    """The words of which the subject is the complement: « les fonds monétaires » of « les fonds monétaires de X »."""
    name = wording(subject).plain if subject else ""
    at = text.find(name) if name else -1
    of = _OF.search(text, max(0, at - _OF_LENGTH), at) if at > 0 else None
    if of is None or not of[0].strip():
        return []
    chain = _STOP.split(text[max(0, of.start() - _CHAIN) : of.start()])[-1]
    taken: list[str] = []
    for word in reversed(_WORD.findall(chain)):
        if word in comparability().idle and word not in _LINKS:
            break
        taken.append(word)
    return taken


@cache
def _names(key: str | None) -> tuple[frozenset[str], ...]:
    """The names of a metric by their words."""
    return tuple(_stems_of(form) for entry in METRICS if key and entry.key == key for form in entry.forms)


def _first(text: str) -> Iterator[str]:
    """The first words up to one that begins something else."""
    idle = comparability().idle
    for place, found in enumerate(_WORD.finditer(text)):
        if place >= _LONGEST or found[0] in idle:
            return
        yield found[0]


@lru_cache(maxsize=8_192)
def _stems_of(text: str) -> frozenset[str]:
    return frozenset(_stems(*_WORD.findall(fold(text).casefold())))


def _stems(*words: str) -> set[str]:
    return {word[:_SAME].rstrip("sxe") for word in words}
