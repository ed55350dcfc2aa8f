"""Figures that go with another: « contre », « soit », « dont », lists, changes in brackets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from recoupe.extract.claims.approach import Approach, part_of
from recoupe.extract.claims.clause import clause_frame
from recoupe.extract.claims.findings import Figure
from recoupe.extract.claims.scene import Frame, Scene
from recoupe.extract.claims.words import is_trend, lemma
from recoupe.lexicon.constructions import COMPARISONS, EXPECTATION_VERBS, EXPECTERS, LEVEL_VERBS
from recoupe.records.base import Direction

__all__ = ["again", "compares", "equals", "expected", "follows", "more", "of_which", "result"]


_TO: Final = frozenset({"à", "au", "aux"})


def follows(scene: Scene, figure: Figure, words: range, way: Approach, before: Sequence[Frame]) -> Frame | None:
    """A figure right after another, or after its bracket: « (+12 %) », « de 3 % à 12,4 milliards », « 4,2 et 3,1 »."""
    if not before:
        return None
    index = way.at
    if index is not None and scene.tree.words[index].text == "(" and index - 1 in scene.figure_at:
        index -= 1
    if way.crossed & {"+", "-", "±"} and "," in way.crossed and figure.type == "percentage":
        return Frame(
            scene, figure, before[-1].verb, before[-1].metric, before[-1].subject, before[-1], rules=["metric:signed"]
        )
    if index is None or index not in scene.figure_at:
        return None
    like = next((frame for frame in reversed(before) if frame.figure is scene.figure_at[index]), None)
    if like is None:
        return None
    part = part_of(scene, words.stop)
    rules = ["metric:follows-figure"]
    if part is not None and not is_trend(scene, part.head):
        return Frame(scene, figure, like.verb_in(scene), part, like=like, rules=["metric:part-of"])
    return Frame(scene, figure, like.verb_in(scene), like.metric, like.subject, like, rules=rules)


def equals(scene: Scene, figure: Figure, words: range, way: Approach, before: Sequence[Frame]) -> Frame | None:
    """« soit 7,7 % des ventes », « soit l'équivalent de 3 millions »."""
    if way.at is None or scene.low(way.at) not in ("soit", "équivalent") or not before:
        return None
    like = before[-1].main
    return Frame(scene, figure, like.verb_in(scene), like.metric, like.subject, like, rules=["metric:equals"])


def compares(scene: Scene, figure: Figure, words: range, way: Approach, before: Sequence[Frame]) -> Frame | None:
    """« contre 15,2 milliards un an plus tôt », « après 1,35 euro », « par rapport à 2,49 % »."""
    if way.at is None or not before:
        return None
    low = scene.low(way.at)
    if low not in COMPARISONS and not (low == "rapport" and way.crossed & _TO) and low != "lieu":
        return None
    like = before[-1].main
    part = part_of(scene, words.stop)
    if part is not None and figure.type != like.figure.type:
        alike = next((frame.main for frame in reversed(before) if frame.figure.type == figure.type), None)
        if alike is None or "rapport" not in low:
            return None
        like = alike
    subject = part if part is not None and "subject:part-of" in like.rules else None
    rules = ["metric:compared"]
    return Frame(scene, figure, like.verb_in(scene), like.metric, subject, like, "earlier", rules=rules)


def of_which(scene: Scene, figure: Figure, words: range, way: Approach, before: Sequence[Frame]) -> Frame | None:
    """« dont 300 M€ pour la filiale brésilienne »."""
    if way.at is None or scene.low(way.at) != "dont" or not before:
        return None
    like = before[-1].main
    return Frame(scene, figure, like.verb_in(scene), like.metric, None, like, "part", rules=["metric:of-which"])


def result(scene: Scene, figure: Figure, words: range, way: Approach, before: Sequence[Frame]) -> Frame | None:
    """« …, pour atteindre 17,5 milliards »: where the change told before ends."""
    if way.at is None or not before or lemma(scene, way.at) not in LEVEL_VERBS:
        return None
    mark = scene.tree.child(way.at, "mark")
    if mark is None or scene.low(mark) != "pour" or part_of(scene, words.stop) is not None:
        return None
    like = before[-1].main
    return Frame(scene, figure, like.verb_in(scene), like.metric, like.subject, like, rules=["metric:result"])


def expected(scene: Scene, figure: Figure, words: range, way: Approach, before: Sequence[Frame]) -> Frame | None:
    """« Les analystes attendaient 27,5 milliards »: of what the figure before was."""
    like = next((frame for frame in reversed(before) if frame.figure.type == figure.type), None)
    if way.at is None or like is None or part_of(scene, words.stop) is not None:
        return None
    verb = scene.tree.verb(way.at)
    if verb is None or (verb != way.at and scene.tree.words[way.at].pos != "NOUN"):
        return None
    actor = scene.tree.subject(verb)
    expects = scene.tree.words[verb].lemma in EXPECTATION_VERBS and actor is not None
    if not expects or actor is None or scene.tree.words[actor].lemma not in EXPECTERS or verb != way.at:
        return None
    return Frame(scene, figure, verb, like.metric, None, like, rules=["metric:expected"])


def more(scene: Scene, figure: Figure, words: range, way: Approach, before: Sequence[Frame]) -> Frame | None:
    """« 28 % de plus qu'au printemps »."""
    tail = words.stop + 1
    if tail >= len(scene.tree) or scene.low(words.stop) != "de" or scene.low(tail) not in ("plus", "moins", "mieux"):
        return None
    direction: Direction = "down" if scene.low(tail) == "moins" else "up"
    if before and way.at is not None:
        like = before[-1].main
        rules = ["metric:more-than-figure"]
        return Frame(
            scene, figure, like.verb_in(scene), like.metric, like.subject, like, direction=direction, rules=rules
        )
    verb = scene.tree.verb(way.at) if way.at is not None and way.apart else None
    frame = clause_frame(scene, figure, words, Approach(verb, way.crossed) if verb is not None else way)
    frame.direction = direction
    return frame


def again(scene: Scene, figure: Figure, words: range, way: Approach, before: Sequence[Frame]) -> Frame | None:
    """« de 9 % chez les cadres et de 4 % chez les ouvriers », « 12 % au printemps puis 15 % à l'automne »."""
    if not way.apart or not before or before[-1].figure.type != figure.type:
        return None
    like = before[-1].main
    part = part_of(scene, words.stop)
    if part is not None or like.verb is None or _verb_between(scene, like, words):
        return None
    return Frame(scene, figure, like.verb, like.metric, None, like, rules=["metric:listed"])


def _verb_between(scene: Scene, like: Frame, words: range) -> bool:
    start = scene.words_of(like.figure).stop
    return any("Mood=" in scene.tree.words[i].morph for i in range(start, words.start))
