"""The period that a figure covers: its own, its clause's, that of the figure it goes with, or the one carried over.

Conventions: « contre » and « un an plus tôt » step back from the figure compared with; a change « sur un an » is of the
period that it ends in; a share price is of the day; what a company reports is of the accounting period told last.
"""

from __future__ import annotations

import datetime as dt

from recoupe.extract.claims.calendar import Calendar, When, interval_of
from recoupe.extract.claims.frame import Frame
from recoupe.extract.claims.scene import Scene
from recoupe.extract.periods import role_of
from recoupe.lexicon.metrics import metric_of
from recoupe.records import Forecast, Interval, Period, Place
from recoupe.records.base import Realis

__all__ = ["period_of"]

_NOTHING = frozenset({"baseline", "duration"})
_AGAINST = frozenset({"contre", "après", "qu'", "que", "rapport", "lieu", "vs", "face", "comparé"})
_SMALL = frozenset({"en", "au", "à", "l'", "le", "la", "les", "du", "de", "aux", "celui", "celle", "ceux", "d'", "sur"})
_BEGUN = frozenset({"ans", "an", "mois", "trimestre"})


def period_of(scene: Scene, frame: Frame, realis: Realis, calendar: Calendar) -> When:
    """The period that a figure is for."""
    if frame.link == "earlier" and frame.like is not None:
        return _compared(scene, frame)
    own = _own(scene, frame)
    if own is not None:
        return When(interval_of(own), "own", own)
    if frame.like is not None and frame.like.when is not None and frame.like.when.interval is not None:
        return frame.like.when._replace(rule="like")
    horizon = frame.figure.horizon if isinstance(frame.figure, Forecast) else None
    if horizon is not None and (horizon.start or horizon.end):
        return When(horizon, "horizon")
    clause = _of_clause(scene, frame) or _shared(scene, frame)
    if clause is not None:
        return When(interval_of(clause), "clause", clause)
    return _carried(scene, frame, realis, calendar)


def _compared(scene: Scene, frame: Frame) -> When:
    """The period of what a figure is compared with: its own, or a year before that of the other."""
    own = _after(scene, frame, compared=True) or _between(scene, frame)
    against = frame.like.when if frame.like is not None else None
    if own is None:
        return When(rule="none")
    back = own.text.casefold().split()
    if role_of(own) == "comparison" and against is not None and against.interval is not None and "an" in back:
        earlier = _year_before(against.interval)
        if earlier is not None and back[0] in ("un", "1"):
            place = Place(start=own.start, end=own.end)
            return When(Interval(text=own.text, start=earlier[0], end=earlier[1], span=place), "year-before", own)
    return When(interval_of(own), "compared", own)


def _year_before(interval: Interval) -> tuple[dt.date, dt.date] | None:
    if interval.start is None or interval.end is None:
        return None
    last = interval.end + dt.timedelta(days=1)
    return _minus_year(interval.start), _minus_year(last) - dt.timedelta(days=1)


def _minus_year(day: dt.date) -> dt.date:
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _between(scene: Scene, frame: Frame) -> Period | None:
    """« contre, en 2022, 3 millions »."""
    like = frame.like
    if like is None or like.scene is not scene:
        return None
    low = scene.document.folded.casefold()
    for period in scene.found.periods:
        between = like.figure.end <= period.start and period.end <= frame.figure.start
        if between and "contre" in low[like.figure.end : period.start]:
            return period
    return None


def _own(scene: Scene, frame: Frame) -> Period | None:
    """The time right after the figure, or within what is measured: « le chiffre d'affaires 2024 »."""
    found = _after(scene, frame, compared=False)
    if found is not None:
        return found
    ending = next((f for f in scene.frames if f.like is frame and "metric:result" in f.rules), None)
    if ending is not None:
        return _after(scene, ending, compared=False)
    metric = frame.metric
    if metric is None or frame.like is not None or not scene.sentence.holds(metric.span):
        return None
    for period in _telling(scene):
        stop = scene.document.folded[metric.span.end : period.start].strip().casefold()
        if period.start >= metric.span.end and stop in ("", "de", "du", "en", "au", "pour", "de l'", "pour l'"):
            return period
    return None


def _after(scene: Scene, frame: Frame, compared: bool) -> Period | None:
    """The first time after a figure, before a comma, a verb or another figure."""
    limit = min((f.start for f in scene.found.figures if f.start > frame.figure.start), default=scene.sentence.end)
    for period in scene.found.periods if compared else _telling(scene):
        if frame.figure.end <= period.start < limit and period.start_date and role_of(period) not in _NOTHING:
            gap = scene.document.folded[frame.figure.end : period.start]
            if _close(scene, frame, period, gap):
                return period
    return None


