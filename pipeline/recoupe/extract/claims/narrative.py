"""The time that a passage is told in: once a sentence says « en août », the facts told after it are of August too.

It holds for what is told in the past, up to the end of the paragraph; that of the opening holds, for changes and
results, through an article that reports a period. It holds for nothing that is told as a state of today.
"""

from __future__ import annotations

import re
from typing import Final

from recoupe.extract.claims.climb import kind_of, mood_of
from recoupe.extract.claims.scene import Frame, Scene
from recoupe.extract.claims.times import is_of_noun, tells
from recoupe.extract.claims.words import is_trend
from recoupe.extract.periods import role_of
from recoupe.lexicon.constructions import LEVEL_VERBS, TREND_VERBS
from recoupe.lexicon.metrics import metric_of
from recoupe.lexicon.timing import TIMING
from recoupe.records import Forecast, Money, Percentage, Period
from recoupe.records.base import Realis

__all__ = ["earns", "is_change", "is_told", "is_told_as_change", "says_now", "setting_of", "starts_change"]

_SHORTEST: Final = 27
_LONGEST: Final = 370
"""How many days a time that sets a scene lasts: from a month to an accounting year."""
_NEAR: Final = 10
_ASIDE: Final = 4
"""How many words may stand between an auxiliary and its participle."""
_TODAY: Final = r"désormais|aujourd'hui|actuellement|à présent|maintenant"
_IN_TIME: Final = r"à (?:court|moyen|long|plus long) terme|à terme"
_NOW: Final = re.compile(rf"(?<!\w)(?:{_TODAY}|{_IN_TIME})(?!\w)")
_LATER: Final = re.compile(rf"(?<!\w)(?:{_IN_TIME})(?!\w)")
_ALWAYS: Final = re.compile(r"(?<!\w)(?:encore|toujours|jusqu'ici|à ce jour|au total|jamais)(?!\w)")


def setting_of(scene: Scene, frames: list[Frame]) -> Period | None:
    """The time that a sentence sets for those after it: that of its main clause."""
    if any(frame.realis == "forecast" and frame.main is frame for frame in frames):
        return None
    return next((p for p in scene.found.periods if _sets(scene, p) and _in_main_clause(scene, p)), None)


def _sets(scene: Scene, period: Period) -> bool:
    first, last, published = period.start_date, period.end_date, scene.document.published
    if first is None or last is None or published is None or role_of(period) != "plain" or first > published:
        return False
    return _SHORTEST <= (last - first).days <= _LONGEST and tells(scene, period)


def _in_main_clause(scene: Scene, period: Period) -> bool:
    """Whether a time is an adverbial of the sentence's main verb, told in the past, not of a noun of it."""
    top = scene.tree.top(scene.words_of(period))
    if top is None or is_of_noun(scene, period):
        return False
    verb = scene.tree.verb(top)
    return verb is not None and scene.tree.words[verb].dep in ("ROOT", "conj") and _is_past(scene, verb)


def is_told(scene: Scene, frame: Frame) -> bool:
    """Whether a figure is a change or a level told in the past, so that the time of its passage is its own."""
    if frame.realis != "actual" or isinstance(frame.figure, Forecast) or frame.main is not frame:
        return False
    verb = frame.verb_in(scene)
    if verb is None or says_now(scene, frame.realis) or _in(scene, _ALWAYS):
        return False
    return (_is_past(scene, verb) or _past_before(scene, frame)) and _flows(scene, frame, verb)


def says_now(scene: Scene, realis: Realis) -> bool:
    """Whether a sentence tells how things stand today, or will in the long run: « désormais », « à moyen terme »."""
    pattern = _LATER if realis == "forecast" else _NOW
    return _in(scene, pattern)


def _in(scene: Scene, pattern: re.Pattern[str]) -> bool:
    held = scene.holds.get(pattern.pattern)
    if held is None:
        held = pattern.search(scene.low_text[scene.sentence.start : scene.sentence.end]) is not None
        scene.holds[pattern.pattern] = held
    return held


def is_told_as_change(scene: Scene, frame: Frame) -> bool:
    """« La croissance se limite à 1,9 % », « la baisse est moins forte : 8,1 % »: a change told in the present."""
    verb = frame.verb_in(scene)
    if frame.realis != "actual" or verb is None or frame.main is not frame or says_now(scene, frame.realis):
        return False
    actor = scene.tree.subject(verb)
    return actor is not None and actor not in scene.figure_at and is_trend(scene, actor)


def _flows(scene: Scene, frame: Frame, verb: int) -> bool:
    """Whether a figure runs over a time: a change or a level that is reached, but no debt and no share price."""
    entry = metric_of(frame.metric.text) if frame.metric is not None else None
    if entry is not None and entry.key in TIMING.stocks:
        return False
    kind = kind_of(scene, verb)
    return is_change(frame) or kind in TREND_VERBS or kind in LEVEL_VERBS or kind in TIMING.earning


def earns(scene: Scene, frame: Frame) -> bool:
    """« la data mobile a rapporté 152 milliards »."""
    verb = frame.verb_in(scene)
    return verb is not None and kind_of(scene, verb) in TIMING.earning


def is_change(frame: Frame) -> bool:
    """« un repli de 9 % », « a gagné 1,8 point », « est passé de 41 à 37 % »."""
    if starts_change(frame.like, frame):
        return True
    return isinstance(frame.figure, Percentage) and frame.figure.kind == "change"


def starts_change(first: Frame | None, second: Frame | None) -> bool:
    """Whether two figures are the levels that a change goes from and to: « est passé de 41 % en 2022 à 37 % »."""
    if first is None or second is None or second.like is not first or first.scene is not second.scene:
        return False
    if "metric:follows-figure" not in second.rules or _unit(first) != _unit(second):
        return False
    folded, start = first.scene.document.folded, first.figure.start
    before = folded[max(0, start - 20) : start].casefold()
    between = folded[first.figure.end : second.figure.start].casefold().strip()
    return _FROM.search(before) is not None and _TO.search(between) is not None


_FROM: Final = re.compile(r"(?<!\w)(?:de|d') ?(?:près de|environ|quelque|plus de|moins de)? ?$")
_TO: Final = re.compile(r"^[^,;:()]{0,60}(?<!\w)à(?: près de| environ| quelque| plus de| moins de)?$|^à(?: \w+)?$")


def _unit(frame: Frame) -> str | None:
    figure = frame.figure
    if isinstance(figure, Percentage):
        return None if figure.kind == "change" and figure.direction else figure.unit
    return figure.currency if isinstance(figure, Money) else None


def _is_past(scene: Scene, verb: int) -> bool:
    """« a reculé », « s'est contracté », « est revenue », « recula »; « avait reculé » lies behind what is told."""
    mood = mood_of(scene, verb)
    if mood == "Ind:Past":
        return True
    relations = ("aux:tense", "aux:pass") if scene.tree.words[verb].lemma in TIMING.moving else ("aux:tense",)
    return mood == "Ind:Pres" and scene.tree.child(verb, *relations) is not None


def _past_before(scene: Scene, frame: Frame) -> bool:
    """« a en revanche fléchi de 2 % », whatever the parse makes of it: auxiliary and participle before a figure."""
    words = scene.tree.words
    start = scene.words_of(frame.figure).start
    for index in range(start - 1, max(start - _NEAR, 0), -1):
        if words[index].text in (",", ";", ":", "(") or "Mood=" in words[index].morph:
            return False
        if "VerbForm=Part" in words[index].morph and "Tense=Past" in words[index].morph:
            return any(scene.low(before) in ("a", "ont") for before in range(max(0, index - _ASIDE), index))
    return False
