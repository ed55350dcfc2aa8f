"""The period that a figure covers: its own, its clause's, that of the figure it goes with, or the one carried over.

Conventions: « contre » and « un an plus tôt » step back from the figure compared with; a change « sur un an » is of the
period that it ends in; a share price is of the day; what a company reports is of the accounting period told last.
"""

from __future__ import annotations

from recoupe.extract.claims.calendar import Calendar
from recoupe.extract.claims.carried import carried
from recoupe.extract.claims.climb import mood_of
from recoupe.extract.claims.compared import compared
from recoupe.extract.claims.narrative import starts_change
from recoupe.extract.claims.reality import is_aim, was_aimed
from recoupe.extract.claims.scene import Frame, Scene, When
from recoupe.extract.claims.spans import to_date
from recoupe.extract.claims.times import NOTHING, around, is_of_noun, is_of_saying, is_since, of_other_noun, telling
from recoupe.extract.periods import interval_of, role_of
from recoupe.records import Forecast, Period

__all__ = ["period_of"]


def period_of(scene: Scene, frame: Frame, calendar: Calendar) -> When:
    """The period that a figure is for."""
    return to_date(scene, frame, _period_of(scene, frame, calendar))


def _period_of(scene: Scene, frame: Frame, calendar: Calendar) -> When:
    if frame.link == "earlier" and frame.like is not None:
        own = _after_compared(scene, frame) or _between(scene, frame)
        if own is None and frame.like.realis == "forecast" and frame.like.when is not None and was_aimed(scene, frame):
            return frame.like.when.by("like")
        return compared(frame, own)
    own = _own(scene, frame)
    if own is not None:
        aside = frame.like is not None and scene.document.text[frame.figure.start - 1] == "("
        return compared(frame, own) if aside else When(interval_of(own), "own", own)
    if starts_change(frame, _following(scene, frame)) and not is_aim(scene, frame):
        return When()
    like = frame.like.main if frame.like is not None and "metric:expected" in frame.rules else frame.like
    along = like is not None and _goes_along(scene, like, frame)
    if along and like is not None and like.when is not None and like.when.interval is not None:
        return like.when.by("like")
    horizon = frame.figure.horizon if isinstance(frame.figure, Forecast) else None
    if horizon is not None and (horizon.start or horizon.end):
        return When(horizon, "horizon")
    alone = like is not None and not along and not starts_change(like, frame)
    clause = None if alone else _of_clause(scene, frame) or _shared(scene, frame)
    if clause is not None:
        return When(interval_of(clause), "clause", clause)
    return carried(scene, frame, calendar)


def _goes_along(scene: Scene, like: Frame, frame: Frame) -> bool:
    """Whether a figure is of the time of the one that it goes with: not where a change ends, nor past another verb."""
    if starts_change(like, frame):
        return False
    if "metric:more-than-figure" not in frame.rules or like.scene is not scene:
        return True
    between = scene.tree.words[scene.words_of(like.figure).stop : scene.words_of(frame.figure).start]
    return not any("Mood=" in word.morph for word in between)


def _following(scene: Scene, frame: Frame) -> Frame | None:
    """The next figure of the sentence that goes with one."""
    return next((f for f in scene.frames if f.like is frame), None)


def _after_compared(scene: Scene, frame: Frame) -> Period | None:
    """« comparativement à 3,1 M$ ou 6 cents l'action l'an dernier »: after the figure, or the one that goes with it."""
    found = _after(scene, frame, compared=True)
    following = next((f for f in scene.frames if f.like is frame and "metric:follows-figure" in f.rules), None)
    return found or (_after(scene, following, compared=True) if following is not None else None)


def _between(scene: Scene, frame: Frame) -> Period | None:
    """« contre, en 2022, 3 millions »."""
    like = frame.like
    if like is None or like.scene is not scene:
        return None
    for period in around(scene, frame):
        between = like.figure.end <= period.start and period.end <= frame.figure.start
        if between and "contre" in scene.low_text[like.figure.end : period.start]:
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
    for period in telling(scene, frame):
        stop = scene.low_text[metric.span.end : period.start].strip()
        if period.start >= metric.span.end and stop in ("", "de", "du", "en", "au", "pour", "de l'", "pour l'"):
            return period
    return None