def _close(scene: Scene, frame: Frame, period: Period, gap: str) -> bool:
    if any(sign in gap for sign in ",;:("):
        return False
    words = scene.tree.words
    first, last = scene.words_of(frame.figure).stop, scene.words_of(period).start
    return not any("Mood=" in words[i].morph or "PronType=Rel" in words[i].morph for i in range(first, last))


def _telling(scene: Scene) -> list[Period]:
    """The times of a sentence that are of something: no lengths, no bases of comparison."""
    return [p for p in scene.found.periods if p.start_date and role_of(p) not in _NOTHING and not _against(scene, p)]


def _against(scene: Scene, period: Period) -> bool:
    """Whether a time is what something is measured against: « de moins qu'en 2023 », « contre 4 % en 2022 »."""
    if period.rule.startswith("period-earlier"):
        return True
    start = scene.words_of(period).start
    for index in range(start - 1, max(start - 5, -1), -1):
        low = scene.low(index)
        if low in _AGAINST:
            return low not in ("que", "qu'") or index > 0
        if low not in _SMALL and index not in scene.figure_at and scene.tree.words[index].pos not in ("NUM", "DET"):
            return False
    return False


def _of_clause(scene: Scene, frame: Frame) -> Period | None:
    """The time that the figure's clause, or one above it, is set in; the nearest before the figure wins."""
    figure = frame.figure
    others = [f.figure for f in scene.frames if f.link == "earlier"]
    chosen = None
    for period in _telling(scene):
        if period.start > figure.end and _is_of_noun(scene, period):
            continue
        if not _governs(scene, frame, period) or any(_belongs(scene, period, other.end) for other in others):
            continue
        if period.end <= figure.start:
            chosen = period
        elif chosen is None:
            return period
    return chosen


def _shared(scene: Scene, frame: Frame) -> Period | None:
    """« une marge de 12 % et une croissance de 4 % en 2024 »: the time after the last of several is of all."""
    at = next((index for index, other in enumerate(scene.frames) if other is frame), None)
    if at is None or at + 1 >= len(scene.frames):
        return None
    following = scene.frames[at + 1]
    between = scene.tree.words[scene.words_of(frame.figure).stop : scene.words_of(following.figure).start]
    if following.link != "same" or any("Mood=" in word.morph or word.text == ";" for word in between):
        return None
    return _after(scene, following, compared=False)


def _is_of_noun(scene: Scene, period: Period) -> bool:
    """Whether a time belongs to a noun of its own: « deux fois le tarif de 2019 »."""
    top = scene.tree.top(scene.words_of(period))
    word = scene.tree.words[top] if top is not None else None
    return word is not None and word.dep == "nmod" and word.head not in scene.figure_at


def _belongs(scene: Scene, period: Period, end: int) -> bool:
    """Whether a time is that of a compared figure that ends at `end`."""
    return 0 <= period.start - end <= 24 and "," not in scene.document.text[end : period.start]


def _governs(scene: Scene, frame: Frame, period: Period) -> bool:
    """Whether the clause of a time holds the figure."""
    first, second = sorted([(period.start, period.end), (frame.figure.start, frame.figure.end)])
    if ";" in scene.document.text[first[1] : second[0]]:
        return False
    top = scene.tree.top(scene.words_of(period))
    verb = frame.verb_in(scene)
    if top is None or verb is None:
        return period.start < frame.figure.start
    place = scene.tree.verb(top)
    return place is None or place == verb or place in scene.tree.ancestors(verb)


def _carried(scene: Scene, frame: Frame, realis: Realis, calendar: Calendar) -> When:
    """The period told before, for what is told of periods."""
    entry = metric_of(frame.metric.text) if frame.metric else None
    if calendar.listed is not None:
        return calendar.listed._replace(rule="list")
    if realis == "actual" and _of_market(frame):
        return _of_day(scene, calendar)
    if entry is None or not entry.results or _is_share(frame):
        return When()
    if realis == "actual" and calendar.reported is not None:
        return calendar.reported._replace(rule="reported")
    if realis == "forecast" and calendar.coming is not None:
        return calendar.coming._replace(rule="coming")
    return When()


def _is_share(frame: Frame) -> bool:
    """« 44 % des ventes » says how things are, of no period."""
    return frame.figure.type == "percentage" and "metric:part-of" in frame.rules


def _of_market(frame: Frame) -> bool:
    texts = [phrase.text for phrase in (frame.metric, frame.resolved) if phrase is not None]
    entries = map(metric_of, texts)
    return any(entry is not None and entry.of == "market" for entry in entries)


def _of_day(scene: Scene, calendar: Calendar) -> When:
    if calendar.day is not None:
        return calendar.day._replace(rule="day")
    published = scene.document.published
    return When(Interval(start=published, end=published), "published") if published else When()
