"""What is quoted on a market: shares, indices, currencies, oil, yields. Their levels and moves are of a day."""

from __future__ import annotations

import re
from typing import Final

from recoupe.extract.claims.calendar import Calendar
from recoupe.extract.claims.findings import Phrase
from recoupe.extract.claims.scene import Frame, Scene, When
from recoupe.extract.claims.words import is_trend
from recoupe.lexicon.constructions import LEVEL_VERBS, TREND_VERBS
from recoupe.lexicon.metrics import metric_of
from recoupe.lexicon.timing import TIMING
from recoupe.records import CompanyMention, Interval, Money, Percentage, filled

__all__ = ["is_quoted", "trading_day"]

_BOND: Final = re.compile(
    r"(?:taux|rendements?|emprunts?) (?:\w+ ){0,3}(?:à|de) (?:\w+ )?(?:\d+|deux|trois|cinq|dix|vingt|trente) ans"
)
_CAPITAL: Final = frozenset({"market_capitalisation", "share_price"})


def is_quoted(scene: Scene, frame: Frame, calendar: Calendar) -> bool:
    """Whether a figure is the level or the move of something quoted."""
    if isinstance(frame.figure, Money) and frame.figure.per in TIMING.shares:
        return False
    metric = None if frame.metric is calendar.told else frame.metric
    entry = metric_of(metric.text) if metric else None
    if entry is not None and (entry.of == "market" or entry.key in _CAPITAL):
        return True
    if entry is not None and entry.results and frame.figure.type == "money":
        return False
    actor = _actor(scene, frame)
    if actor is not None and _names_quoted(scene, actor, calendar) and _trades(scene, frame):
        return True
    if entry is not None or (metric is not None and _is_other(scene, frame)):
        return False
    return _in_session(scene, calendar) and _moves(scene, frame, actor)


def _actor(scene: Scene, frame: Frame) -> int | None:
    """The subject of its clause, or what the figure is said of in a clause without a verb."""
    verb = frame.verb_in(scene)
    actor = scene.tree.subject(verb) if verb is not None else None
    resolved = frame.resolved
    if actor is None and isinstance(resolved, Phrase) and scene.sentence.holds(resolved.span):
        return resolved.head
    return actor


def _trades(scene: Scene, frame: Frame) -> bool:
    """Whether the verb may tell of a price: « le gaz lui coûte 9 millions » does not."""
    verb = frame.verb_in(scene)
    if verb is None or scene.tree.words[verb].pos != "VERB":
        return True
    mark = scene.tree.child(verb, "mark", "advmod")
    if mark is not None and scene.low(mark) in ("quand", "lorsque", "lorsqu'", "si", "s'"):
        return False
    kind = scene.tree.words[verb].lemma
    return kind in TIMING.trading or ((kind in LEVEL_VERBS or kind in TREND_VERBS) and kind != "coûter")


def _names_quoted(scene: Scene, noun: int, calendar: Calendar) -> bool:
    word = scene.tree.words[noun]
    low = scene.low_text[word.start : word.start + 24]
    if TIMING.indices.match(low):
        return True
    lone = scene.low(noun).removesuffix("s")
    if lone in TIMING.loose and not _in_session(scene, calendar):
        return False
    if _BOND.match(low):
        return True
    return (word.lemma in TIMING.quoted or lone in TIMING.quoted) and noun not in scene.company_at


def _is_other(scene: Scene, frame: Frame) -> bool:
    """Whether something else than a company or an instrument is measured."""
    metric = frame.metric
    if metric is None or "metric:verb" in frame.rules or not scene.sentence.holds(metric.span):
        return False
    if isinstance(frame.figure, Percentage) and frame.figure.kind == "change":
        verb = frame.verb_in(scene)
        trades = verb is not None and scene.tree.words[verb].lemma in TIMING.trading
        return not (trades or is_trend(scene, metric.head) or scene.companies_in(metric.span))
    return not scene.companies_in(metric.span)


def _in_session(scene: Scene, calendar: Calendar) -> bool:
    low = scene.low_text[scene.sentence.start : scene.sentence.end]
    return calendar.market or TIMING.sessions.search(low) is not None


def _moves(scene: Scene, frame: Frame, actor: int | None) -> bool:
    """Whether a company or an index moves: « SOITEC a perdu 7,3 % », « LEGRAND (+2 %) »."""
    company = isinstance(frame.resolved, CompanyMention)
    if "subject:bracket" in frame.rules or frame.verb is None:
        return company
    verb = frame.verb_in(scene)
    if (
        company
        and frame.metric is not None
        and is_trend(scene, frame.metric.head)
        and scene.sentence.holds(frame.metric.span)
    ):
        return True
    if verb is None or scene.tree.words[verb].lemma not in TIMING.trading:
        return False
    return company or (actor is not None and scene.tree.words[actor].pos == "PROPN")


def trading_day(scene: Scene, calendar: Calendar) -> When:
    """The day of the session that the article tells of, else that of publication."""
    if calendar.day is not None:
        return calendar.day.by("day")
    published = scene.document.published
    return When(filled(Interval, start=published, end=published), "published") if published else When()