def _after(scene: Scene, frame: Frame, compared: bool) -> Period | None:
    """The first time after a figure, before a comma, a verb or another figure."""
    limit = min((f.start for f in scene.found.figures if f.start > frame.figure.start), default=scene.sentence.end)
    for period in around(scene, frame) if compared else telling(scene, frame):
        if frame.figure.end <= period.start < limit and period.start_date and role_of(period) not in NOTHING:
            gap = scene.document.folded[frame.figure.end : period.start]
            if _close(scene, frame, period, gap, compared and role_of(period) == "comparison"):
                return period
    return None


def _close(scene: Scene, frame: Frame, period: Period, gap: str, of_another: bool) -> bool:
    """Whether no clause and no sign parts a time from a figure; a comma may, before « un an plus tôt »."""
    if any(sign in gap for sign in (";:(" if of_another else ",;:(")) or of_other_noun(scene, frame, period):
        return False
    words = scene.tree.words
    first, last = scene.words_of(frame.figure).stop, scene.words_of(period).start
    return not any("Mood=" in words[i].morph or "PronType=Rel" in words[i].morph for i in range(first, last))


def _of_clause(scene: Scene, frame: Frame) -> Period | None:
    """The time that the figure's clause, or one above it, is set in; the nearest before the figure wins."""
    figure = frame.figure
    others = [f.figure for f in scene.frames if f.link == "earlier"]
    chosen = None
    for period in telling(scene, frame):
        if period.start > figure.end and (is_of_noun(scene, period) or of_other_noun(scene, frame, period)):
            continue
        if frame.cue is not None and _is_past_day(scene, period):
            continue
        if frame.like is not None and starts_change(frame.like, frame) and _lies_between(frame.like, period, frame):
            continue
        if not _governs(scene, frame, period) or any(_belongs(scene, period, other.end) for other in others):
            continue
        if period.end <= figure.start:
            chosen = period
        elif chosen is None:
            return period
    return chosen


def _lies_between(first: Frame, period: Period, second: Frame) -> bool:
    return first.figure.end <= period.start and period.end <= second.figure.start


def _is_present(scene: Scene, verb: int) -> bool:
    """« …, qui pèsent 45 % des volumes »: a relative told in the present."""
    if scene.tree.words[verb].dep != "acl:relcl" or mood_of(scene, verb) != "Ind:Pres":
        return False
    return scene.tree.child(verb, "aux:tense", "aux:pass") is None


def _is_over(scene: Scene, period: Period) -> bool:
    published = scene.document.published
    return published is not None and period.end_date is not None and period.end_date < published


def _is_set_off(scene: Scene, frame: Frame) -> bool:
    """« la taxe, fixée à 7 % par la loi, entrera en vigueur en 2027 »: a participle between commas has its own time."""
    verb = frame.verb_in(scene)
    if verb is None or verb == 0 or scene.tree.words[verb].dep != "acl":
        return False
    return scene.tree.words[verb - 1].text == "," and "Tense=Past" in scene.tree.words[verb].morph


def _is_past_day(scene: Scene, period: Period) -> bool:
    """Whether a time is a day that was over at publication: no forecast is of it."""
    published = scene.document.published
    past = published is not None and period.end_date is not None and period.end_date < published
    return past and period.start_date == period.end_date


def _shared(scene: Scene, frame: Frame) -> Period | None:
    """« une marge de 12 % et une croissance de 4 % en 2024 »: the time after the last of several is of all."""
    at = next((index for index, other in enumerate(scene.frames) if other is frame), None)
    if at is None or at + 1 >= len(scene.frames):
        return None
    following = scene.frames[at + 1]
    between = scene.tree.words[scene.words_of(frame.figure).stop : scene.words_of(following.figure).start]
    if (
        following.link != "same"
        or "metric:equals" in following.rules
        or any("Mood=" in word.morph or word.text in (";", "(") for word in between)
    ):
        return None
    return _after(scene, following, compared=False)


def _belongs(scene: Scene, period: Period, end: int) -> bool:
    """Whether a time is that of a compared figure that ends at `end`."""
    return 0 <= period.start - end <= 64 and "," not in scene.document.text[end : period.start]


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
    if place is None or place == verb:
        return True
    if is_since(period) or _is_set_off(scene, frame):
        return False
    if (frame.cue is not None or _is_present(scene, verb)) and _is_over(scene, period):
        return False
    return place in scene.tree.ancestors(verb) and not is_of_saying(scene, place)
